"""Signing in by an OpenID Connect provider: authorization code with PKCE, state and nonce.

What comes back is believed only when the provider's key signed it, for this hub, for this browser's
own try, and now.
"""

import threading
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx2
from authlib.oauth2.auth import ClientAuth
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri, prepare_token_request
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from enablement.addresses import is_loopback
from enablement.hub.access.accounts import ProvenIdentity
from enablement.hub.codes import new_token
from enablement.hub.models import NAME
from enablement.settings import OidcSettings

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"]
"""How a provider may sign: never `none`, and never with a secret that both sides know."""

_SCOPE = "openid email profile"
_TIMEOUT_SECONDS = 10.0
_LEEWAY_SECONDS = 60
_KEPT_SECONDS = 3600.0
_MOST_BYTES = 1_000_000


class ProviderError(Exception):
    """The provider does not answer as it should, or its word cannot be believed; text for the log."""


@dataclass(frozen=True)
class Attempt:
    """One try of one browser to sign in: its secrets, and where it wanted to go."""

    state: str = field(default_factory=new_token, repr=False)
    nonce: str = field(default_factory=new_token, repr=False)
    verifier: str = field(default_factory=new_token, repr=False)


@dataclass
class _Known:
    """What the provider says of itself, its keys, and when both were asked for."""

    metadata: dict[str, Any]
    keys: KeySet
    at: float


class Provider:
    """The provider of a hub; safe to use from several threads."""

    def __init__(self, settings: OidcSettings) -> None:
        self._settings = settings
        self.issuer = settings.issuer
        self.name = settings.name or urlsplit(settings.issuer).hostname or settings.issuer
        self._auth = ClientAuth(
            settings.client_id,
            settings.client_secret,
            "client_secret_basic" if settings.client_secret else "none",
        )
        self._turn = threading.Lock()
        self._known: _Known | None = None

    def address(self, attempt: Attempt, redirect: str) -> str:
        """Where the browser goes to prove who it is; `ProviderError` when nobody is there."""
        where: str = prepare_grant_uri(
            self._endpoint("authorization_endpoint"),
            self._settings.client_id,
            "code",
            redirect,
            _SCOPE,
            attempt.state,
            nonce=attempt.nonce,
            code_challenge=create_s256_code_challenge(attempt.verifier),
            code_challenge_method="S256",
        )
        return where

    def identity(self, attempt: Attempt, code: str, redirect: str) -> ProvenIdentity:
        """Who the code that came back is for; `ProviderError` when that cannot be believed."""
        token = self._token(attempt, code, redirect)
        claims = self._claims(str(token.get("id_token", "")), attempt, token)
        if "email" not in claims and "userinfo_endpoint" in self._metadata():
            claims = {**self._asked_claims(str(token.get("access_token", "")), claims), **claims}
        subject, email = str(claims["sub"]), claims.get("email")
        if not subject or len(subject) > NAME or "\0" in subject:
            raise ProviderError("the subject is empty or too long")
        verified = claims.get("email_verified") is True and isinstance(email, str)
        return ProvenIdentity(
            issuer=self._settings.issuer,
            subject=subject,
            email=str(email).strip().casefold()[:NAME] if verified else "",
            name=str(claims.get("name", ""))[:NAME],
        )

    def _token(self, attempt: Attempt, code: str, redirect: str) -> dict[str, Any]:
        """Trade the code for tokens, showing the secret of the attempt."""
        where = self._endpoint("token_endpoint")
        asked = prepare_token_request(
            "authorization_code", "", redirect, code=code, code_verifier=attempt.verifier
        )
        headers = {
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        where, headers, body = self._auth.prepare("POST", where, headers, asked)
        return self._ask("POST", where, headers, str(body))

    def _claims(self, token: str, attempt: Attempt, answer: dict[str, Any]) -> dict[str, Any]:
        """What the provider signed, checked as OpenID Connect Core 3.1.3.7 asks."""
        try:
            try:
                signed = jwt.decode(token, self._keys(), algorithms=ALGORITHMS)
            except (JoseError, ValueError):
                # A provider changes its keys from time to time: once more, with those of now.
                signed = jwt.decode(token, self._keys(anew=True), algorithms=ALGORITHMS)
            claims = CodeIDToken(
                signed.claims,
                signed.header,
                {
                    "iss": {"essential": True, "value": self._settings.issuer},
                    "aud": {"essential": True, "value": self._settings.client_id},
                },
                {
                    "nonce": attempt.nonce,
                    "client_id": self._settings.client_id,
                    "access_token": answer.get("access_token", ""),
                },
            )
            claims.validate(now=int(time.time()), leeway=_LEEWAY_SECONDS)
        except (JoseError, ValueError, TypeError) as error:
            raise ProviderError(f"the ID token is not good: {error}") from error
        return dict(claims)

    def _asked_claims(self, access_token: str, claims: dict[str, Any]) -> dict[str, Any]:
        """What the provider says beside the token, of the same subject."""
        headers = {"Accept": "application/json", "Authorization": f"Bearer {access_token}"}
        told = self._ask("GET", self._endpoint("userinfo_endpoint"), headers)
        if told.get("sub") != claims["sub"]:
            raise ProviderError("the userinfo is about somebody else")
        return told

    def _endpoint(self, name: str) -> str:
        found = self._metadata().get(name)
        if not isinstance(found, str):
            raise ProviderError(f"the provider names no {name}")
        return _safe(found)

    def _metadata(self) -> dict[str, Any]:
        return self._now().metadata

    def _keys(self, *, anew: bool = False) -> KeySet:
        return self._now(anew=anew).keys

    def _now(self, *, anew: bool = False) -> _Known:
        """What is known of the provider, asked for once an hour at most unless wanted anew."""
        with self._turn:
            known = self._known
            if anew or known is None or time.monotonic() - known.at > _KEPT_SECONDS:
                known = self._known = self._discover()
        return known

    def _discover(self) -> _Known:
        issuer = self._settings.issuer
        where = f"{_safe(issuer).rstrip('/')}/.well-known/openid-configuration"
        metadata = self._ask("GET", where)
        if metadata.get("issuer") != issuer:
            raise ProviderError(f"the provider at {issuer} calls itself {metadata.get('issuer')}")
        try:
            told = self._ask("GET", _safe(str(metadata.get("jwks_uri", ""))))
            keys = KeySet.import_key_set({"keys": told.get("keys", [])})
        except (JoseError, ValueError, TypeError) as error:
            raise ProviderError(f"the provider's keys cannot be read: {error}") from error
        return _Known(metadata, keys, time.monotonic())

    @staticmethod
    def _ask(
        method: str, where: str, headers: dict[str, str] | None = None, body: str = ""
    ) -> dict[str, Any]:
        """A JSON object from the provider."""
        local = is_loopback(urlsplit(where).hostname or "")
        try:
            with httpx2.Client(
                timeout=_TIMEOUT_SECONDS, follow_redirects=False, trust_env=not local
            ) as client:
                answer = client.request(method, where, headers=headers, content=body or None)
            found = answer.json() if len(answer.content) <= _MOST_BYTES else None
        except (httpx2.HTTPError, ValueError) as error:
            raise ProviderError(f"{method} {where}: {error}") from error
        if answer.status_code != httpx2.codes.OK or not isinstance(found, dict):
            raise ProviderError(f"{method} {where}: {answer.status_code}")
        return found


def _safe(address: str) -> str:
    """An address of the provider, which is https except on this machine."""
    parts = urlsplit(address)
    if parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or "")):
        return address
    raise ProviderError(f"{address} is not an https address")
