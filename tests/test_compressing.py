"""Pages leave compressed to whoever takes that, and tell nothing by their length."""

import gzip

from flask import Flask, Response
from flask.testing import FlaskClient

from copapp.compressing import SMALLEST_BYTES, compress_pages

PAGE = "<p>Zażółć gęślą jaźń</p>" * 200
ASKED = {"Accept-Encoding": "gzip, br"}


def asking() -> FlaskClient:
    app = Flask(__name__)
    compress_pages(app)
    app.add_url_rule("/", "page", lambda: PAGE)
    app.add_url_rule("/small", "small", lambda: "x" * (SMALLEST_BYTES - 1))
    app.add_url_rule("/picture", "picture", lambda: Response(PAGE, mimetype="image/png"))
    app.add_url_rule("/stream", "stream", lambda: Response(iter([PAGE]), mimetype="text/html"))
    return app.test_client()


def test_a_page_is_the_same_compressed() -> None:
    answer = asking().get("/", headers=ASKED)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.data).decode() == PAGE
    assert answer.content_length == len(answer.data) < len(PAGE) / 5
    assert "Accept-Encoding" in answer.vary


def test_who_does_not_ask_gets_it_as_it_is() -> None:
    answer = asking().get("/")
    assert "Content-Encoding" not in answer.headers
    assert answer.text == PAGE
    assert "Accept-Encoding" in answer.vary


def test_pictures_streams_and_small_answers_stay_as_they_are() -> None:
    for path in ("/picture", "/stream", "/small"):
        assert "Content-Encoding" not in asking().get(path, headers=ASKED).headers


def test_the_length_of_one_page_differs_from_time_to_time() -> None:
    client = asking()
    assert len({client.get("/", headers=ASKED).content_length for _ in range(12)}) > 3
