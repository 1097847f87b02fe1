"""What programs and mailing lists send by themselves, as the common mailboxes in Poland write it; in our own words."""

from tests.mail.named.letter import SAYS, TEXT, Named, encoded, file, letter, parts
from tests.mail.named.returns import report


def absent(subject: str, text: str, *lines: str) -> Named:
    return Named(letter(f"Subject: {encoded(subject)}", *lines, body=text), "automatic", says="", subject=subject)


def receipt(subject: str, disposition: str) -> Named:
    """RFC 8098."""
    raw = report(
        "Wiadomość była otwierana 9 marca 2026.",
        f"Final-Recipient: rfc822; jadwiga@lokietek.example\nDisposition: {disposition}\n",
        f"Subject: {encoded(subject)}",
        sender="From: jadwiga@lokietek.example",
        kind="disposition-notification",
    )
    return Named(raw, "automatic", says="", subject=subject, files=("", ""))


AWAY = "Dzień dobry,\njestem na urlopie do 20 marca. Odpowiem po powrocie.\nJadwiga Wrona\n"
ANSWERS = {
    "Outlook is away": absent(
        "Odpowiedź automatyczna: Zebranie", AWAY, "X-Auto-Response-Suppress: All", "Auto-Submitted: auto-generated"
    ),
    "Outlook is away, and says so only in the Subject": absent("Odpowiedź automatyczna: Zebranie", AWAY),
    "Gmail is away": absent(
        "Poza biurem Re: Zebranie", AWAY, "Precedence: bulk", "Auto-Submitted: auto-replied", "X-Autoreply: yes"
    ),
    "WP is away": absent("Re: Zebranie", AWAY, "X-Autoresponder: WP"),
    "Onet is away": absent("Autoodpowiedź: Zebranie", "Dziękuję za list. Nie ma mnie w pracy do piątku.\n"),
    "away without a sign": absent("Re: Zebranie", AWAY),
    "away in English": absent("Out of Office: Zebranie", "I am out of the office and will reply upon my return.\n"),
    "away in Ukrainian": absent("Автоматична відповідь: Zebranie", "Я у відпустці. Відповім після повернення.\n"),
    "vacation(1) is away": absent("Re: Zebranie", AWAY, "Precedence: junk", "X-Vacation: yes"),
    "an office that has taken note": absent(
        "Potwierdzenie przyjęcia zgłoszenia nr 12345", "Państwa zgłoszenie zostało zarejestrowane pod numerem 12345.\n"
    ),
    "read by Outlook": receipt("Przeczytano: Zebranie", "manual-action/MDN-sent-manually; displayed"),
    "deleted unread": receipt("Nie przeczytano: Zebranie", "automatic-action/MDN-sent-automatically; deleted"),
    "an invitation is accepted": Named(
        parts(
            "Content-Type: text/plain; charset=utf-8\n\n",
            "Content-Type: text/calendar; method=REPLY\n\nBEGIN:VCALENDAR\nMETHOD:REPLY\nEND:VCALENDAR",
            kind="alternative",
            lines=(f"Subject: {encoded('Zaakceptowano: Zebranie')}",),
        ),
        "automatic",
        says="",
        subject="Zaakceptowano: Zebranie",
        files=("",),
    ),
    "an invitation is declined in a word of one's own": Named(
        parts(
            TEXT,
            "Content-Type: text/calendar; method=REPLY\n\nBEGIN:VCALENDAR\nMETHOD:REPLY\nEND:VCALENDAR",
            kind="alternative",
        ),
        files=("",),
    ),
    "an invitation of a person": Named(
        parts(TEXT, "Content-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nMETHOD:REQUEST\nEND:VCALENDAR"),
        files=("",),
    ),
    "a person who asks for a receipt": Named(
        letter("Disposition-Notification-To: jadwiga@lokietek.example", "Return-Receipt-To: jadwiga@lokietek.example")
    ),
    "Auto-Submitted: no": Named(letter("Auto-Submitted: no")),
    "Auto-Submitted of dirt": Named(letter("Auto-Submitted: (no) ; ; =")),
    "a null sender": Named(letter("Return-Path: <>"), "automatic"),
    "a scanner in the office": Named(
        letter(
            "From: skaner@lokietek.example",
            "Subject: Scan",
            body="To jest wiadomość wygenerowana automatycznie. Proszę nie odpowiadać na tę wiadomość.\n",
        ),
        "automatic",
        says="",
        subject="Scan",
        sender="skaner@lokietek.example",
    ),
    "cron": Named(
        letter("From: root@lokietek.example", "X-Cron-Env: <SHELL=/bin/sh>", "Subject: Cron", body="rsync: ok\n"),
        "automatic",
        says="",
        subject="Cron",
        sender="root@lokietek.example",
    ),
}

MANY = "W tym numerze naszego newslettera: nowe kursy i rabaty do 20%. Kliknij tutaj, aby wypisać się z listy.\n"
BULK = {
    "a newsletter": Named(
        letter("List-Unsubscribe: <https://z.example/u>", "Precedence: bulk", body=MANY), "bulk", says=""
    ),
    "a newsletter that hides its headers": Named(letter(body=MANY), "bulk", says=""),
    "a newsletter with one click to leave": Named(
        letter(
            "List-Unsubscribe: <https://z.example/u>",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
            "Feedback-ID: 1:2:x",
            body="Zobacz nasze nowe oferty.",
        ),
        "bulk",
        says="",
    ),
    "a fraud": Named(
        letter(
            "Subject: Pilne",
            body="Jestem prawnikiem. Zmarły klient zostawił 4 000 000 dolarów.\n"
            "Proszę o dane konta bankowego, aby przelać spadek.\n",
        ),
        "bulk",
        says="",
        subject="Pilne",
    ),
    "a person who writes over a list": Named(
        letter("List-Id: <osiedle.lokietek.example>", "Precedence: list", "List-Unsubscribe: <mailto:x@y.example>")
    ),
    "a person whose program adds Precedence: bulk": Named(letter("Precedence: bulk")),
    "a person with X-Auto-Response-Suppress": Named(letter("X-Auto-Response-Suppress: OOF, AutoReply")),
    "a form of a web page": Named(
        letter(
            "From: formularz@lokietek.example",
            "Auto-Submitted: auto-generated",
            body=f"Wiadomość z formularza kontaktowego\nImię: Jadwiga\nTreść: {SAYS} 2026\n",
        ),
        sender="formularz@lokietek.example",
    ),
    "a person in a digest of a list": Named(
        parts(TEXT, file("Content-Type: message/rfc822", letter()), lines=("List-Id: <osiedle.lokietek.example>",)),
        files=("",),
    ),
}
