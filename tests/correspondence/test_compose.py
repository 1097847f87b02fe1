"""A letter as it goes over the wire."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import partial
from typing import cast

import pytest

from copapp.correspondence.compose import Calendar, Composed, WrongAddress, checked_address
from copapp.correspondence.compose import compose as compose_letter

CENTRE = ("Centrum Organizacji Pozarządowych", "cop@um.kalisz.pl")
EVENT = "BEGIN:VCALENDAR\nMETHOD:REQUEST\nEND:VCALENDAR"


compose = partial(compose_letter, secret="tajny-klucz")


def text_of(letter: Composed) -> str:
    return str(parsed(letter).get_content()).replace("\r\n", "\n")


def parsed(letter: Composed) -> EmailMessage:
    return cast(EmailMessage, message_from_bytes(letter.raw, policy=policy.default))


def test_polish_text_and_names_come_out_as_they_were_written() -> None:
    letter = compose(
        CENTRE,
        ("Żaneta Śliwińska", "z@bursztyn.example"),
        "Rezerwacja: środa, 25 XI – sala duża",
        "Dzień dobry,\nzażółć gęślą jaźń.\n",
    )

    message = parsed(letter)
    assert message["From"].addresses[0].display_name == "Centrum Organizacji Pozarządowych"
    assert message["To"].addresses[0].display_name == "Żaneta Śliwińska"
    assert message["Subject"] == "Rezerwacja: środa, 25 XI – sala duża"
    assert text_of(letter) == "Dzień dobry,\nzażółć gęślą jaźń.\n"
    assert letter.raw.isascii()


def test_every_line_ends_with_crlf_and_none_is_longer_than_the_rfc_allows() -> None:
    letter = compose(CENTRE, ("", "a@b.example"), "S" * 5000, "ą" * 5000, calendar=Calendar(EVENT))

    assert b"\n" not in letter.raw.replace(b"\r\n", b"")
    assert max(map(len, letter.raw.split(b"\r\n"))) <= 998


def test_long_message_ids_are_never_encoded_or_cut_so_that_the_thread_holds() -> None:
    long_id = f"<{'A' * 120}@{'b' * 60}.eurprd05.prod.outlook.example>"

    letter = compose(
        CENTRE, ("", "a@b.example"), "Re: sala", "Tak.", in_reply_to=long_id, references=["<one@x>", long_id]
    )

    assert parsed(letter)["In-Reply-To"].split() == [long_id]
    assert parsed(letter)["References"].split() == ["<one@x>", long_id]
    assert b"=?" not in letter.raw.split(b"References:")[1].split(b"\r\nMIME")[0].split(b"Subject")[0]


@pytest.mark.parametrize("break_", ["\r\n", "\n", "\r", "\x0b", "\x85", "\u2028", "\x00"])
def test_no_line_break_makes_a_header_of_its_own(break_: str) -> None:
    letter = compose(
        ("Centrum" + break_ + "Bcc: zly@obcy.example", "cop@um.kalisz.pl"),
        ("Jan" + break_ + "Bcc: zly@obcy.example", "jan@b.example"),
        "Sala" + break_ + "Bcc: zly@obcy.example" + break_ + break_ + "Treść",
        "Tak.",
        in_reply_to="<a@b>" + break_ + "Bcc: zly@obcy.example",
        references=["<c@d>" + break_ + "Bcc: zly@obcy.example"],
    )

    assert parsed(letter)["Bcc"] is None
    assert [name for name in parsed(letter) if name.lower() == "bcc"] == []
    assert text_of(letter) == "Tak.\n"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "jan",
        "jan@",
        "@b.example",
        "a@b.example, c@d.example",
        "a@b.example\r\nBcc: c@d.example",
        "a b@c.example",
        "jań@b.example",
        "<a@b.example>",
        ".a@b.example",
        "a..b@c.example",
        "a@b_c.example",
        "a@" + "b" * 300 + ".example",
        "a@-b.example",
    ],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(WrongAddress):
        checked_address(address)


@pytest.mark.parametrize(
    ("written", "sent_to"),
    [
        (" jan.kowalski+cop@ngo.example ", "jan.kowalski+cop@ngo.example"),
        ("biuro@żółw.example", "biuro@xn--w-uga1v8h.example"),
        ("a@localhost", "a@localhost"),
    ],
)
def test_real_addresses_are_taken(written: str, sent_to: str) -> None:
    assert checked_address(written) == sent_to


def test_an_invitation_stands_as_an_alternative_and_as_a_file() -> None:
    message = parsed(compose(CENTRE, ("", "a@b.example"), "Sala", "Tak.", calendar=Calendar(EVENT, "CANCEL")))

    shapes = [part.get_content_type() for part in message.walk()]
    assert shapes == ["multipart/mixed", "multipart/alternative", "text/plain", "text/calendar", "application/ics"]
    alternative = next(part for part in message.walk() if part.get_content_type() == "text/calendar")
    assert alternative.get_param("method") == "CANCEL"
    assert alternative.get_content_charset() == "utf-8"
    file = next(part for part in message.walk() if part.get_content_type() == "application/ics")
    assert file.get_filename() == "invite.ics"
    assert (
        file.get_payload(decode=True)
        == alternative.get_payload(decode=True)
        == b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"
    )


def test_half_of_a_surrogate_pair_does_not_stop_a_letter() -> None:
    assert text_of(compose(CENTRE, ("", "a@b.example"), "Sala \ud83d?", "Treść \udc00")) == "Treść ?\n"


def test_a_letter_that_no_person_wrote_says_so_and_asks_for_no_automatic_answer() -> None:
    reminder = parsed(compose(CENTRE, ("", "a@b.example"), "Sala", "Tak.", automatic=True))
    answer = parsed(compose(CENTRE, ("", "a@b.example"), "Sala", "Tak.", automatic=True, in_reply_to="<a@b.example>"))

    assert (reminder["Auto-Submitted"], answer["Auto-Submitted"]) == ("auto-generated", "auto-replied")
    assert reminder["X-Auto-Response-Suppress"] == answer["X-Auto-Response-Suppress"] == "All"
    assert parsed(compose(CENTRE, ("", "a@b.example"), "Sala", "Tak."))["Auto-Submitted"] is None
