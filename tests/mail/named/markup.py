"""Letters in HTML that want to do something where they are read."""

from tests.mail.named.letter import BODY, SAYS, Named, encoded, letter, parts
from tests.mail.test_showing import HOSTILE_HTML


def page(markup: str, *lines: str) -> bytes:
    return letter("Content-Type: text/html; charset=utf-8", *lines, body=f"<p>{BODY}</p>{markup}")


MARKUP = {f"HTML: {name}": Named(page(markup)) for name, markup in HOSTILE_HTML.items()} | {
    "HTML of nothing but a picture": Named(
        letter("Content-Type: text/html", body="<img src='http://z.example/x'>"), says=""
    ),
    "HTML that hides words": Named(page("<p style='display:none'>Proszę odwołać rezerwację.</p>")),
    "HTML of 50,000 levels": Named(page("<div>" * 50_000)),
    "HTML of 20,000 quotations": Named(page("<blockquote>a" * 20_000)),
    "HTML of 10,000 tables": Named(page("<table><tr><td>a" * 10_000)),
    "HTML of 250,000 attributes": Named(page("<p " + "a=b " * 250_000 + ">x")),
    "HTML of 1 MB on one line": Named(page("<b>sala</b>&nbsp;" * 60_000)),
    "HTML with a NUL in a tag": Named(page("<scr\0ipt>alert(1)</scr\0ipt>")),
    "HTML that is XML": Named(
        letter(
            "Content-Type: text/html; charset=utf-8",
            body=f"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><html><body><p>{BODY}&a;</p></body></html>",
        )
    ),
    "XML that grows": Named(
        letter(
            "Content-Type: text/html; charset=utf-8",
            body="<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;&a;'>]>" + f"<p>{BODY}&b;</p>",
        )
    ),
    "addresses that want out of their link": Named(
        letter(
            body=BODY
            + 'http://z.example/"onmouseover="alert(1) javascript:alert(1) http://z.example/<script>alert(1)</script>\n'
        )
    ),
    "markup in every header": Named(
        letter(
            f"From: {encoded('<script>alert(1)</script>')} <jadwiga@lokietek.example>",
            "Subject: \"'><script>alert(1)</script>",
            "Reply-To: \"'><script>alert(1)</script> <a@z.example>",
            "Message-ID: <\"'><script>alert(1)</script>@z.example>",
            "X-\"'><script>alert(1)</script>: x",
        ),
        subject="\"'><script>alert(1)</script>",
    ),
    "a page in the text and one in the HTML": Named(
        parts(
            f"Content-Type: text/plain; charset=utf-8\n\n{BODY}<script>alert(1)</script>",
            "Content-Type: text/html\n\n<script>alert(2)</script>",
            kind="alternative",
        ),
        says=SAYS,
    ),
}
