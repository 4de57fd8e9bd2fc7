"""A small OpenID Connect provider on a free port: it signs real tokens, and lies when it is told to."""

import base64
import hashlib
import secrets
import socket
import threading
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode

import uvicorn
from fastapi import FastAPI
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from enablement.settings import OidcSettings

CLIENT_ID, CLIENT_SECRET = "hub", "secret of the hub"


@dataclass
class _Grant:
    """What a code stands for until it is used."""

    challenge: str
    nonce: str
    redirect: str
    claims: dict[str, Any]


@dataclass
class SmallProvider:
    """The provider of one person, who is signed in there already; tests change them and its words."""

    subject: str = "ines-1"
    email: str = "ines@example.com"
    verified: bool = True
    claims: dict[str, Any] = field(default_factory=dict)
    """Claims of the ID token that are said instead of the right ones."""

    email_in_userinfo: bool = False
    denies: bool = False
    signs_with: RSAKey | None = None
    """Another key than the one that is published."""

    url: str = ""
    tokens_given: int = 0

    def __post_init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "first", "use": "sig", "alg": "RS256"})
        self._grants: dict[str, _Grant] = {}
        self._access: dict[str, dict[str, Any]] = {}
        self._app = FastAPI(openapi_url=None)
        for path, answer in (
            ("/.well-known/openid-configuration", self._metadata),
            ("/keys", self._keys),
            ("/authorize", self._authorize),
            ("/userinfo", self._userinfo),
        ):
            self._app.add_route(path, answer)
        self._app.add_route("/token", self._token, methods=["POST"])

    @property
    def settings(self) -> OidcSettings:
        """What a hub is told of it."""
        return OidcSettings(self.url, CLIENT_ID, CLIENT_SECRET, "Example ID")

    def change_keys(self) -> None:
        """Sign with a new key from now on, and publish it alone."""
        self.key = RSAKey.generate_key(2048, {"kid": secrets.token_hex(4), "use": "sig"})

    def start(self) -> None:
        """Serve on a free port of this machine."""
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        config = uvicorn.Config(self._app, log_config=None, access_log=False, lifespan="off")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [listener]}, daemon=True
        )
        self._thread.start()
        while not self._server.started:
            time.sleep(0.005)

    def stop(self) -> None:
        """Stop serving."""
        self._server.should_exit = True
        self._thread.join()

    async def _metadata(self, _request: Request) -> Response:
        return JSONResponse(
            {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "userinfo_endpoint": f"{self.url}/userinfo",
                "jwks_uri": f"{self.url}/keys",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "code_challenge_methods_supported": ["S256"],
            }
        )

    async def _keys(self, _request: Request) -> Response:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})

    async def _authorize(self, request: Request) -> Response:
        asked = request.query_params
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT_ID
        assert asked["code_challenge_method"] == "S256"
        assert "openid" in asked["scope"].split()
        back = {"state": asked["state"], "iss": self.url}
        if self.denies:
            back["error"] = "access_denied"
        else:
            back["code"] = code = secrets.token_urlsafe(16)
            person = {"email": self.email, "email_verified": self.verified, "name": "Inés Vega"}
            self._grants[code] = _Grant(
                asked["code_challenge"], asked["nonce"], asked["redirect_uri"],
                {"sub": self.subject, **person},
            )  # fmt: skip
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(back)}", 302)

    async def _token(self, request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode()))
        told = request.headers.get("authorization", "").removeprefix("Basic ")
        known = base64.b64decode(told).decode() == f"{CLIENT_ID}:{CLIENT_SECRET}"
        grant = self._grants.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if not known:
            return JSONResponse({"error": "invalid_client"}, 401)
        if (
            grant is None
            or form.get("grant_type") != "authorization_code"
            or (challenge, form.get("redirect_uri")) != (grant.challenge, grant.redirect)
        ):
            return JSONResponse({"error": "invalid_grant"}, 400)
        self.tokens_given += 1
        access = secrets.token_urlsafe(16)
        self._access[access] = grant.claims
        return JSONResponse(
            {
                "access_token": access,
                "token_type": "Bearer",
                "expires_in": 60,
                "id_token": self._signed(grant),
            }
        )

    def _signed(self, grant: _Grant) -> str:
        now = int(time.time())
        told = {"sub": grant.claims["sub"]} if self.email_in_userinfo else grant.claims
        claims = {
            "iss": self.url, "aud": CLIENT_ID, "iat": now, "exp": now + 60, "nonce": grant.nonce,
            **told, **self.claims,
        }  # fmt: skip
        header = {"alg": "RS256", "kid": self.key.kid}
        return jwt.encode(header, claims, self.signs_with or self.key)

    async def _userinfo(self, request: Request) -> Response:
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        claims = self._access.get(token)
        return JSONResponse(claims) if claims else JSONResponse({}, 401)
