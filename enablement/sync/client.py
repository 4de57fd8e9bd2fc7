"""Talking to a hub over HTTP, with every way it can go wrong turned into one of three errors."""

import ssl
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import TypeVar
from urllib.parse import urlsplit

import httpx2
from pydantic import BaseModel, ValidationError

from enablement.addresses import is_loopback
from enablement.clock import system_clock
from enablement.errors import (
    EnablementError,
    HubOfflineError,
    HubRefusedError,
    NotAHubError,
    SignInPageError,
    WipeAskedError,
)
from enablement.sync.pacing import asked_wait
from enablement.sync.protocol import (
    HELD_HEADER,
    Enrolment,
    EnrolRequest,
    EventReceipt,
    Hash,
    HubGreeting,
    ObjectHeader,
    ObjectsRequest,
    Refusal,
    SignedRoot,
    split_stream,
)
from enablement.sync.wipe_order import SignedWipeOrder, Wiped, WipeReceipt
from enablement.translation import n_

_Answer = TypeVar("_Answer", bound=BaseModel)
_CONNECT_SECONDS, _READ_SECONDS = 5.0, 30.0
_OUT_OF_TIME = frozenset({9, 10})
"""OpenSSL's numbers for a certificate that is not valid yet, or not any more."""

_REFUSALS: dict[str, tuple[str, str]] = {
    "code-wrong": (n_("The hub does not know this code."),
                   n_("Check it letter by letter, or ask marketing for a new invitation.")),
    "code-used": (n_("This code was used already."), n_("Ask marketing for a new invitation.")),
    "code-expired": (n_("This code is too old."), n_("Ask marketing for a new invitation.")),
    "device-unknown": (n_("The hub does not know this laptop."),
                       n_("Ask marketing for a new invitation and enrol again; your logs are kept.")),
    "device-revoked": (n_("This laptop’s access was ended by marketing."),
                       n_("Ask marketing for a new invitation; your logs are kept.")),
    "device-wipe": (n_("Marketing asks this laptop to erase its library."),
                    n_("The next sync sends what you logged, then does so.")),
    "too-many-tries": (n_("Too many tries in a short time."), n_("Wait a minute, then try again.")),
}  # fmt: skip


def hub_address(text: str) -> str:
    """The address of a hub as people type it, made whole; `NotAHubError` says what is wrong.

    Without a scheme it is https; plain http is taken for this machine alone, since the laptop's
    token travels with each request.
    """
    typed = text.strip()
    mend = n_("Use the address from the invitation, such as https://hub.example.com.")
    try:
        bare = urlsplit(typed if "://" in typed else f"//{typed}")
        host, _port = bare.hostname or "", bare.port
    except ValueError as error:
        raise NotAHubError(n_("“{address}” is not an address."), mend=mend, address=text) from error
    scheme = bare.scheme or ("http" if is_loopback(host) else "https")
    if not host or scheme not in {"http", "https"} or " " in typed:
        raise NotAHubError(n_("“{address}” is not an address."), mend=mend, address=text)
    if scheme == "http" and not is_loopback(host):
        raise NotAHubError(
            n_("{address} is not encrypted: anyone on the way could read along."),
            mend=n_("Use the hub’s https:// address."),
            address=typed,
        )
    return f"{scheme}://{bare.netloc}{bare.path}".rstrip("/")


class HubClient:
    """One conversation with a hub, kept alive between requests; satisfies `HubConnection`."""

    def __init__(self, url: str, token: str | None = None) -> None:
        self.url = hub_address(url)
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._client = httpx2.Client(
            base_url=self.url,
            headers=headers,
            timeout=httpx2.Timeout(_READ_SECONDS, connect=_CONNECT_SECONDS),
            follow_redirects=False,
            # A proxy of the environment must not stand between a laptop and itself.
            trust_env=not is_loopback(urlsplit(self.url).hostname or ""),
        )

    def greeting(self) -> HubGreeting:
        """Ask who answers, before anything is entrusted to it."""
        return self._ask(HubGreeting, "GET", "/v1/hub")

    def enroll(self, request: EnrolRequest) -> Enrolment:
        """Trade a one-time code for a device."""
        return self._ask(Enrolment, "POST", "/v1/enroll", request.model_dump_json().encode())

    def root(self, held: int = 0) -> SignedRoot:
        """The hub's signed word on what this device should hold; `held` is its generation now."""
        return self._ask(SignedRoot, "GET", "/v1/root", held=held)

    def shard(self, digest: Hash) -> bytes:
        """The bytes of a shard; empty when the hub has published meanwhile and has it no more."""
        with self._request("GET", f"/v1/shards/{digest}") as response:
            if response.status_code == httpx2.codes.NOT_FOUND:
                return b""
            self._refuse(response)
            return response.read()

    def objects(self, digests: Iterable[Hash]) -> Iterator[tuple[ObjectHeader, bytes]]:
        """Objects by hash as they arrive."""
        body = ObjectsRequest(hashes=tuple(digests)).model_dump_json().encode()
        with self._request("POST", "/v1/objects", body) as response:
            self._refuse(response)
            try:
                yield from split_stream(response.iter_bytes())
            except ValueError as error:
                raise self._not_a_hub() from error

    def send(self, body: bytes) -> EventReceipt:
        """Hand over one batch of events."""
        return self._ask(EventReceipt, "POST", "/v1/events", body)

    def wipe_order(self) -> SignedWipeOrder:
        """The hub's signed word that this laptop shall erase its library."""
        return self._ask(SignedWipeOrder, "GET", "/v1/wipe")

    def wiped(self, former: Hash) -> WipeReceipt:
        """Say that this laptop has erased its library; `former` is the hash of its token."""
        return self._ask(
            WipeReceipt, "POST", "/v1/wiped", Wiped(former=former).model_dump_json().encode()
        )

    def close(self) -> None:
        """Hang up."""
        self._client.close()

    def _ask(
        self,
        kind: type[_Answer],
        method: str,
        path: str,
        body: bytes = b"",
        held: int | None = None,
    ) -> _Answer:
        headers = {} if held is None else {HELD_HEADER: str(held)}
        with self._request(method, path, body, headers) as response:
            self._refuse(response)
            try:
                return kind.model_validate_json(response.read())
            except ValidationError as error:
                raise self._not_a_hub() from error

    @contextmanager
    def _request(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        headers: Mapping[str, str] = MappingProxyType({}),
    ) -> Iterator[httpx2.Response]:
        sent = {**headers, "Content-Type": "application/json"} if body else headers
        try:
            with self._client.stream(method, path, content=body, headers=sent) as response:
                yield response
        except httpx2.TransportError as error:
            raise self._unreachable(error) from error
        except httpx2.HTTPError as error:
            raise self._not_a_hub() from error

    def _refuse(self, response: httpx2.Response) -> None:
        """Raise what a status other than 200 means."""
        status = response.status_code
        if status == httpx2.codes.OK:
            return
        try:
            refusal = Refusal.model_validate_json(response.read())
        except ValidationError as error:
            wants_sign_in = status == httpx2.codes.NETWORK_AUTHENTICATION_REQUIRED
            too_many = status == httpx2.codes.TOO_MANY_REQUESTS  # for what stands before the hub
            if too_many or (status >= httpx2.codes.INTERNAL_SERVER_ERROR and not wants_sign_in):
                raise self._trouble(response) from error
            raise self._not_a_hub() from error
        if status >= httpx2.codes.INTERNAL_SERVER_ERROR:
            raise self._trouble(response)
        message, mend = _REFUSALS.get(
            refusal.code, (n_("The hub said no: {sentence}"), n_("Tell marketing if it goes on."))
        )
        kind = WipeAskedError if refusal.code == "device-wipe" else HubRefusedError
        refused = kind(message, mend=mend, sentence=refusal.sentence or refusal.code)
        refused.retry_after = _asked_wait(response)
        raise refused

    def _unreachable(self, error: httpx2.TransportError) -> EnablementError:
        cause: BaseException | None = error
        while cause is not None:
            if isinstance(cause, ssl.SSLCertVerificationError):
                return self._unproven(cause)
            if isinstance(cause, ssl.SSLError) and cause.reason == "WRONG_VERSION_NUMBER":
                # Something speaks there, though not as a hub does.
                return self._not_a_hub()
            cause = cause.__cause__ or cause.__context__
        return HubOfflineError(
            n_("The hub at {url} does not answer."),
            mend=n_("You can go on without it: everything is kept and sent at the next sync."),
            url=self.url,
        )

    def _unproven(self, error: ssl.SSLCertVerificationError) -> EnablementError:
        proof = n_("{url} cannot prove that it is the hub: {reason}.")
        if error.verify_code in _OUT_OF_TIME:
            mend = n_("Check the date and the time of this laptop, then try again.")
            return NotAHubError(proof, mend=mend, url=self.url, reason=error.verify_message)
        mend = n_("A sign-in page of this network may be in the way: open a browser.")
        return SignInPageError(proof, mend=mend, url=self.url, reason=error.verify_message)

    def _trouble(self, response: httpx2.Response) -> HubOfflineError:
        trouble = HubOfflineError(
            n_("The hub at {url} has trouble of its own."),
            mend=n_("You can go on without it: everything is kept and sent at the next sync."),
            url=self.url,
        )
        trouble.retry_after = _asked_wait(response)
        return trouble

    def _not_a_hub(self) -> SignInPageError:
        return SignInPageError(
            n_("What answers at {url} is not a hub."),
            mend=n_("Check the address; a sign-in page of this network may be in the way."),
            url=self.url,
        )


def _asked_wait(response: httpx2.Response) -> float | None:
    said = response.headers
    return asked_wait(said.get("Retry-After"), said.get("Date"), system_clock())
