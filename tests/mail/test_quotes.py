"""Quoted history: the introductions of real mail programs, and answers above, below and between."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mail_ingest.message import parse_message
from tests.mail.letters import html, plain

INTRODUCTIONS = {
    "outlook": "Od: Centrum <cop@um.kalisz.pl>\nWysłano: wtorek, 3 marca 2026 09:12\n"
    "Do: Halina Wróbel\nTemat: RE: sala\n",
    "outlook_importance": (
        "Od: Centrum [mailto:cop@um.kalisz.pl]\nWysłano: 3 marca 2026 09:12\nDo: Halina\nDW: Biuro\nTemat: sala\n"
        "Ważność: Wysoka\n"
    ),
    "outlook_english": "From: Centrum <cop@um.kalisz.pl>\nSent: Tuesday, March 3, 2026 9:12 AM\n"
    "To: Halina\nSubject: sala\n",
    "outlook_rule": "________________________________\nOd: Centrum <cop@um.kalisz.pl>\n"
    "Wysłane: wtorek, 3 marca\nDo: H\nTemat: x\n",
    "outlook_original": "-----Oryginalna wiadomość-----\nFrom: Centrum\n"
    "Sent: 3 marca 2026\nTo: Halina\nSubject: sala\n",
    "original_english": "-----Original Message-----\nFrom: Centrum <cop@um.kalisz.pl>\n"
    "Sent: Tue 3/3/2026\nTo: H\nSubject: sala\n",
    "samsung": "-------- Oryginalna wiadomość --------\nOd: Centrum <cop@um.kalisz.pl>\n"
    "Data: 3.03.2026 09:12 (GMT+01:00)\n"
    "Do: Halina\nTemat: sala\n",
    "gmail": "wt., 3 mar 2026 o 09:12 Centrum <cop@um.kalisz.pl> napisał(a):\n",
    "gmail_wrapped": "wt., 3 mar 2026 o 09:12 Centrum Organizacji Pozarządowych i Inicjatyw\n"
    "<cop@um.kalisz.pl> napisał(a):\n",
    "gmail_wrapped_verb": "śr., 11 lut 2026 o 19:02 Centrum Organizacji Pozarządowych <cop@um.kalisz.pl>\n"
    "napisał(a):\n",
    "gmail_user": "pon., 2 mar 2026, 09:12 użytkownik Centrum <cop@um.kalisz.pl> napisał:\n",
    "gmail_english": "On Tue, Mar 3, 2026 at 9:12 AM Centrum <cop@um.kalisz.pl> wrote:\n",
    "gmail_english_wrapped": "On Tue, Mar 3, 2026 at 9:12 AM Centrum Organizacji Pozarządowych <\n"
    "cop@um.kalisz.pl> wrote:\n",
    "gmail_ukrainian": "вт, 3 бер. 2026 р. о 09:12 Centrum <cop@um.kalisz.pl> пише:\n",
    "thunderbird": "W dniu 3.03.2026 o 09:12, Centrum Organizacji Pozarządowych pisze:\n",
    "thunderbird_dashes": "W dniu 2026-03-03 o 09:12, cop@um.kalisz.pl pisze:\n",
    "roundcube": "W dniu 2026-03-03 09:12, Centrum napisał(a):\n",
    "wp": "Dnia 3 marca 2026 09:12 Centrum <cop@um.kalisz.pl> napisał(a):\n",
    "onet": "W dniu 2026-03-03 09:12:44 użytkownik Centrum <cop@um.kalisz.pl> napisał:\n",
    "o2": "Dnia 3 marca 2026 09:12 cop@um.kalisz.pl napisał(a):\n",
    "ios": "Wiadomość napisana przez Centrum <cop@um.kalisz.pl> w dniu 3 mar 2026, o godz. 09:12:\n",
    "ios_new": "Wiadomość napisana przez COP w dniu 03.03.2026, o godz. 09:12:\n",
    "yahoo": "W dniu wtorek, 3 marca 2026 09:12:00 CET użytkownik Centrum <cop@um.kalisz.pl> napisał:\n",
    "kmail": "Dnia wtorek, 3 marca 2026 09:12:20 CET Centrum pisze:\n",
    "bat": "Witaj Halino, w Twoim liście z dnia 3 marca 2026 (09:12:20) można przeczytać:\n",
    "horde": "Cytowanie Centrum <cop@um.kalisz.pl>:\n",
    "interia": 'Od: "Centrum" <cop@um.kalisz.pl>\nDo: halina@poczta.example.pl;\n'
    "Wysłane: 9:12 Wtorek 2026-03-03\nTemat: sala\n",
    "evolution": "Dnia 2026-03-03, wto o godzinie 09:12 +0100, Centrum pisze:\n",
    "gmail_old": "2026-03-03 9:12 GMT+01:00 Centrum <cop@um.kalisz.pl>:\n",
    "apple_english": "On 3 Mar 2026, at 09:12, Centrum <cop@um.kalisz.pl> wrote:\n",
    "ios_turned": "Wiadomość napisana w dniu 3 mar 2026, o godz. 09:12, przez Centrum <cop@um.kalisz.pl>:\n",
    "said_then_dated": "Centrum <cop@um.kalisz.pl> napisał(a) w dniu 3 marca 2026:\n",
    "proton": "W dniu wtorek, 3 marca 2026 o 09:12 Centrum <cop@um.kalisz.pl> napisał(a):\n",
    "huawei": "-------- Oryginalna wiadomość --------\nTemat: sala\nOd: Centrum\nDo: halina@poczta.example.pl\nDW: \n",
    "one_line": "Od: Centrum <cop@um.kalisz.pl> Wysłano: wtorek, 3 marca 2026 09:12 Do: Halina Temat: RE: sala\n",
    "gmail_bold": "*Od:* Centrum <cop@um.kalisz.pl>\n*Wysłano:* 3 marca 2026 09:12\n*Do:* Halina\n*Temat:* sala\n",
    "ukrainian_block": "Від: Centrum <cop@um.kalisz.pl>\nНадіслано: 3 березня 2026 р. 9:12\nКому: Halina\nТема: sala\n",
    "user_only": "Użytkownik Centrum napisał:\n",
}
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
