"""Acting on a hub from a repository, by a token: its interface for programs, with errors in words."""

import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import IO, Any
from urllib.parse import urlsplit

import httpx2
from pydantic import ValidationError

from enablement.addresses import is_loopback
from enablement.errors import HubOfflineError, HubRefusedError, NotAHubError
from enablement.sync.client import hub_address
from enablement.sync.protocol import Refusal
from enablement.translation import current_language, n_

_CONNECT_SECONDS, _ANSWER_SECONDS = 10.0, 600.0
"""A large folder is checked, compared and written before the hub answers."""

_AT_ONCE = 256 * 1024


class HubPrograms:
    """A program's conversation with a hub: it may do what the token's person may."""

    def __init__(self, url: str, token: str) -> None:
        self.url = hub_address(url)
        self._client = httpx2.Client(
            base_url=self.url,
            headers={
                "Authorization": f"Bearer {token.strip()}",
                "Accept-Language": current_language(),
            },
            timeout=httpx2.Timeout(_ANSWER_SECONDS, connect=_CONNECT_SECONDS),
            follow_redirects=False,
            trust_env=not is_loopback(urlsplit(self.url).hostname or ""),
        )

    def publish(self, packed: bytes, asked: Mapping[str, str | bool]) -> dict[str, Any]:
        """Publish a packed folder; what it did, or with `dry_run` would do."""
        params = {name: str(value).lower() if isinstance(value, bool) else value
                  for name, value in asked.items()}  # fmt: skip
        with self._asking(
            "POST", "/api/v1/publications", params, packed, "application/zip"
        ) as response:
            try:
                found = response.json()
            except ValueError as error:
                raise self._not_a_hub() from error
        if not isinstance(found, dict):
            raise self._not_a_hub()
        return found

    def export(self, source: str, into: IO[bytes]) -> None:
        """Fetch the published cards as a packed folder."""
        with self._asking("GET", "/api/v1/publications/files", {"source": source}) as response:
            for chunk in response.iter_bytes(_AT_ONCE):
                into.write(chunk)

    def close(self) -> None:
        """Hang up."""
        self._client.close()

    @contextmanager
    def _asking(
        self,
        method: str,
        path: str,
        params: Mapping[str, str],
        body: bytes = b"",
        media_type: str = "",
    ) -> Iterator[httpx2.Response]:
        headers = {"Content-Type": media_type} if media_type else {}
        sent = {name: value for name, value in params.items() if value}
        try:
            with self._client.stream(
                method, path, params=sent, content=body, headers=headers
            ) as response:
                if response.status_code != httpx2.codes.OK:
                    response.read()
                    raise self._refused(response)
                if media_type:
                    response.read()
                yield response
        except httpx2.TransportError as error:
            raise self._unreachable(error) from error
        except httpx2.HTTPError as error:
            raise self._not_a_hub() from error

    def _refused(self, response: httpx2.Response) -> Exception:
        try:
            refusal = Refusal.model_validate_json(response.content)
        except ValidationError:
            return self._not_a_hub()
        if response.status_code == httpx2.codes.UNAUTHORIZED:
            return HubRefusedError(
                n_("The hub does not know this token."),
                mend=n_("Make one under “Your account” on the hub’s pages."),
            )
        return HubRefusedError("{sentence}", sentence=refusal.sentence or refusal.code)

    def _unreachable(self, error: httpx2.TransportError) -> Exception:
        cause: BaseException | None = error
        while cause is not None:
            if isinstance(cause, ssl.SSLCertVerificationError):
                return NotAHubError(
                    n_("{url} cannot prove that it is the hub: {reason}."),
                    url=self.url,
                    reason=cause.verify_message,
                )
            cause = cause.__cause__ or cause.__context__
        return HubOfflineError(
            n_("The hub at {url} does not answer."),
            mend=n_("Nothing is known of what it did; ask it again with --dry-run."),
            url=self.url,
        )

    def _not_a_hub(self) -> NotAHubError:
        return NotAHubError(
            n_("What answers at {url} is not a hub."), mend=n_("Check the address."), url=self.url
        )
