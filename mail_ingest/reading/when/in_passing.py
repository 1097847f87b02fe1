"""Why a day is told only in passing: a letter's or a statute's date, a street, the past, a deadline, opening hours."""

from mail_ingest.reading.when.clauses import Clause, cues_among, is_long_since, refuses, sentence_of, tells_the_past
from mail_ingest.reading.when.cues import cues_of
from mail_ingest.reading.when.scan import Found, Scan
from mail_ingest.reading.when.values import Bound, Days, Span
from mail_ingest.reading.words.lexicon import Lexicon
from mail_ingest.reading.words.morphology import words
from mail_ingest.reading.words.spelling import loose_analyses

_ORIGINS = frozenset(words("z ze of from dated від dnia"))
_DEADLINE_NOUNS = Lexicon(
    {
        "deadline": words(
            "zapis zapisy nabór rekrutacja upływać mijać =deadline =najpóźniej zgłaszać rejestracja składać"
        )
    },
    typos=False,
)
_LETTER_AHEAD = 3
"""Days by which a letter may be dated ahead of its sending."""
_REFERRING = frozenset(words("przed po before after до після niz"))
_NEARLY_A_YEAR = 320
QUOTES = frozenset(("„", '"', "«", "“", "‘", "'"))
_STREETS = frozenset(words("ul ulica ulicy ulice al aleja alei pl plac placu rondo rondzie"))


def told_in_passing(scan: Scan, found: Found, clause: Clause) -> str:
    """Why the day is told only in passing, or "" when it may be wanted."""
    lead, value = "" if scan.is_that(found.first - 1) else scan.word(found.first - 1), found.value
    until = isinstance(value, Bound) and value.until is not None
    if _letterhead(scan, found):
        return "letterhead"
    if _in_name(scan, found):
        return "name"
    edge = isinstance(value, Span) and value.period and bool(scan.tags[found.first] & {"start", "end"})
    if lead in _ORIGINS and not edge and _of_document(scan, found):
        return "document"
    written_apart = scan.word(found.first) == "jutrze"
    if lead in _REFERRING and not written_apart and not isinstance(value, Bound):
        return "" if scan.word(found.first - 2) in ("wczesniej", "pozniej") else "reference"
    if "deadline" in clause.wide and ((until and "deadline" in clause.cues) or _deadline_noun(scan, found)):
        return "deadline"
    named = "to" in (scan.word(found.first), lead) and not scan.word(found.last).endswith("day")
    if found.loose and named and scan.word(found.first - 1) not in ("w", "na"):
        return "named"  # "8 marca, mimo że to niedziela"
    if isinstance(value, Bound) and is_long_since(scan, value, clause):
        return "past"
    if _last_year(scan, found) or _previous(scan, found):
        return "past"
    if "thanks" in clause.cues and long_ahead(scan, found):
        return "past event"
    if lead not in ("na", "for") and not {"booked", "change"} & clause.cues and tells_the_past(scan, clause, found):
        return "past event"
    if refuses(scan, clause) and not isinstance(value, Bound) and "change" not in clause.cues:
        return "declined"
    return "contact" if found.loose and opening_hours(scan, found) else ""


def _previous(scan: Scan, found: Found) -> bool:
    """Whether "poprzednie spotkanie" or the like stands right before."""
    sentence = scan.tokens[found.first].sentence
    near = range(max(0, found.first - 4), found.first)
    return any(scan.has(n, "past") and scan.tokens[n].sentence == sentence and not _for_a_year(scan, n) for n in near)


def _for_a_year(scan: Scan, past: int) -> bool:
    """Whether it belongs to "za zeszły rok", which tells of what a report is, and not when something was."""
    return scan.has(past + 1, "year") and scan.word(past - 1) == "za"


def long_ahead(scan: Scan, found: Found) -> bool:
    """Whether the day has no year and lies nearly a year ahead: it was some days ago, and is told of."""
    value = found.value
    if not isinstance(value, Days) or (value.days[0] - scan.today).days < _NEARLY_A_YEAR:
        return False
    return not any(len(scan.digits(n)) == 4 or scan.has(n, "year") for n in range(found.first, found.last + 1))


def _in_name(scan: Scan, found: Found) -> bool:
    """Whether it names a street ("ul. 3 Maja 12") or opens a name in quotation marks."""
    before = found.first - 1
    if found.loose and scan.word(before) in QUOTES:
        return True
    if isinstance(found.value, Bound):
        return False
    street = scan.word(before - (scan.word(before) == ".")) in _STREETS
    return street or (scan.word(before) == "przy" and scan.tokens[found.last].raw[:1].isupper())


def _last_year(scan: Scan, found: Found) -> bool:
    """Whether "w zeszłym roku" or "rok temu" stands shortly before in the sentence."""
    sentence = scan.tokens[found.first].sentence
    for n in range(max(0, found.first - 7), found.first):
        if scan.tokens[n].sentence != sentence or not scan.has(n, "year"):
            continue
        if (scan.has(n - 1, "past") and not _for_a_year(scan, n - 1)) or scan.word(n + 1) == "temu":
            return True
    return False


def _deadline_noun(scan: Scan, found: Found) -> bool:
    """ "zapisy od 1 do 28 lutego", "termin mija 10 kwietnia"."""
    before = [scan.tokens[n] for n in range(max(0, found.first - 4), found.first) if scan.tokens[n].is_word]
    if any(_DEADLINE_NOUNS.concepts(token.raw) for token in before):
        return True
    behind = (scan.word(n) for n in range(found.last + 1, found.last + 3))
    return any(word in _EXPIRES for word in behind)


_EXPIRES = frozenset(words("mija minie uplywa uplynie"))


def _of_document(scan: Scan, found: Found) -> bool:
    """Whether "z 15 czerwca" tells when something was signed, said or sent, not what is to be moved."""
    start = found.first - 1
    if scan.word(start) == "dnia" and scan.word(start - 1) not in ("z", "ze"):
        return False
    near = cues_among(scan, range(max(0, start - 7), start))
    if "document" in near:
        return True
    if any(scan.word(n) == "na" for n in range(found.first, found.last)):
        return False
    if scan.word(start) in ("of", "from", "від") or scan.word(found.last + 1) in ("na", "to"):
        return False
    return "booked" not in near and "change" not in cues_among(scan, sentence_of(scan, found))


def _letterhead(scan: Scan, found: Found) -> bool:
    """Whether the mention is the date of a letter: "Kalisz, dnia 12 marca 2026 r." alone on its line."""
    value = found.value
    if not isinstance(value, Days) or len(value.days) > 1 or (value.days[0] - scan.today).days > _LETTER_AHEAD:
        return False
    first = found.first
    first -= scan.word(first - 1) in ("dnia", "dn")
    first -= 2 * (scan.word(first - 1) == "." and scan.word(first - 2) == "dn")
    if scan.word(first - 1) != "," or first < 2 or not scan.tokens[first - 2].raw[:1].isupper():
        return False
    alone = first - 2 == 0 or scan.tokens[first - 2].newlines > 0
    last = found.last + 1
    last += scan.word(last) == "r"
    last = scan.dot(last)
    ends = last >= scan.size or scan.tokens[last].newlines > 0
    same_line = scan.tokens[first - 2].line == scan.tokens[found.first].line
    return alone and ends and same_line and scan.numbered(first - 2, "day:") < 0


def opening_hours(scan: Scan, found: Found) -> bool:
    """Whether the sentence tells when someone can be reached, and asks for nothing."""
    sentence = sentence_of(scan, found)
    cues = cues_among(scan, sentence)
    return "contact" in cues and not {"asked", "change"} & cues and not open_event(scan, sentence)


def open_event(scan: Scan, tokens: range) -> bool:
    """Whether "otwarte" tells of an event that anybody may join ("otwarte granie", "na próbę otwartą"), or of a room.

    What is open at some hour is a place, or the word stands alone ("biuro otwarte w godz. 8-15", "otwarte od 8").
    """
    return open_space(scan, tokens) or any(
        scan.word(n).startswith("otwart") and (_names_event(scan, n + 1) or _names_event(scan, n - 1)) for n in tokens
    )


def _names_event(scan: Scan, index: int) -> bool:
    """Whether the token is a noun that is no place with a door."""
    if not 0 <= index < scan.size or scan.has(index, "day") or "contact" in cues_of(scan.tokens[index].raw):
        return False
    raw = scan.tokens[index].raw
    nouns = [lemma for lemma, tag in loose_analyses(raw) if tag.startswith(("subst", "ger"))]
    return bool(nouns) and not _PLACES.spells(raw)


_PLACES = Lexicon(
    {
        "place": words(
            "urząd centrum sklep instytucja siedziba punkt biblioteka kasa lokal świetlica muzeum dom klub ośrodek"
            " placówka recepcja portiernia poczta bank magazyn szkoła budynek godzina"
        )
    },
    typos=False,
)


def open_space(scan: Scan, tokens: range) -> bool:
    """Whether the open space ("przestrzeń otwarta") is named, a room, and not what is open at that hour."""
    return any(
        scan.word(n).startswith("otwart") and ("przestrzen" in scan.word(n - 1) or "przestrzen" in scan.word(n + 1))
        for n in tokens
    )
