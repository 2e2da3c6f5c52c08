"""A small identity provider that runs beside the tests."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from advisor.accounts.providers import apps_of

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
CLIENT_ID, CLIENT_SECRET = "fourways", "a secret of the provider"
PERSON = {"sub": "anna-1", "name": "Anna Berg", "email": "anna@example.org", "email_verified": True}


@dataclass
class Provider:
    """An identity provider: what it was asked, and what it is to say."""

    url: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    key: Any = KEY
    algorithm: str = "RS256"
    configuration: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    challenges: dict[str, str] = field(default_factory=dict)
    without_id_token: bool = False
    leads_to: str = ""

    def answer(self, path: str, form: dict[str, str]) -> dict[str, Any]:
        """Return the answer to one request."""
        self.asked.append(path)
        return {
            "/.well-known/openid-configuration": self._discovery,
            "/keys": self._keys,
            "/token": lambda: self._token(form),
        }[path]()

    def sign_in(self, asked: dict[str, str]) -> str:
        """Sign the person in who is asked for; return where the browser goes then."""
        self.challenges["code"] = asked["code_challenge"]
        now = int(time.time())
        about = {"iss": self.url, "aud": CLIENT_ID, "iat": now, "exp": now + 300, "nonce": asked["nonce"]}
        self.claims = PERSON | about | self.claims
        return f"{asked['redirect_uri']}?{urlencode({'code': 'code', 'state': asked['state']})}"

    def _discovery(self) -> dict[str, Any]:
        found = {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }
        return {name: value for name, value in (found | self.configuration).items() if value is not None}

    def _keys(self) -> dict[str, Any]:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
        return {"keys": [public | {"kid": "one", "alg": "RS256", "use": "sig"}]}

    def _token(self, form: dict[str, str]) -> dict[str, Any]:
        verifier = hashlib.sha256(form["code_verifier"].encode()).digest()
        expected = base64.urlsafe_b64encode(verifier).decode().rstrip("=")
        if (form["client_id"], form["client_secret"]) != (CLIENT_ID, CLIENT_SECRET):
            return {"error": "invalid_client"}
        if self.challenges.get(form["code"]) != expected:
            return {"error": "invalid_grant"}
        told = jwt.encode(self.claims, self.key, self.algorithm, headers={"kid": "one"})
        return {"access_token": "x", "token_type": "Bearer"} | (
            {} if self.without_id_token else {"id_token": told}
        )


@contextmanager
def running() -> Iterator[Provider]:
    """Run a provider at an address of this machine."""
    stub = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            if parts.path == "/authorize":
                self._lead(stub.sign_in(asked))
            elif stub.leads_to and parts.path.endswith("openid-configuration"):
                self._lead(stub.leads_to)
            else:
                self._say(stub.answer(parts.path, {}))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._say(stub.answer(self.path, {name: values[0] for name, values in parse_qs(body).items()}))

        def _lead(self, where: str) -> None:
            self.send_response(302)
            self.send_header("Location", where)
            self.end_headers()

        def _say(self, said: dict[str, Any]) -> None:
            body = json.dumps(said).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    stub.url = f"http://127.0.0.1:{server.server_port}"
    yield stub
    server.shutdown()
    server.server_close()


def trust(settings: Any, stub: Provider, domains: Any = ()) -> None:
    """Name the provider in the operator's settings."""
    entry = {"id": "house", "name": "The house", "client_id": CLIENT_ID, "secret": CLIENT_SECRET}
    known = [entry | {"server_url": stub.url, "link_domains": list(domains)}]
    settings.OIDC_PROVIDERS = known
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {**settings.SOCIALACCOUNT_PROVIDERS["openid_connect"], "APPS": apps_of(known)}
    }
