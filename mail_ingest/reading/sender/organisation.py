"""The organisation that a letter is written for."""

import re
from dataclasses import dataclass

from mail_ingest.reading.sender.names import is_first_name
from mail_ingest.reading.sender.nominative import to_nominative
from mail_ingest.reading.sender.organisation_names import Named, find_names, is_own_centre
from mail_ingest.reading.sender.organisation_words import FUNCTIONS, OFFICES
from mail_ingest.reading.sender.person import find_person
from mail_ingest.reading.sender.signature_lines import Piece, Role
from mail_ingest.reading.words.folding import fold_text
from mail_ingest.reading.words.morphology import analyses, words

# What stands right before a name, folded.
_SPEAKS_FOR = re.compile(
    r"""(?:\bw\ imieniu|\bimieniem|\bjako|\breprezentuj\w+|\bzaklada(?:m|my)|\bzalozy\w+
    |\btworz(?:e|ymy)|\bjestesmy(?:\ z)?|\bjestem\ \w+(?:\ \w+)?(?:\ [wz])?|\bz\ ramienia|\bdziala(?:m|my)\ w
    |\bnalez\w+\ do
    |\bnasz\w{0,3}|\bmoj\w{0,3}|\bmy|\btu\ \w+\ z|\b(?:pisz|dzwoni|kontaktuj|zglasza|odzywa)\w*\b.{0,25}\ z
    |\bprowadz\w+|\b(?:prezes|prezeska|prezesem|czlonkiem|czlonkinia|zarzad\w*|skarbnik\w*|sekretarz\w*
    |koordynator\w*|opiekun\w*|wolontariusz\w*|przewodniczac\w+|przedstawiciel\w*)
    |\bon\ behalf\ of(?:\ the)?|\bi\ (?:run|represent)(?:\ the)?|\bwe\ are(?:\ the)?|\bour
    |\bas(?:\ the)?|\bfrom(?:\ the)?
    |\b(?:від|у)\ імені|\bми
    |\b(?:organizacja|nazwa|podmiot|wnioskodawca|zglaszajacy|organizator|zamawiajacy)\s*:)\W*$""",
    re.VERBOSE,
)
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
_FIELD = re.compile(
    r"^\W*(?:organizacja|nazwa(?: organizacji| podmiotu)?|wnioskodawca|organizator|instytucja|podmiot)\s*:\s*"
    r"(?P<value>[^\W\d_][^\n]{2,120})$",
    re.IGNORECASE | re.MULTILINE,
)
_CAPITALISED = r"[^\W\d_a-ząćęłńóśźż]\w+"
_NAME_ASKS = re.compile(
    rf"(?:^|[.!?,]\s+)(?P<name>{_CAPITALISED}(?:\s+(?:(?:na|i|w|z|do|po|dla|od|bez|pod|nad)\s+)?{_CAPITALISED}){{1,4}})"
    r"\s+(?:chciał\w*by|chcial\w*by|prosi|proszą|zwraca|organizuje|planuje|szuka|zaprasza|potrzebuje)\b",
    re.MULTILINE,
)
_ADDRESSED = frozenset(
    words("szanowni szanowna szanowny panstwo pani pan panie dzien dobry czy moj moja nasz nasza nasze wasz")
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


def read_organisation(pieces: list[Piece], body: str, subject: str, display: str | None) -> Organisation | None:
    """The organisation from signature, body or, where it plainly is one, the From header's display name.

    None where the letter names none. A firm below the signature counts only if nothing else is named.
    """
    signed = _signed(pieces)
    spoken = _labelled(body) or (None if is_shouted(body) else _spoken(body))
    if signed and spoken:
        return _choose(signed, spoken)
    chosen = signed or spoken or _displayed(display) or _asking(body) or _firm(pieces)
    return chosen or _titled(subject)


def is_shouted(text: str) -> bool:
    """Whether a text is in capitals throughout, so that these mark no names."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 20 and sum(map(str.isupper, letters)) > 0.7 * len(letters)


def _choose(signed: Organisation, spoken: Organisation) -> Organisation:
    """The signature names it best, unless it gives but the kind, or the bare name, of what the letter spells out."""
    if (
        signed.name.isupper()
        and " " not in signed.name
        and _initials(spoken.name).startswith(fold_text(signed.name)[:3])
    ):
        return spoken
    signed_words, spoken_words = _significant(signed.name), _significant(spoken.name)
    spelt_out = (spoken.evidence or "")[:1].isupper() or len(signed_words) == 1
    if signed_words < spoken_words and spelt_out:
        return spoken
    return signed


def _initials(name: str) -> str:
    return "".join(word[0] for word in re.findall(r"\w+", fold_text(name)) if len(word) > 1)


def _significant(name: str) -> set[str]:
    return {word for word in re.findall(r"\w+", fold_text(name)) if len(word) > 2}


def _signed(pieces: list[Piece]) -> Organisation | None:
    named = [piece for piece in pieces if piece.role is Role.ORGANISATION and piece.named and piece.named.is_named]
    upright = next((piece for piece in named if piece.named and piece.named.is_nominative), None)
    strong = next((piece for piece in named if piece.named and piece.named.is_strong), None)
    chosen = upright or strong or next(iter(named), None)
    if chosen is not None:
        return _from_piece(chosen)
    for piece in pieces:
        if piece.role is Role.FUNCTION and piece.named is not None:
            return Organisation(to_nominative(piece.named.written), piece.named.written)
    person_line = min((piece.line for piece in pieces if piece.role is Role.PERSON), default=-1)
    for piece in pieces:
        if piece.role is Role.ORGANISATION and piece.line >= person_line:
            return _from_piece(piece)
    return None


def _from_piece(piece: Piece) -> Organisation:
    written = _whole(piece)
    if piece.named is None:
        return Organisation(written, written)
    if re.match(r"(?:z|ze|od|w|we)\s", piece.text):
        return Organisation(to_nominative(piece.named.written), piece.named.written)
    if not piece.named.is_nominative:
        return Organisation(to_nominative(written), written)
    return Organisation(written, written)


def _whole(piece: Piece) -> str:
    """A signature's line is a name as a whole, also where running text would end it earlier."""
    text = " ".join(piece.text.split()).strip(" ,;.-–")
    if piece.named is None or piece.named.start > 2:
        return piece.named.written if piece.named else text
    if re.search(r"\d{3,}|@|:", text[len(piece.named.written) :]):
        return piece.named.written
    return text


def _labelled(body: str) -> Organisation | None:
    """The field of a form in which an organisation was asked for."""
    field = _FIELD.search(body)
    if field is None or is_own_centre(field["value"]):
        return None
    written = field["value"].strip(" .,;")
    return Organisation(written, written)


def _spoken(body: str) -> Organisation | None:
    best: tuple[int, Named] | None = None
    for named in find_names(body):
        score = _ownership(body, named)
        if score > 0 and (best is None or score > best[0]):
            best = (score, named)
    if best is None:
        return None
    return Organisation(_spoken_name(best[1]), best[1].written)


def _spoken_name(named: Named) -> str:
    name = named.written if named.is_nominative else to_nominative(named.written)
    return name[:1].upper() + name[1:]


def _ownership(body: str, named: Named) -> int:
    """How plainly the text says that the writer writes for this organisation; 0 or less where it does not."""
    if not named.is_named:
        return 0
    before = fold_text(body[max(0, named.start - 60) : named.start].replace("\n", " "))
    after = body[named.end : named.end + 80].replace("\n", " ")
    score = 0
    if _SPEAKS_FOR.search(before) or _is_person_from(body[max(0, named.start - 60) : named.start]):
        score += 4
    elif _MEANT_FOR.search(before):
        score += 3
    elif _OTHERS.search(before):
        return -1
    elif _IN.search(before):
        sentence = fold_text(_END.split(body[max(0, named.start - 300) : named.start])[-1] + " ")
        sentence += fold_text(_END.split(body[named.end : named.end + 300])[0])
        score += 2 if _WE_VERB.search(sentence) and named.is_strong else -2
    elif named.is_nominative:
        score += 1
        score += 2 if _is_followed_by_verb(after) or _is_line(body, named) else 0
    else:
        score += 1 if named.is_strong else 0
    return score + (1 if named.is_strong else -1)


def _is_line(body: str, named: Named) -> bool:
    """Whether a name stands on a line of its own, as in a letter's head or foot."""
    before, after = body[: named.start].rpartition("\n")[2], body[named.end :].partition("\n")[0]
    return not re.search(r"\w", before) and not re.search(r"\w", after)


def _is_person_from(before: str) -> bool:
    """Whether a person's name stands before ("Jan Nowak z …", "Jan Nowak, …")."""
    found = re.search(r"((?:[^\W\d_]+[ -]){1,3}[^\W\d_]+)(?:,|\s+ze?|\s+from)\s+$", before)
    return bool(found and (person := find_person(found[1])) and found[1].endswith(person))


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


def _displayed(display: str | None) -> Organisation | None:
    if not display or "@" in display:
        return None
    pieces = [
        piece.strip() for piece in re.split(r"\s+[-–|/]\s+|\s*[|()]\s*|,\s+", display.strip(" \"'")) if piece.strip()
    ]
    for piece in pieces:
        names = find_names(piece)
        if names and names[0].is_named and names[0].start <= 1 and not is_own_centre(piece):
            return Organisation(piece if names[0].end >= len(piece) - 1 or len(pieces) == 1 else names[0].written, None)
    whole = pieces[0] if pieces else ""
    parts = whole.split()
    if len(parts) < 2 or find_person(whole) or is_own_centre(whole):
        return None
    if fold_text(parts[0]) in OFFICES | FUNCTIONS or not all(part[:1].isupper() or len(part) <= 3 for part in parts):
        return None
    return Organisation(whole, None) if not _could_be_person(parts) else None


def _could_be_person(parts: list[str]) -> bool:
    return any(is_first_name(part) for part in parts[:2]) or (
        len(parts) <= 3
        and not any(tag.startswith(("subst", "adj")) for part in parts for _, tag in analyses(part.lower()))
    )


def _asking(body: str) -> Organisation | None:
    """A name of no known kind that asks ("Prosna Sound chciałaby …"), where it is no person's."""
    for match in _NAME_ASKS.finditer(body[:5_000]):
        name = " ".join(match["name"].split())
        first = fold_text(name.split()[0])
        if not find_person(name) and not is_own_centre(name) and first not in _ADDRESSED | FUNCTIONS:
            return Organisation(name, match["name"])
    return None


def _firm(pieces: list[Piece]) -> Organisation | None:
    """A firm that signs and writes for itself; one that is only an employer stands in the footer."""
    firm = next((piece for piece in pieces if piece.role is Role.FIRM), None)
    if firm is None:
        return None
    name = " ".join(firm.text.split())
    return Organisation(name, name)


def _titled(subject: str) -> Organisation | None:
    """The subject, as a last resort, where it gives a full name in the nominative ("Rezerwacja sali - KGW Piekart")."""
    for named in find_names(subject):
        if named.is_named and named.is_strong and named.is_nominative:
            return Organisation(named.written, named.written)
    return None
