"""The whole policy of the web side on one page: headers, content security, CSRF, cookies."""

from datetime import timedelta

from flask import Flask, Response, g
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask_wtf import CSRFProtect

from copapp.config import Settings

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "frame-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)

EMBEDDED_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors *",
    )
)
"""For a page without anything private or to click on, which any site may show in a frame."""

NOTHING_RUNS = "default-src 'none'; sandbox"
"""For what a sender made and nobody should open here: downloads, pictures."""

_FRAMED = ("form-action 'none'", "base-uri 'none'", "frame-ancestors 'self'")
PDF_POLICY = "; ".join(("default-src 'none'", *_FRAMED, "sandbox"))
ORIGINAL_POLICY = "; ".join(
    (
        "default-src 'none'",
        "img-src data:",
        "style-src 'unsafe-inline'",
        *_FRAMED,
        "sandbox allow-popups allow-popups-to-escape-sandbox",
    )
)
"""For the HTML of a message: no script, no request, no origin of ours. A link that a person clicks opens a window."""

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}

SESSION_LIFETIME = timedelta(hours=12)
FORM_LIMIT_BYTES = 1_000_000


class Sessions(SecureCookieSessionInterface):
    """Sessions that a page's own questions (`g.unprompted`) do not prolong: nobody may be sitting before it."""

    def should_set_cookie(self, app: Flask, session: SessionMixin) -> bool:
        return super().should_set_cookie(app, session) and (session.modified or not g.get("unprompted"))


def protect(app: Flask, settings: Settings) -> None:
    """Put the policy on every answer of the application."""
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_NAME="cop",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        PERMANENT_SESSION_LIFETIME=SESSION_LIFETIME,
        MAX_CONTENT_LENGTH=FORM_LIMIT_BYTES,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_HEADERS=["X-CSRFToken"],
    )
    app.session_interface = Sessions()
    CSRFProtect(app)
    app.after_request(_harden)


def _harden(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if response.headers["Content-Security-Policy"] == EMBEDDED_POLICY:
        del response.headers["X-Frame-Options"]
    if response.mimetype == "text/html":
        response.headers.setdefault("Cache-Control", "no-store")
    return response
