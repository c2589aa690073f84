"""A sign-in provider for tests: real OIDC over http on this machine, with its own key, and able to lie when told to."""

import secrets
import threading
import time
from base64 import urlsafe_b64encode
from contextlib import contextmanager
from hashlib import sha256

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route

from tests.app.conftest import free_port

CLIENT_ID, CLIENT_SECRET = "village", "a secret of tests"


class Provider:
    """Signs everybody in as ``person`` at once. ``lie`` is one of: issuer, nonce, key, audience, expired, no_token."""

    def __init__(self) -> None:
        self.person, self.lie = "head@school.example", None
        self.key, self.other_key = (RSAKey.generate_key(2048, {"kid": "1"}) for _ in range(2))
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.asked: dict[str, dict] = {}
        self.app = Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self.metadata),
                Route("/authorize", self.authorize),
                Route("/token", self.token, methods=["POST"]),
                Route("/keys", lambda _: JSONResponse({"keys": [self.key.as_dict(private=False)]})),
            ]
        )

    def metadata(self, _: Request) -> JSONResponse:
        return JSONResponse(
            {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "jwks_uri": f"{self.url}/keys",
                "id_token_signing_alg_values_supported": ["RS256"],
                "code_challenge_methods_supported": ["S256"],
            }
        )

    def authorize(self, request: Request) -> RedirectResponse:
        code = secrets.token_urlsafe()
        self.asked[code] = dict(request.query_params)
        asked = self.asked[code]
        return RedirectResponse(f"{asked['redirect_uri']}?code={code}&state={asked['state']}", 303)

    async def token(self, request: Request) -> JSONResponse:
        form = await request.form()
        asked = self.asked.pop(form["code"])
        challenge = urlsafe_b64encode(sha256(form["code_verifier"].encode()).digest()).decode().rstrip("=")
        if challenge != asked["code_challenge"]:
            return JSONResponse({"error": "invalid_grant"}, 400)
        told = {"access_token": secrets.token_urlsafe(), "token_type": "Bearer"}
        return JSONResponse(told if self.lie == "no_token" else told | {"id_token": self.id_token(asked["nonce"])})

    def id_token(self, nonce: str) -> str:
        now = int(time.time())
        claims = {
            "iss": "https://elsewhere.example" if self.lie == "issuer" else self.url,
            "aud": "another app" if self.lie == "audience" else CLIENT_ID,
            "sub": f"account of {self.person}",
            "email": self.person,
            "email_verified": True,
            "nonce": "of another visit" if self.lie == "nonce" else nonce,
            "iat": now - 7200 if self.lie == "expired" else now,
            "exp": now - 3600 if self.lie == "expired" else now + 3600,
        }
        return jwt.encode({"alg": "RS256", "kid": "1"}, claims, self.other_key if self.lie == "key" else self.key)


@contextmanager
def providing():
    """A provider that answers until the block ends."""
    provider = Provider()
    server = uvicorn.Server(uvicorn.Config(provider.app, host="127.0.0.1", port=provider.port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield provider
    server.should_exit = True
    thread.join(timeout=10)
