"""An identity server (OAuth 2.0): gives tokens (RFC 6749) and tells mail servers whose they are (RFC 7662)."""

import itertools
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN = "cop-client", "sekret-klienta", "odswiez-0"


class IdentityServer:
    """The server: `token_url`, `requests` for tokens as they came, oldest first, and `user`, whose tokens it gives.

    From now on: tokens end after `life_seconds`; one that `rotates` gives a new refresh token each time and refuses
    the old one; `failure` is a status and a body given instead of a token.
    """

    def __init__(self, port: int, user: str) -> None:
        self.token_url = f"http://127.0.0.1:{port}/token"
        self.user = user
        self.requests: list[dict[str, str]] = []
        self.life_seconds = 3600.0
        self.rotates = False
        self.failure: tuple[int, str] | None = None
        self._refresh_token = REFRESH_TOKEN
        self._ends: dict[str, float] = {}
        self._numbers = itertools.count(1)
        self._server = ThreadingHTTPServer(("127.0.0.1", port), type("Handler", (_Handler,), {"identity": self}))
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()

    def revoke(self) -> None:
        """All tokens given so far are worth nothing any more."""
        self._ends.clear()

    def is_good(self, token: str) -> bool:
        """Whether it gave this token and the token has not ended."""
        return self._ends.get(token, 0.0) > time.monotonic()

    def answer(self, path: str, form: dict[str, str]) -> tuple[int, bytes]:
        """Status and body for what was posted."""
        if path != "/token":
            active = self.is_good(form.get("token", ""))
            return 200, json.dumps({"active": active, **({"username": self.user} if active else {})}).encode()
        self.requests.append(form)
        if self.failure:
            return self.failure[0], self.failure[1].encode()
        status, answer = self._token(form)
        return status, json.dumps(answer).encode()

    def _token(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        if (form.get("client_id"), form.get("client_secret")) != (CLIENT_ID, CLIENT_SECRET):
            return 401, {"error": "invalid_client"}
        if form["grant_type"] == "refresh_token" and form.get("refresh_token") != self._refresh_token:
            return 400, {"error": "invalid_grant", "error_description": f"{form.get('refresh_token')} is no good"}
        number = next(self._numbers)
        token = f"tajny-token-{number}.{'x' * 500}"
        self._ends[token] = time.monotonic() + self.life_seconds
        answer = {"access_token": token, "token_type": "Bearer", "expires_in": int(self.life_seconds)}
        if self.rotates:
            self._refresh_token = answer["refresh_token"] = f"odswiez-{number}"
        return 200, answer


class _Handler(BaseHTTPRequestHandler):
    identity: IdentityServer

    def do_POST(self) -> None:
        posted = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        status, body = self.identity.answer(self.path, {name: values[0] for name, values in posted.items()})
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Tests have nothing to say on the terminal."""
