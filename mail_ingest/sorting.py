"""A message → whether a person wrote it, a machine, or a sender to the many.

A person's letter must never be lost: only what plainly is machine or bulk mail is called so, and the reason is told.
"""

import re
from dataclasses import dataclass
from typing import Literal

from mail_ingest.message import Message
from mail_ingest.reading.morphology import fold

Disposition = Literal["request", "automatic", "bulk"]

LONGEST = 20_000
"""Characters of text that are looked at."""


@dataclass(frozen=True)
class Sorted:
    """What a message is, and why, in Polish."""

    disposition: Disposition
    reason: str


def sort(message: Message) -> Sorted:
    """Sort a message by its headers (RFC 3834, 2369, 2919, 3464, 8098) and, where they say nothing, by its text."""
    text = fold(message.new_text[:LONGEST])
    automatic = _machine_header(message) or _machine_sender(message) or _machine_subject(message) or _machine_text(text)
    if automatic:
        return Sorted("automatic", automatic)
    bulk = _bulk(message, text)
    if bulk:
        return Sorted("bulk", bulk)
    return Sorted("request", "Wiadomość od osoby.")


_REPORT = re.compile(r"multipart/report\b", re.IGNORECASE)
_MACHINE_LOCAL = re.compile(
    r"(?:mailer-daemon|postmaster|mail-daemon|maildaemon|bounces?|no-?reply-bounce)(?:[+._-].*)?@", re.IGNORECASE
)
_AUTOREPLY_HEADERS = (
    "x-autoreply",
    "x-autorespond",
    "x-autoresponder",
    "x-auto-reply",
    "x-autoreply-from",
    "x-mail-autoreply",
)
# Subjects and texts are compared as `fold` leaves them.
_MACHINE_SUBJECT = re.compile(
    r"""\W*(?:(?:re|odp|aw)\W+)?(?:
    odpowiedz\sautomatyczna|autoodpowiedz|automatyczna\sodpowiedz|auto(?:matic)?\W?(?:reply|response)|autoresponder
    |out\sof\s(?:the\s)?office|poza\sbiurem|nieobecn\w+\s(?:w\sbiurze|w\spracy)|jestem\s(?:na\surlopie|poza\sbiurem)
    |автоматична\sвідповідь|автовідповідь|автоответ
    |przeczytano:|odczytano:|nie\sprzeczytano:|usunieto\sbez\sczytania|potwierdzenie\s(?:odczytania|przeczytania)|read:|not\sread:
    |dostarczono:|delivered:|прочитано:
    |undelivered\smail|undeliverable|delivery\sstatus\snotification|mail\sdelivery\s(?:failed|failure)|returned\smail
    |failure\snotice|niedostarcz|nie\smozna\sdostarczyc|nie\sdostarczono|zwrot\sniedoreczonej|wiadomosc\snie\szostala\sdostarczona
    |delayed\smail|warning:\scould\snot\ssend|opozniona\swiadomosc
    )""",
    re.VERBOSE,
)
_TICKET_SUBJECT = re.compile(
    r"(?:\[[^\]]*\d{3,}[^\]]*\]|#\d{3,}|\bnr\W*\d{3,}|\bticket\b).*(?:przyje|zarejestrowa|otrzymali|received|created|opened|potwierdzenie)"
    r"|(?:przyje|zarejestrowa|potwierdzenie przyjecia|otrzymalismy).{0,40}(?:zgloszeni|sprawy|wiadomosci).*\d{4,}"
)
_MACHINE_TEXT = re.compile(
    r"(?:wiadomosc|e-?mail|odpowiedz|powiadomienie)\b.{0,60}(?:wygenerowan|wyslan|utworzon)\w*\s(?:jest\s|zostal[ay]?\s)?automatycznie"
    r"|wygenerowan\w*\sautomatycznie"
    r"|(?:prosimy|prosze)\s(?:o\s)?nie\sodpowiada\w+\sna\s(?:te|ta|niniejsz)\w*\s(?:wiadomosc|e-?mail|mail)"
    r"|this\s(?:is\san\s)?(?:automat\w+|auto-?generated)\b.{0,40}(?:message|e-?mail|reply|response|notification)"
    r"|(?:please\s)?do\snot\sreply\sto\sthis\s(?:e-?mail|message)"
    r"|the\smail\ssystem\b.{0,400}could\snot\s+be\s+delivered"
    r"|це\sавтоматичн\w+\s(?:повідомлення|відповідь)",
    re.DOTALL,
)


def _machine_header(message: Message) -> str | None:
    submitted = (message.header("auto-submitted") or "no").split(";")[0].strip().lower()
    if submitted and submitted != "no":
        return f"Nagłówek Auto-Submitted: {submitted}."
    if _REPORT.match(message.header("content-type") or ""):
        return "Raport programu pocztowego o dostarczeniu lub przeczytaniu wiadomości."
    for name in _AUTOREPLY_HEADERS:
        if message.header(name) is not None:
            return f"Nagłówek {name.title()} oznacza automatyczną odpowiedź."
    if (message.header("precedence") or "").strip().lower() in ("auto_reply", "auto-reply"):
        return "Nagłówek Precedence oznacza automatyczną odpowiedź."
    if "x-failed-recipients" in {name.lower() for name, _ in message.headers}:
        return "Zwrot niedoręczonej wiadomości."
    return None


def _machine_sender(message: Message) -> str | None:
    if _MACHINE_LOCAL.match(message.from_address or ""):
        return "Nadawcą jest system pocztowy."
    path = message.header("return-path")
    if path is not None and path.replace(" ", "") == "<>":
        return "Pusty adres zwrotny: wiadomość wysłana przez program."
    return None


def _machine_subject(message: Message) -> str | None:
    subject = fold(message.subject)
    if _MACHINE_SUBJECT.match(subject):
        return "Temat automatycznej odpowiedzi lub zawiadomienia."
    if _TICKET_SUBJECT.search(subject) and not _is_answer(message):
        return "Automatyczne potwierdzenie przyjęcia zgłoszenia."
    return None


def _machine_text(text: str) -> str | None:
    found = _MACHINE_TEXT.search(text)
    return "Treść mówi, że wiadomość powstała automatycznie." if found else None


def _is_answer(message: Message) -> bool:
    return re.match(r"\s*(?:re|odp|aw|ad|sv|відп)\W", message.subject, re.IGNORECASE) is not None


_OFFERS = {
    "unsubscribe": r"(?:wypisz|wypisac|wypisanie) (?:sie|mnie)|zrezygnowac z (?:otrzymywania|subskrypcji)|unsubscribe|opt-out"
    r"|nie (?:chce|chcesz|zycz)\w*\b.{0,40}otrzymywa|rezygnacja z (?:newslettera|subskrypcji)|wypisz sie|stop w tresci"
    r"|odpowiedz o tresci (?:stop|nie)|anulowac subskrypcj|відписатися",
    "price": r"\b\d[\d .]*(?:,\d\d)? ?(?:zl|pln|eur|usd)\b(?: ?/ ?\w+)?|\bnetto\b|\bbrutto\b|\d ?% (?:taniej|rabat|znizk)|-\d\d ?%|za pol ceny"
    r"|od \d+ zl",
    "offer": r"\b(?:promocj[aięy]\b(?! (?:wydarz|organiz|koncert))|rabat|znizk|wyprzedaz|specjaln\w+ ofert|oferta (?:specjalna|handlowa|wazna)|nasza oferta"
    r"|przedstawi\w+ (?:\w+ )?ofert|oferujemy|polecamy|gratis|w atrakcyjn\w+ cen|okazj[aięy] cenow|limited offer|special offer|discount)",
    "urge": r"\b(?:kliknij|zamow (?:juz|teraz|dzis)|i zamow|sprawdz (?:teraz|oferte|juz)|kup teraz|zapytaj o wycen|odbierz (?:raport|rabat|bonus|prezent|nagrod)"
    r"|nie czekaj|tylko do|tylko dzis|ostatnie (?:sztuki|miejsca|dni)|click here|buy now|order now|act now|zadzwon juz)",
    "seo": r"\b(?:seo|pozycjonowani|w (?:wyszukiwarce )?google\b|top ?\d\b|audyt (?:strony|seo)|darmowy audyt|ruch na stronie|backlink|link building"
    r"|strony internetowe dla firm|leady|pozyskiwani\w+ klientow)",
    "money": r"\b(?:kredyt|pozyczk\w+ (?:bez|dla firm)|inwestycj\w+ w krypto|bitcoin|kryptowalut|wygral\w*|nagrod\w+ pieniezn|spadek po|inheritance|lottery"
    r"|million (?:usd|dollars|euro)|fotowoltai|pompy? ciepla|leasing|paneli? fotowolt|casino|viagra)",
    "sales": r"\b(?:dzial sprzedazy|doradca (?:klienta|handlowy)|przedstawiciel handlowy|account manager|specjalista ds\.? sprzedazy|opiekun klienta|sales (?:manager|team)"
    r"|informacj\w+ handlow|w rozumieniu art\. 66|gwarancj|zwrot pieniedzy|gwarantujemy|wyceny?\b|zapraszamy do (?:zakupu|wspolpracy)|nasza firma|jako firma"
    r"|producent|hurtowni|dostawa (?:gratis|w \d|kurier))",
}
_OFFER_SIGNS = {name: re.compile(pattern) for name, pattern in _OFFERS.items()}
_ASKS_CENTRE = re.compile(
    r"\b(?:rezerwacj|zarezerwowa|uzyczeni|wypozycz|udostepnieni|porad[aeyę]|prosz[ęe] o (?:sal|rezerw|termin|kontakt)|prosimy o (?:sal|rezerw|udost)"
    r"|chcielibysmy|chcialabym|chcialbym|potrzebujemy (?:sal|miejsc)|nasz\w* (?:stowarzyszeni|fundacj|organizacj|kol[oaeu]\b|klub))"
)
_NEWSLETTER_TEXT = re.compile(
    r"\bw (?:tym|biezacym|najnowszym) (?:numerze|wydaniu|newsletterze|biuletynie)|newsletter\b.{0,20}(?:nr|numer|\d)|\bbiuletyn\b.{0,20}(?:nr|numer|\d)"
    r"|otrzymujesz (?:te|ta) wiadomosc,? (?:bo|poniewaz|gdyz)|zobacz (?:te )?wiadomosc w przegladarce|wyswietl w przegladarce|view (?:this email )?in (?:your )?browser"
)
_BULK_PRECEDENCE = ("bulk", "junk", "list")
_CAMPAIGN_HEADERS = (
    "feedback-id",
    "x-campaign",
    "x-campaignid",
    "x-mailchimp",
    "x-mc-user",
    "x-csa-complaints",
    "x-freshmail",
    "x-getresponse",
)


def _bulk(message: Message, text: str) -> str | None:
    subject_and_text = fold(message.subject) + "\n" + text
    signs = {name for name, pattern in _OFFER_SIGNS.items() if pattern.search(subject_and_text)}
    newsletter = bool(_NEWSLETTER_TEXT.search(subject_and_text))
    headers = _bulk_headers(message)
    asks = bool(_ASKS_CENTRE.search(text)) and not newsletter
    if (
        headers
        and "unsubscribe" in {name for name, _ in headers}
        and "campaign" in {name for name, _ in headers}
        and not asks
    ):
        return headers[0][1]
    if headers and (newsletter or "unsubscribe" in signs or len(signs) >= 2) and not (asks and len(signs) < 3):
        return headers[0][1]
    if newsletter and "unsubscribe" in signs:
        return "Treść jest biuletynem z możliwością wypisania się."
    needed = 4 if asks else 3
    if len(signs) >= needed or ({"unsubscribe", "offer"} <= signs and not asks):
        return "Treść jest ofertą handlową."
    return None


def _bulk_headers(message: Message) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    names = {name.lower() for name, _ in message.headers}
    if "list-unsubscribe" in names:
        found.append(("unsubscribe", "Nagłówek List-Unsubscribe: wysyłka do wielu odbiorców."))
    precedence = (message.header("precedence") or "").strip().lower()
    if precedence in _BULK_PRECEDENCE:
        found.append(("campaign", f"Nagłówek Precedence: {precedence}."))
    if "list-id" in names:
        found.append(("list", "Nagłówek List-Id: lista wysyłkowa."))
    if "list-unsubscribe-post" in names or any(name in names for name in _CAMPAIGN_HEADERS):
        found.append(("campaign", "Nagłówki masowej wysyłki."))
    return found
