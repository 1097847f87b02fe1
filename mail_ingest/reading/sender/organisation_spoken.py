"""The organisation that the running text of a letter speaks for."""

import re
from dataclasses import dataclass

from mail_ingest.reading.sender.names import same_person
from mail_ingest.reading.sender.nominative import to_nominative
from mail_ingest.reading.sender.organisation_names import Named, find_names, is_own_centre
from mail_ingest.reading.sender.organisation_words import FUNCTIONS
from mail_ingest.reading.sender.person import find_person
from mail_ingest.reading.sender.unmarked import is_caseless, mark_names
from mail_ingest.reading.words.folding import fold_text
from mail_ingest.reading.words.morphology import analyses, words

# What stands right before a name, folded.
_SPEAKS_FOR = re.compile(
    r"""(?:\bw\ imieniu|\bimieniem|\bjako(?:\ \w+){0,2}|\breprezentuj\w+|\bzaklada(?:m|my)|\bzalozy\w+
    |\btworz(?:e|ymy)|\bjestesmy|\bjestem\ \w+(?:\ \w+)?(?:\ w)?|\bz\ ramienia|\bdziala(?:m|my)\ w
    |\bnalez\w+\ do|\bakt\w*\ (?:ustanowieni|zalozeni|zalozycielsk)\w+
    |\bnasz\w{0,3}|\bmoj\w{0,3}|\bmy
    |\bprowadz\w+|\b(?:prezes|prezeska|prezesem|czlonkiem|czlonkini\w*|zarzad\w*|skarbnik\w*|sekretarz\w*
    |koordynator\w*|opiekun\w*|wolontariusz\w*|przewodniczac\w+|przedstawiciel\w*)
    |\bon\ behalf\ of(?:\ the)?|\b(?:i|we)\ (?:run|represent)(?:\ the)?|\bwe\ are(?:\ the)?|\bour
    |\bas(?:\ the)?|\bfrom(?:\ the)?
    |\b(?:від|у|в)\ імені|\bми|\bя\ (?:з|із|зі)|\bпредставля\w+
    |\b(?:organizacja|nazwa|podmiot|wnioskodawca|zglaszajacy|organizator|zamawiajacy)\s*:)\W*$""",
    re.VERBOSE,
)
_WRITES_FROM = re.compile(
    r"(?:\b(?:jestem|jestesmy|my|tu|tutaj|mowi|nazywam sie|mam na imie)\b[^.!?:;]{0,40}"
    r"|\b(?:pisz|dzwoni|kontaktuj|zglasza|zglosi|odzywa|zapisuj|zapisa)\w*\b[^.!?:;]{0,30}) ze?\W*$"
)
"""The writer, and where they come from: what follows "z" in the genitive."""
_MEANT_FOR = re.compile(
    r"\b(?:sal|rezerwacj|miejsc|porad|sprzet|adres|uzyczeni|udostepnieni|konsultacj|szkoleni)\w*\b[^.!?\n]{0,60} dla $"
)
_OTHERS = re.compile(
    r"""(?:\b(?:razem|wspolnie|wspolprac\w+|umow\w+(?:\ \w+)?|partner\w*|spotkani\w+|rozmow\w*)\ z|\bz|\bze|\bprzez
        |\bod
    |\bu|\bprzy|\bobok|\bna\ prosbe|\bwg|\bwedlug|\bzaproszeni\w+|\bdawn\w+
    |\bbyl\w*|\bpanstwa|\bwasz\w*|\bwith|\bby)\W*$""",
    re.VERBOSE,
)
_ASKS_BEFORE = re.compile(
    r"\b(?:prosi|zwraca|pyta|organizuje|planuje|szuka|potrzebuje|wnosi|wnioskuje|zglasza|zaprasza|chcial\w*by)"
    r"(?: sie)?\W*$"
)
_AT_US = re.compile(r"\W*(?:\w+\W+){0,3}?(?:nas|nam|nami|mnie|mi)\b")
"""Behind a name: it did something to the writer, so it is another."""
_FIELD = re.compile(
    r"^[^\w\n]*(?:organizacja|nazwa(?: organizacji| podmiotu)?|wnioskodawca|organizator|instytucja|podmiot)\s*:\s*"
    r"(?P<value>[^\W\d_][^\n]{2,120})$",
    re.IGNORECASE | re.MULTILINE,
)
_CAPITALISED = r"[^\W\d_a-ząćęłńóśźż]\w+(?:['’]\w+)?(?:['’](?=\s))?"
_RUN = rf"{_CAPITALISED}(?:\s+(?:(?:na|i|w|z|do|po|dla|od|bez|pod|nad|of|for|and|the|in)\s+)?{_CAPITALISED}){{1,4}}"
_NAME_ASKS = re.compile(
    rf"(?:^|[.!?,]\s+)(?P<name>{_RUN})"
    r"\s+(?:chciał\w*by|chcial\w*by|prosi|proszą|zwraca|organizuje|planuje|szuka|zaprasza|potrzebuje)\b",
    re.MULTILINE,
)
_NAME_SPOKEN_FOR = re.compile(
    r"\b(?i:on behalf of|i represent|we represent|we are the|representing|"
    r"(?:group|band|club|team|non-profit|nonprofit|charity|ngo|organisation|organization|collective|project)"
    r"\s+(?:called|named)"
    r"|w imieniu|z ramienia|reprezentuj[ęe](?:my)?|pod nazwą|o nazwie|від імені)\s+(?i:the\s+|grupy\s+)?"
    rf"(?P<name>„[^”\n]{{2,60}}”|\"[^\"\n]{{2,60}}\"|«[^»\n]{{2,60}}»|{_RUN})"
)
_ADDRESSED = frozenset(
    words("szanowni szanowna szanowny panstwo pani pan pana panstwa panie dzien dobry czy moj moja nasz nasza wasz")
)
_IN = re.compile(r"\b(?:w|we|in|at|у|в)\W*$")
_END = re.compile(r"[.!?\n]")
_WE_VERB = re.compile(r"\b(?:\w+my|szukam|prowadze|dzialam|pracuje|organizuje|zajmuje sie|ucze)\b")
_VERB_AFTER = re.compile(r"^\W*(?:\([^)]*\)\W*)?([^\W\d_]+)(?:\W+(?:sie|się)?\W*([^\W\d_]+))?")


@dataclass(frozen=True)
class Organisation:
    """An organisation's name in the nominative, and the verbatim words it was read from (None: the From header)."""

    name: str
    evidence: str | None


def read_labelled(body: str) -> Organisation | None:
    """The field of a form in which an organisation was asked for."""
    field = _FIELD.search(body)
    if field is None or is_own_centre(field["value"]):
        return None
    written = field["value"].strip(" .,;")
    return Organisation(written, written)


def read_spoken(body: str, writer: str | None) -> Organisation | None:
    """The organisation that the text most plainly writes for. `writer`: who signs, whose own "from" counts."""
    marked = mark_names(body)
    best: tuple[int, Named] | None = None
    for named in find_names(marked):
        score = _ownership(marked, named, writer)
        if score > 0 and (best is None or score > best[0]):
            best = (score, named)
    if best is None:
        return None
    name = nominative_of(best[1])
    written = " ".join(body[best[1].start : best[1].end].split())
    if written == best[1].written or not is_caseless(body):
        return Organisation(name, written)
    return Organisation(name.upper() if written.isupper() else name.lower(), written)


def nominative_of(named: Named) -> str:
    """The name of a running text as it stands on a letterhead."""
    name = named.written if named.is_nominative else to_nominative(named.written)
    return name[:1].upper() + name[1:]


def read_unknown_kind(body: str) -> Organisation | None:
    """A name of no known kind that asks ("Prosna Sound chciałaby …") or is spoken for ("on behalf of Prosna Sound")."""
    matches = [*_NAME_SPOKEN_FOR.finditer(body[:5_000]), *_NAME_ASKS.finditer(body[:5_000])]
    for match in matches:
        name = " ".join(match["name"].split())
        first = fold_text(name.split()[0])
        if not find_person(name) and not is_own_centre(name) and first not in _ADDRESSED | FUNCTIONS:
            return Organisation(name.strip('„”"«»'), match["name"])
    return None


def _ownership(body: str, named: Named, writer: str | None) -> int:
    """How plainly the text says that the writer writes for this organisation; 0 or less where it does not."""
    if not named.is_named:
        return 0
    stretch = body[max(0, named.start - 60) : named.start]
    before = fold_text(stretch.replace("\n", " "))
    after = body[named.end : named.end + 80].replace("\n", " ")
    if _is_followed_by_verb(after) and _AT_US.match(after):
        return -1
    score = 0
    if _SPEAKS_FOR.search(before) or _is_writer_from(stretch, writer) or _writes_from(before, named):
        score += 4
    elif _MEANT_FOR.search(before):
        score += 3
    elif _OTHERS.search(before) or _is_another_from(stretch):
        return -1
    elif _IN.search(before):
        sentence = fold_text(_END.split(body[max(0, named.start - 300) : named.start])[-1] + " ")
        sentence += fold_text(_END.split(body[named.end : named.end + 300])[0])
        score += 2 if _WE_VERB.search(sentence) and named.is_strong else -2
    elif named.is_nominative:
        score += 1
        asks = _is_followed_by_verb(after) or _is_line(body, named) or _ASKS_BEFORE.search(before)
        score += 2 if asks else 0
    else:
        score += 1 if named.is_strong else 0
    return score + (1 if named.is_strong else -1)


def _writes_from(before: str, named: Named) -> bool:
    """Whether the writer comes from there: "z" with the genitive, not the instrumental of company ("z Fundacją")."""
    return bool(_WRITES_FROM.search(before)) and not named.is_instrumental


def _is_line(body: str, named: Named) -> bool:
    """Whether a name stands on a line of its own, as in a letter's head or foot."""
    before, after = body[: named.start].rpartition("\n")[2], body[named.end :].partition("\n")[0]
    return not re.search(r"\w", before) and not re.search(r"\w", after)


_PERSON_FROM = re.compile(r"((?:[^\W\d_]+[ -]){1,3}[^\W\d_]+)(?:,|\s+ze?|\s+from)\s+$")


def _person_from(before: str) -> str | None:
    """The person whose name stands right before ("Jan Nowak z …", "Jan Nowak, …")."""
    if not before[-1:].isspace() or not before.rstrip().endswith((",", "z", "ze", "from")):
        return None
    found = _PERSON_FROM.search(before)
    person = find_person(found[1]) if found else None
    return person if found and person and found[1].endswith(person) else None


def _is_writer_from(before: str, writer: str | None) -> bool:
    person = _person_from(before)
    return person is not None and (writer is None or same_person(person, writer))


def _is_another_from(before: str) -> bool:
    return _person_from(before) is not None


def _is_followed_by_verb(after: str) -> bool:
    match = _VERB_AFTER.match(after)
    if match is None:
        return False
    return any(
        tag.startswith(("fin", "praet", "bedzie", "winien", "cond"))
        for word in match.groups()
        if word
        for _, tag in analyses(word)
    )
