"""What the hub refuses: an HTTP status, a stable code for programs, and a sentence for the log."""


class RefusedError(Exception):
    """A request that the hub says no to; the routes answer it as `protocol.Refusal`.

    `retry_after` is in seconds, for a refusal that passes.
    """

    def __init__(
        self, status: int, code: str, sentence: str, *, retry_after: int | None = None
    ) -> None:
        super().__init__(sentence)
        self.status = status
        self.code = code
        self.sentence = sentence
        self.retry_after = retry_after


def is_for_programs(path: str) -> bool:
    """Whether an address belongs to the interface for programs, which answers JSON and takes tokens."""
    return path.startswith("/api/")


def is_for_laptops(path: str) -> bool:
    """Whether an address belongs to the protocol, whose every answer is JSON or bytes."""
    return path == "/v1" or path.startswith("/v1/")
