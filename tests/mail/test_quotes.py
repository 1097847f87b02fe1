"""Quoted history: the introductions of real mail programs, and answers above, below and between."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mail_ingest.message import parse_message
from tests.mail.appended import INTRODUCTIONS
from tests.mail.letters import html, plain

HISTORY = [
    "Dzień dobry,",
    "w maju sala jest wolna 11 i 12 dnia, godz. 9-12, dla 40 osób.",
    "",
    "Lidia",
    "tel. 62 504 97 00",
]
ANSWER = "Dzień dobry,\nwybieramy 12 maja, przyjdzie 15 osób.\n\nHalina Wróbel\nKoło Szydełkowe Pętelka"


def quoted(lines: list[str]) -> str:
    return "\n".join("> " + line if line else ">" for line in lines)


@pytest.mark.parametrize("style", INTRODUCTIONS)
def test_answer_above_a_marked_quote(style: str) -> None:
    message = parse_message(plain(f"{ANSWER}\n\n{INTRODUCTIONS[style]}{quoted(HISTORY)}\n", subject="Re: sala"))
    assert message.new_text == ANSWER
    assert "11 i 12" in message.quoted_text
    assert not message.forwarded


@pytest.mark.parametrize("style", INTRODUCTIONS)
def test_answer_above_an_unmarked_quote(style: str) -> None:
    history = "\n".join(HISTORY)
    message = parse_message(plain(f"{ANSWER}\n\n{INTRODUCTIONS[style]}\n{history}\n", subject="Odp: sala"))
    assert message.new_text == ANSWER
    assert "tel. 62 504 97 00" in message.quoted_text


@pytest.mark.parametrize("style", INTRODUCTIONS)
def test_answer_below_a_marked_quote(style: str) -> None:
    message = parse_message(plain(f"{INTRODUCTIONS[style]}\n{quoted(HISTORY)}\n\n{ANSWER}\n", subject="Re: sala"))
    assert message.new_text == ANSWER


@pytest.mark.parametrize("style", INTRODUCTIONS)
def test_answers_between_quotes(style: str) -> None:
    text = f"{INTRODUCTIONS[style]}> Ile osób?\n\nPiętnaście.\n\n> Która sala?\n\nDuża.\n"
    assert parse_message(plain(text, subject="Re: sala")).new_text == "Piętnaście.\n\nDuża."


def test_a_quote_within_a_quote_is_quoted() -> None:
    text = f"{ANSWER}\n\nW dniu 3.03.2026 o 09:12, COP pisze:\n> Dobrze.\n>\n> > Czy jest sala 30 maja?\n>> Pytam ja\n"
    assert parse_message(plain(text, subject="Re: sala")).new_text == ANSWER


def test_the_last_words_of_a_quoted_line_that_a_program_wrapped_are_quoted() -> None:
    text = (
        f"{ANSWER}\n\nDnia 3 marca 2026 09:12 COP <cop@um.kalisz.pl> napisał(a):\n"
        "> Potwierdzamy rezerwację sali wykładowej na dzień 12 maja 2026 roku, w godzinach od\n"
        "9.00 do 12.00\n> Zespół\n"
    )
    assert parse_message(plain(text, subject="Re: sala")).new_text == ANSWER


@pytest.mark.parametrize(
    "text",
    [
        "Dzień dobry,\npani Ewa napisała: prosimy przyjść 12 maja.\nCzy to aktualne?",
        "Od: 10:00\nDo: 12:00\nData: 12 maja\nProszę o salę.",
        "Proszę o salę od 10 do 12.\nTemat: warsztat ceramiczny\nData: 12 maja",
        "Oto co nas interesuje:\n- sala duża\n- rzutnik",
        "W dniu 12 maja potrzebujemy sali:\n- 15 osób",
        "Kolega pisze:\nże przyjdzie 12 maja",
        "Dnia 12 maja 2026 o 10:00 prosimy o salę.",
        "Wiadomość napisana przez koleżankę dotarła do mnie wczoraj.",
    ],
)
def test_a_letter_that_only_resembles_an_introduction_stays_whole(text: str) -> None:
    message = parse_message(plain(text))
    assert message.new_text == text
    assert message.quoted_text == ""


def test_a_letter_head_at_the_top_is_no_history() -> None:
    text = "Nadawca: Koło Szydełkowe Pętelka\nAdresat: Centrum\nTemat: Prośba o salę\n\nProsimy o salę 12 maja."
    assert "Prosimy o salę 12 maja." in parse_message(plain(text)).new_text


HTML_QUOTES = {
    "gmail": '<div class="gmail_quote"><div dir="ltr" class="gmail_attr">wt., 3 mar 2026 o 09:12 COP '
    '&lt;<a href="mailto:c">'
    'cop@um.kalisz.pl</a>&gt; napisał(a):<br></div><blockquote class="gmail_quote" style="margin:0">'
    "{}</blockquote></div>",
    "wp": '<div class="nh_extra"><p>Dnia 3 marca 2026 09:12 COP &lt;cop@um.kalisz.pl&gt; napisał(a):</p>'
    '<blockquote class="nh_quote">{}</blockquote></div>',
    "thunderbird": '<div class="moz-cite-prefix">W dniu 3.03.2026 o 09:12, COP pisze:<br></div>'
    '<blockquote type="cite" cite="mid:1@x">{}</blockquote>',
    "apple": '<div><br><blockquote type="cite"><div>Wiadomość napisana przez COP &lt;cop@um.kalisz.pl&gt; '
    "w dniu 3 mar 2026, "
    "o godz. 09:12:</div><br><div>{}</div></blockquote></div>",
    "outlook": '<div style="border-top:solid #E1E1E1"><p class="MsoNormal"><b>Od:</b> COP &lt;cop@um.kalisz.pl&gt;<br>'
    "<b>Wysłano:</b> wtorek, 3 marca 2026 09:12<br><b>Do:</b> Halina<br><b>Temat:</b> sala</p></div><p>{}</p>",
    "owa": '<div id="appendonsend"></div><hr tabindex="-1"><div id="divRplyFwdMsg"><b>Od:</b> COP '
    "&lt;cop@um.kalisz.pl&gt;<br>"
    "<b>Wysłane:</b> wtorek, 3 marca 2026 09:12<br><b>Do:</b> Halina<br><b>Temat:</b> sala</div><div>{}</div>",
    "yahoo": '<div class="yahoo_quoted"><div>W dniu wtorek, 3 marca 2026 09:12:00 CET użytkownik COP '
    "napisał:</div><div>{}</div>"
    "</div>",
}


@pytest.mark.parametrize("style", HTML_QUOTES)
def test_html_quotes(style: str) -> None:
    markup = "<p>Wybieramy 12 maja.</p>" + HTML_QUOTES[style].format("Wolne: 11 i 12 maja.<br>Lidia")
    message = parse_message(html(f"<html><body>{markup}</body></html>", subject="Re: sala"))
    assert message.new_text == "Wybieramy 12 maja."
    assert "11 i 12 maja" in message.quoted_text


@given(style=st.sampled_from(sorted(INTRODUCTIONS)), marked=st.booleans(), depth=st.integers(1, 3))
def test_adding_a_quoted_letter_changes_nothing(style: str, marked: bool, depth: int) -> None:
    history = "\n".join(HISTORY)
    for _ in range(depth):
        history = INTRODUCTIONS[style] + (quoted(history.split("\n")) if marked else "\n" + history)
    alone = parse_message(plain(ANSWER, subject="Re: sala"))
    answered = parse_message(plain(f"{ANSWER}\n\n{history}\n", subject="Re: sala"))
    assert (answered.body, answered.signature) == (alone.body, alone.signature)
