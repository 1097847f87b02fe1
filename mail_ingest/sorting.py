"""A message → whether a person wrote it, a machine, or a sender to the many.

A person's letter must never be lost: only what plainly is machine or bulk mail is called so, and the reason is told.
"""

import re
from dataclasses import dataclass
from typing import Literal

from mail_ingest.mail_systems import is_mail_system
from mail_ingest.message import Message
from mail_ingest.offers import asks_the_centre, is_newsletter, is_scam, offer_signs, speaks_of_needs, weight
from mail_ingest.reading.words.folding import fold_text
from mail_ingest.reading.words.sought import Sought

Disposition = Literal["request", "automatic", "bulk"]

LONGEST = 20_000
"""Characters of text that are looked at."""
LONGEST_SUBJECT = 500
ABSENCE_WORDS = 90
"""An absence notice is shorter than this; a longer letter that mentions a holiday is a letter."""

ADVERTISEMENT = 3
"""Weight of an advertisement's signs from which a text is one; see `offers.weight`."""


@dataclass(frozen=True)
class Sorted:
    """What a message is, and why, in Polish."""

    disposition: Disposition
    reason: str


def sort(message: Message) -> Sorted:
    """Sort a message by its headers (RFC 3834, 2369, 2919, 3464, 8098) and, where they say nothing, by its text."""
    text = fold_text(message.new_text[:LONGEST])
    automatic = _machine_header(message, text) or _machine_sender(message) or _machine_text(message, text)
    if automatic:
        return Sorted("automatic", automatic)
    bulk = _bulk(message, text)
    if bulk:
        return Sorted("bulk", bulk)
    return Sorted("request", "Wiadomość od osoby.")


_DAEMON = re.compile(r"mailer-?daemon(?:@|$)", re.IGNORECASE)
"""A Return-Path proves less than a sender: there „bounces+…” is how honest senders of many letters keep count."""
_REPORT = re.compile(r"multipart/report\b", re.IGNORECASE)
_AUTOREPLY_HEADERS = (
    "x-autoreply", "x-autorespond", "x-autoresponder", "x-autoresponse", "x-auto-reply", "x-mail-autoreply",
    "x-vacation", "x-cron-env",
)  # fmt: skip
_COMMENT = re.compile(r"\([^()]{0,500}\)")
# The patterns below are of text as `fold` leaves it.
_MACHINE_SUBJECT = Sought(
    r"""\W*(?:(?:re|odp|aw)\W+)?(?:
    odpowiedz\ automatyczna|autoodpowiedz|automatyczna\ odpowiedz|auto(?:matic)?\W?(?:reply|response)|autoresponder
    |automatische\ antwort|abwesenheitsnotiz
    |out\ of\ (?:the\ )?office|poza\ biurem|nieobecn\w+\ w\ (?:biurze|pracy)|jestem\ (?:na\ urlopie|poza\ biurem)
    |автоматична\ відповідь|автовідповідь|автоответ|відповідь\ автоматична|поза\ офісом
    |przeczytano:|odczytano:|nie\ przeczytano:|usunieto\ bez\ czytania|potwierdzenie\ (?:odczyt\w*|przeczytania
    |odbioru:)
    |(?:kalendarz:\ )?(?:wstepnie\ )?(?:zaakceptowano|odrzucono|accepted|declined|tentative(?:ly\ accepted)?):
    |read:|not\ read:|dostarczono:|delivered:|прочитано:
    |undelivered\ mail|undeliverable|delivery\ status\ notification|mail\ delivery\ (?:failed|failure)|returned\ mail
    |failure\ notice|delivery\ (?:failure|delayed)|niedostarcz|nie\ mozna\ dostarczyc|nie\ dostarczono
    |zwrot\ (?:niedoreczon|wiadomosci)
    |wiadomosc\ nie\ zostala\ dostarczona|delayed\ mail|warning:\ could\ not\ send|opozniona\ wiadomosc
    )""",
    re.VERBOSE,
)
_TICKET_SUBJECT = Sought(
    r"""(?:\[[^\]]*\d{3,}[^\]]*\]|\#\d{3,}|\bnr\W*\d{3,}|\bticket\b).*
        (?:przyje(?:to|li|cie)|zarejestrowa|otrzyma(?:no|li)|received|created|opened)
    |(?:przyje(?:to|li|cie)|zarejestrowa|otrzyma(?:no|li)).{0,40}(?:zgloszeni|spraw|wiadomos).*\d{4,}
    |potwierdzenie\ (?:przyjecia|rejestracji)\ (?:zgloszenia|sprawy)""",
    re.VERBOSE,
)
_MACHINE_TEXT = Sought(
    r"""\b(?:wiadomosc|e-?mail|odpowiedz|powiadomienie)\b.{0,60}\b(?:wygenerowan|wyslan
        |utworzon)\w*\ (?:\w+\ )?automatycznie
    |\b(?:wygenerowan|wyslan|utworzon)\w+\ automatycznie|\bautomatycznie\ (?:wygenerowan|wyslan)
    |\bto\ jest\ (?:wiadomosc|odpowiedz)\ automatyczna|(?:^|\bto\ (?:jest\ )?|\bniniejsz\w+\ )
        automatyczn\w+\ (?:odpowiedz|powiadomieni|potwierdzeni)
    |\bpros(?:imy|ze)\ (?:o\ )?nie\ odpowiada\w+\ na\ (?:te|ta|niniejsz)\w*\ (?:wiadomosc|e-?mail|mail)
    |\bthis\ (?:is\ an\ )?(?:automat\w+|auto-?generated)\b.{0,40}(?:message|e-?mail|reply|response|notification)
    |\bdo\ not\ reply\ to\ this\ (?:e-?mail|message)|\bcould\ not\s+be\s+delivered\b|\bdelivery\ has\ failed
    |\b(?:twoje|panstwa|pan[ia])\ (?:zgloszenie|wiadomosc|sprawa)\ (?:zosta\w+\ )?(?:przyjet|zarejestrowan)
    |\bzgloszenie\ (?:zostalo\ )?(?:zarejestrowan|przyjet)\w+\ (?:w\ systemie\ )?(?:pod|z)\ numer
    |\bце\ автоматичн\w+\ (?:повідомлення|відповідь)""",
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
_BOUNCE = Sought(
    r"\bnie udalo sie dostarczyc (?:\w+ ){0,2}(?:wiadomos|e-?mail)"
    r"|\bwiadomosc\b[^.\n]{0,60}\bnie (?:mogla zostac|zostala) dostarczona"
)
_ABSENT = Sought(
    r"\b(?:(?:jestem|bede|przebywam|jestesmy)\W+(?:obecnie |teraz )?(?:na urlop\w+|poza biurem|nieobecn\w+"
    r"|na zwolnieniu)"
    r"|(?:jestem|przebywam) na \w+ (?:urlopie|zwolnieniu)|i am (?:currently )?(?:out of (?:the )?office"
    r"|on (?:annual )?leave)"
    r"|i(?:'m| am) (?:currently |now )?(?:travelling|traveling|away)|nie ma mnie (?:w (?:biurze|pracy)|do)"
    r"|(?:biuro|placowka|sekretariat|szkola|siedziba)\W+(?:\w+\W+){0,3}?(?:nieczynn|zamkniet)\w+"
    r"|out of (?:the )?office|(?:я|наразі|зараз) (?:я )?у відпустці|перебуваю у відпустці)"
)
_BACK_LATER = Sought(
    r"\b(?:odpowiem|odpisze|odpowiemy|po powrocie|w (?:pilnych|naglych) spraw\w+|w (?:sprawach"
    r"|przypadku spraw) pilnych"
    r"|w razie pilnej|prosze o kontakt z|zastepuje mnie|wracam|(?:i )?will (?:reply|respond|answer|return|be back)"
    r"|when i am back|my return|upon my return|when i return|urgent"
    r"|відповім|після повернення|у термінових)"
)


def _machine_header(message: Message, text: str) -> str | None:
    submitted = _COMMENT.sub("", message.header("auto-submitted") or "no").split(";")[0].strip().lower()
    # "auto-forwarded" is a person's letter that a rule of their mailbox passed on.
    if submitted not in ("", "no", "auto-forwarded") and not _is_web_form(submitted, message, text):
        return f"Wysłał ją program, nie człowiek (nagłówek Auto-Submitted: {submitted[:40]})."
    if _REPORT.match(message.header("content-type") or ""):
        return "Zawiadomienie programu pocztowego o dostarczeniu albo przeczytaniu listu."
    for name in _AUTOREPLY_HEADERS:
        if message.header(name) is not None:
            return f"Automatyczna odpowiedź (nagłówek {name.title()})."
    if (message.header("precedence") or "").strip().lower() in ("auto_reply", "auto-reply"):
        return "Automatyczna odpowiedź (nagłówek Precedence)."
    if message.header("x-failed-recipients") is not None:
        return "Zwrot niedoręczonej wiadomości."
    return None


_WEB_FORM = Sought(
    r"\bformularz\w* (?:kontaktow|zgloszeniow|ze strony)|\bcontact form|\b(?:zgloszeni|wiadomosc)\w* ze strony"
)
_FORM_FIELD = re.compile(
    r"^\W*(imie|nazwisko|e-?mail|telefon|tresc|wiadomosc|temat|name|message)\b[^\n:]{0,20}:", re.MULTILINE
)


def _is_web_form(submitted: str, message: Message, text: str) -> bool:
    """A form on a web page that passes on what a person wrote in it."""
    said = fold_text(message.subject[:LONGEST_SUBJECT]) + "\n" + text
    return submitted == "auto-generated" and bool(_WEB_FORM.search(said) or len(set(_FORM_FIELD.findall(text))) >= 2)


def _machine_sender(message: Message) -> str | None:
    if is_mail_system(message.from_address):
        return "Nadawcą jest system pocztowy."
    path = message.header("return-path")
    if path is not None and path.replace(" ", "") == "<>":
        return "Pusty adres zwrotny: wiadomość wysłana przez program."
    if path is not None and _DAEMON.match(path.strip("<> ")):
        return "Adresem zwrotnym jest system pocztowy."
    return None


def _machine_text(message: Message, text: str) -> str | None:
    subject = fold_text(message.subject[:LONGEST_SUBJECT])
    if _MACHINE_SUBJECT.match(subject):
        return "Temat taki mają automatyczne odpowiedzi i zawiadomienia."
    if _TICKET_SUBJECT.search(subject) and not re.match(r"\W*(?:re|odp|aw|ad|sv|відп)\W", subject):
        return "Automatyczne potwierdzenie przyjęcia zgłoszenia."
    if _MACHINE_TEXT.search(text) and not asks_the_centre(text):
        return "Z treści wynika, że wysłał ją program."
    if _BOUNCE.search(text) and "?" not in text and not asks_the_centre(text):
        return "To zwrot niedoręczonej wiadomości."
    if _ABSENT.search(text) and _BACK_LATER.search(text) and len(text.split()) <= ABSENCE_WORDS and "?" not in text:
        return "To zawiadomienie o nieobecności." if not asks_the_centre(text) else None
    return None


_BULK_PRECEDENCE = ("bulk", "junk")
_CAMPAIGN_HEADERS = (
    "list-unsubscribe-post", "feedback-id", "x-campaign", "x-campaignid", "x-mailchimp", "x-mc-user",
    "x-csa-complaints", "x-freshmail", "x-getresponse", "x-mailerlite",
)  # fmt: skip


def _bulk(message: Message, text: str) -> str | None:
    """Headers alone make no letter bulk: people write over lists, and their programs add List-Unsubscribe."""
    said = fold_text(message.subject[:LONGEST_SUBJECT]) + "\n" + text
    signs = offer_signs(said)
    newsletter = is_newsletter(said)
    asks = (asks_the_centre(text) or message.header("in-reply-to") is not None) and not newsletter
    headers = _bulk_headers(message)
    if headers:
        sure = "campaign" in headers and "unsubscribe" in headers and not asks
        told = newsletter or "unsubscribe" in signs or len(signs) >= 2
        if sure or (told and not (asks and len(signs) < 3)):
            return next(iter(headers.values()))
    if is_scam(said) and not asks:
        return "Treść wygląda na próbę oszustwa."
    if newsletter and "unsubscribe" in signs:
        return "To biuletyn, z którego można się wypisać."
    asks = asks or speaks_of_needs(text)
    if len(signs) >= 4 if asks else weight(signs) >= ADVERTISEMENT:
        return "Treść wygląda na ofertę handlową."
    return None


def _bulk_headers(message: Message) -> dict[str, str]:
    found: dict[str, str] = {}
    names = {name.lower() for name, _ in message.headers}
    if "list-unsubscribe" in names:
        found["unsubscribe"] = "Wysyłka do wielu odbiorców: można się z niej wypisać (nagłówek List-Unsubscribe)."
    if "list-id" in names:
        found["list"] = "Wiadomość z listy wysyłkowej (nagłówek List-Id)."
    precedence = (message.header("precedence") or "").strip().lower()
    if precedence in _BULK_PRECEDENCE:
        found["campaign"] = f"Wysyłka masowa (nagłówek Precedence: {precedence})."
    if any(name in names for name in _CAMPAIGN_HEADERS):
        found["campaign"] = "Wysyłka masowa, z programu do biuletynów i reklam."
    return found
