"""Pages leave compressed where the browser takes it: a week of the calendar is a fifteenth of its size."""

import gzip
import secrets
from io import BytesIO

from flask import Flask, Response, request

MIMETYPES = frozenset({"text/html", "text/calendar", "text/csv", "text/plain"})
SMALLEST_BYTES = 1_000
"""Less is sent as it is: a packet on the line either way."""
LEVEL = 4
"""Of zlib: 6 takes half as long again for a twentieth less."""
LONGEST_NAME = 100


def compress_pages(app: Flask) -> None:
    """Compress what the application answers, unless it is streamed, small or packed already."""
    app.after_request(_compress)


def _compress(response: Response) -> Response:
    if response.mimetype not in MIMETYPES or response.is_streamed or response.headers.get("Content-Encoding"):
        return response
    response.vary.add("Accept-Encoding")
    if not request.accept_encodings.quality("gzip"):
        return response
    plain = response.get_data()
    if len(plain) >= SMALLEST_BYTES:
        response.set_data(_packed(plain))
        response.headers["Content-Encoding"] = "gzip"
    return response


def _packed(plain: bytes) -> bytes:
    """With a file name of a random length in the header, which nobody reads: the length of an answer must not tell of
    a secret in it what was guessed right (BREACH; Paparrigopoulos and others, "Heal the Breach", 2022)."""
    packed = BytesIO()
    name = "a" * (1 + secrets.randbelow(LONGEST_NAME))
    with gzip.GzipFile(name, "wb", LEVEL, packed, mtime=0) as file:
        file.write(plain)
    return packed.getvalue()
