"""Names of organisations in running text: where they stand, and in what case."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mail_ingest.reading.sender.names import labels
from mail_ingest.reading.sender.organisation_tokens import (
    Token,
    is_adjective,
    is_instrumental,
    is_nominative,
    tokens_of,
)
from mail_ingest.reading.sender.organisation_words import ABBREVIATIONS, FOREIGN_TYPES, TYPES
from mail_ingest.reading.words.morphology import analyses, fold, known, words

PLACE_LABELS = frozenset({"nazwa_geograficzna", "człon_nazwy_geograficznej"})
MAX_WORDS = 14
"""Words of the longest name."""

_CONNECTORS = frozenset(
    words(
        "i oraz w we na z ze za do dla im imienia sw swietego swietej pod nad przy po od o ds u bez rzecz of the for"
        " and та і и в у на для ім з per przeciw wobec między miedzy przez"
    )
)
_NAME_ABBREVIATIONS = frozenset(words("im sw ds nr bl ks gen prof dr woj pow gm st kol"))
_POSSESSIVES = frozenset(
    words(
        """
        nasz nasza nasze naszego naszej naszym naszemu wasz wasza wasze panstwa ten ta to tej tego szanowny
        szanowna szanowne nowy nowa nowe maly mala male lokalny lokalna lokalne kazdy kazda kazde kolejny
        inna jakas jakis pewien inny caly mily drogi dzien
        """
    )
)
_ADDRESSED = frozenset(words("panstwa panstwo wasz wasza wasze szanowny szanowna"))
_NO_PART_OF_NAME = re.compile(
    r"(?:centrum|panstw|wasz|nasz|wielk|dzien|dniu|sylwest|bozego|swieto|nowy|zaduszk|andrzejk|niepodl)"
)
_CYRILLIC_ADJECTIVE = re.compile(r"[а-яіїєґ'ʼ’]+(?:ськ|цьк|зьк|н|в)(?:а|ии|е|я|іи|оі|ьоі|ого)$")
_NUMERAL = re.compile(r"[IVX]+$")
_NUMBERED = frozenset(words("druzyna szczep hufiec gromada"))
"""Scouts number theirs in front ("7 Drużyna Harcerek")."""
_REGISTERS = frozenset(words("KRS NIP REGON RODO PIT CIT VAT ZUS US OPP BHP RP"))
_OWN_CENTRE = re.compile(r"\bcentrum organizacji pozarzadowych\b|\bcop\b|\bngo cent(?:re|er)\b", re.IGNORECASE)
_BEFORE_NUMBERS = frozenset(words("nr numer no sp lo zs zso zsp zste zsz ekonomik przedszkole gimnazjum liceum"))
"""What in a name a number stands behind ("Rada Rodziców przy SP 9")."""
_HERE = frozenset(words("centrum panstwa cop babina babinej was"))


@dataclass(frozen=True)
class Named:
    """An organisation's name as it stands in a text: `text[start:end]`."""

    start: int
    end: int
    written: str
    kind: str
    is_nominative: bool
    is_strong: bool
    """Of a kind that writes in its own name (`organisation_words.TYPES`), not a place or authority."""
    is_named: bool
    """With a name of its own (capitals or quotation marks), not only a description."""
    is_instrumental: bool = False


@lru_cache(maxsize=512)
def find_names(text: str) -> tuple[Named, ...]:
    """All names of organisations in a text, in order, none inside another; never the Centre's own."""
    return tuple(_found(text, tokens_of(text)))


def _found(text: str, tokens: Sequence[Token]) -> Iterator[Named]:
    after = 0
    for index in [index for index, token in enumerate(tokens) if token.names]:
        if index < after:
            continue
        at = _foreign_kind_ahead(tokens, index) if tokens[index].is_capital else index
        kind, after = tokens[at].names, at + 1
        if kind == "zespol" and after < len(tokens) and _is_team_of(tokens[after]):
            continue
        first, last = _left(tokens, at, kind), _right(tokens, at)
        named = _named(text, tokens, first, at, last, kind)
        if named is not None:
            yield named
        after = max(last, at) + 1


def _is_team_of(token: Token) -> bool:
    """Whether the word after "Zespół" is itself an organisation ("Zespół Fundacji …"), whose people sign."""
    return token.names in TYPES and not is_nominative(token.raw)


def _foreign_kind_ahead(tokens: Sequence[Token], index: int) -> int:
    """In an English name the kind stands last: where this word of it looks like a Polish one, go on to the kind."""
    ahead = index
    while ahead < len(tokens) and ahead - index < 6 and tokens[ahead].kind == "word" and tokens[ahead].is_capital:
        if fold(tokens[ahead].raw) in FOREIGN_TYPES and tokens[ahead].raw.isascii():
            return ahead
        ahead += 1
    return index


def is_own_centre(name: str) -> bool:
    """Whether a name is that of the Centre that the letter is written to."""
    return bool(_OWN_CENTRE.search(fold(name)))


def _left(tokens: Sequence[Token], index: int, kind: str) -> int:
    """Adjectives before the kind belong to the name ("Kaliskie Towarzystwo …"); in English all capitals do."""
    foreign = kind in FOREIGN_TYPES and tokens[index].raw.isascii()
    while index > 0:
        before = tokens[index - 1]
        if (
            before.kind == "word"
            and _CYRILLIC_ADJECTIVE.match(fold(before.raw))
            and fold(before.raw) not in _POSSESSIVES
        ):
            index -= 1
            continue
        if _NUMERAL.match(before.raw) and before.end + 1 == tokens[index].start:
            return index - 1
        if foreign and index > 1 and before.raw in ("of", "for", "and") and tokens[index - 2].is_capital:
            index -= 2
            continue
        if kind in _NUMBERED and before.kind == "number" and before.end + 1 == tokens[index].start:
            return index - 1 if tokens[index].is_capital else index
        if before.kind != "word" or not before.is_capital or fold(before.raw) in _POSSESSIVES:
            break
        if before.raw.endswith(".") or before.raw == before.raw.lower():
            break
        if not foreign and not is_adjective(before.raw):
            break
        if foreign and fold(before.raw) in ("the", "our", "dear", "we", "i", "as"):
            break
        index -= 1
    return index


def _right(tokens: Sequence[Token], index: int) -> int:
    """The last token of the name that begins with the kind at `index`."""
    last = index
    position = index + 1
    lower_run = 0
    if _ends_sentence(tokens[index]):
        return last
    while position < len(tokens) and position - index <= MAX_WORDS:
        token = tokens[position]
        before = fold(tokens[position - 1].raw).strip(".")
        numbered = token.kind == "number" and before in _BEFORE_NUMBERS
        graded = token.raw == "stopnia" and _NUMERAL.match(tokens[position - 1].raw)
        if token.kind == "number" and _is_plus_age(tokens, position):
            return position + 1
        if token.kind == "quoted" or numbered or graded or (token.kind == "word" and _is_name_part(token)):
            last, lower_run = position, 0
        elif token.kind == "word" and _bridges(tokens, position, lower_run):
            lower_run += 1
        elif token.kind == "mark" and _goes_on(tokens, position):
            pass
        else:
            break
        if _ends_sentence(token):
            break
        position += 1
    return last


def _is_plus_age(tokens: Sequence[Token], position: int) -> bool:
    """Whether a number is an age that names its people ("Aktywni 60+")."""
    following = tokens[position + 1] if position + 1 < len(tokens) else None
    return following is not None and following.raw == "+" and following.start == tokens[position].end


def _is_name_part(token: Token) -> bool:
    # "Stowarzyszenie Nasza Ulica": behind the kind "nasza" is a name's word; only forms of address are none.
    word = token.raw.rstrip(".")
    return token.is_capital and fold(word) not in _ADDRESSED and word not in ("KRS", "NIP", "REGON")


def _ends_sentence(token: Token) -> bool:
    return token.kind == "word" and token.raw.endswith(".") and not _abbreviates(token)


def _abbreviates(token: Token) -> bool:
    return fold(token.raw.rstrip(".")) in _NAME_ABBREVIATIONS or len(token.raw) == 2


def _bridges(tokens: Sequence[Token], position: int, lower_run: int) -> bool:
    """Whether a lower-case word may stand inside a name: a connector, or a word that describes the kind."""
    if lower_run >= 4:
        return False
    word = tokens[position].raw.rstrip(".")
    folded = fold(word)
    following = tokens[position + 1] if position + 1 < len(tokens) else None
    if folded in ("nr", "numer"):
        return following is not None and following.kind == "number"
    if following is None or following.kind not in ("word", "quoted"):
        return False
    if folded in ("i", "oraz", "and", "та") and following.names:
        return False
    if folded == "do" and fold(following.raw.rstrip(".")) in _HERE:
        return False  # "przenieść siedzibę stowarzyszenia do Centrum"
    if folded in ("i", "oraz") and following.raw == "do":
        return False
    if folded in _CONNECTORS or folded in _NAME_ABBREVIATIONS:
        return folded not in ("w", "we") or _is_place(following) or _names_in(following)
    if not word.isascii() and "\u0400" <= word[0] <= "\u04ff":
        return True
    tags = [tag for _, tag in analyses(word)]
    return any(re.match(r"(?:subst|adj|ger):(?:sg|pl|sg\.pl):(?:\w+\.)*(?:gen|nom)", tag) for tag in tags) and not any(
        tag.startswith(("fin", "praet", "inf", "impt", "pred", "bedzie")) for tag in tags
    )


def _names_in(token: Token) -> bool:
    """Whether what follows "w" goes on with the name ("Niebo w Gębie"): not a feast, nor the Centre itself."""
    return token.is_capital and not _NO_PART_OF_NAME.match(fold(token.raw))


def _is_place(token: Token) -> bool:
    if token.kind != "word" or not token.is_capital:
        return False
    word = token.raw.rstrip(".")
    is_known_place = any(mark in PLACE_LABELS for mark, _ in labels(word))
    return is_known_place or is_adjective(word) or not known(word.lower())


def _goes_on(tokens: Sequence[Token], position: int) -> bool:
    """Whether the name goes on behind a mark: a hyphen, or a comma of a list."""
    mark = tokens[position].raw
    return (mark in "-–" and _joins(tokens, position)) or (mark == "," and _lists(tokens, position))


def _lists(tokens: Sequence[Token], position: int) -> bool:
    """Whether a comma parts those whom the name lists ("Związek Emerytów, Rencistów i Inwalidów")."""
    around = tokens[position - 1 : position + 3]
    if len(around) < 4 or fold(around[3].raw) not in ("i", "oraz"):
        return False
    return all(
        token.is_capital
        and any(re.match(r"(?:subst|adj):pl:(?:\w+\.)*gen", tag) for _, tag in analyses(token.raw.lower()))
        for token in (around[0], around[2])
    )


def _joins(tokens: Sequence[Token], position: int) -> bool:
    glued = tokens[position - 1].end == tokens[position].start
    following = tokens[position + 1] if position + 1 < len(tokens) else None
    return glued and following is not None and following.start == tokens[position].end


def _named(text: str, tokens: Sequence[Token], first: int, at: int, last: int, kind: str) -> Named | None:
    written = text[tokens[first].start : tokens[last].end].rstrip(" .,")
    # A name that a line break of the mail program tore apart is one name; one that a new paragraph follows is not.
    if first == last == at and kind not in ("caritas", "ekopracownia"):
        is_named = False
    else:
        named = [token for token in tokens[at + 1 : last + 1] if token.kind == "quoted" or _is_capital_name(token)]
        is_named = bool(named) or (first < at and tokens[first].is_capital)
    is_our_team = kind == "zespol" and fold(tokens[last].raw).startswith("centrum")
    if is_own_centre(written) or is_our_team or (kind == "centrum" and first == last):
        return None
    word = tokens[at].raw.rstrip(".")
    return Named(
        tokens[first].start,
        tokens[first].start + len(written),
        " ".join(written.split()),
        kind,
        is_nominative(word),
        kind in TYPES or kind in FOREIGN_TYPES or kind in ABBREVIATIONS,
        is_named,
        is_instrumental(word),
    )


def _is_capital_name(token: Token) -> bool:
    if token.raw.rstrip(".") in _REGISTERS:
        return False
    return token.is_capital and not (token.raw.isupper() and len(token.raw) == 2)
