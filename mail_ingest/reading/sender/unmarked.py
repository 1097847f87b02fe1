"""Names that no capitals mark: those of a text in capitals or in small letters throughout, and "stowarzyszenie nasza
ulica" in any text. They are found by grammar and given their capitals, so that the rules for marked names serve."""

import re
from collections.abc import Sequence
from string import ascii_lowercase

from mail_ingest.reading.sender.names import labels
from mail_ingest.reading.sender.organisation_names import PLACE_LABELS
from mail_ingest.reading.sender.organisation_tokens import Token, tokens_of
from mail_ingest.reading.sender.organisation_words import ABBREVIATIONS, FUNCTIONS, TYPES
from mail_ingest.reading.words.folding import fold_text
from mail_ingest.reading.words.morphology import analyses, fold, words

MAX_WORDS = 6
"""Words of the longest name behind its kind."""

_NO_NAME_TAGS = ("fin", "praet", "impt", "imps", "inf", "bedzie", "pred", "winien", "conj", "comp", "ppron", "siebie")
_ENDS_NAME = re.compile(
    r"(?:prosz|prosi|chcia|chce|potrzeb|szuka|pyta|pisz|dzien|witam|pozdraw|dzieku|termin|rezerw|zarezerw|sala|sale|salk"
    r"|sali|poniedzial|wtor|srod|czwart|piat|sobot|niedziel|jutr|dzis|osob|godz|ktor|jest|bedzie|mamy|ktos|ja$|my$)"
)
_INSIDE = frozenset(words("im sw swietego swietej pod nad bez przeciw ds nr"))
_JOINS = frozenset(words("i oraz"))
_LINKS = frozenset(
    words("od do na o u po przed za przy przez w we z ze dla bo ale a ta to tej tego lat roku dnia dniu jako tez")
)
_NO_ADJECTIVES = frozenset(
    words("nasz nasza nasze naszego naszej moj moja ten ta to te tego tej caly cala maly mala nowy nowa")
)
_FOUNDED = re.compile(
    r"\b(?:zaklada\w*|zaloz\w+|powola\w+|utworz\w+|tworz\w+|(?:za)?rejestr\w+|nowe\w*|nowa|nowy|jakies|kazd\w+)\W+$"
)
"""Right before a kind: it has no name yet, or is any of its kind."""
_SPEAKS_FOR = re.compile(
    r"\b(?:w imieniu|z ramienia|jako|reprezentuj\w+|prezes\w*|czlonk\w+|zarzad\w*"
    r"|(?:jestem|jestesmy|pisz\w+|tu|my)\b[^.!?]{0,20}\b(?:z|ze|w|we))\W+(?:[a-z]+\W+){0,2}$"
)
_ASKS = re.compile(r"\W*(?:prosi|zwraca|chcial|chce|organizuje|planuje|szuka|potrzebuje|zaprasza)")
_WITH_PLACE = frozenset(words("w we z ze"))
_SMALL = _INSIDE | _WITH_PLACE | _JOINS
_KINDS = TYPES | {"grupa"}


_SMALL_LETTERS = ascii_lowercase.encode()


def is_caseless(text: str) -> bool:
    """Whether a text is in one case of letters throughout, so that capitals mark no names."""
    written = text.encode("utf-8", "replace")
    small = len(written) - len(written.translate(None, _SMALL_LETTERS))
    if small > 0.3 * len(text) and any(map(str.isupper, text)):
        return False
    letters = sum(map(str.isalpha, text))
    capitals = sum(map(str.isalpha, filter(str.isupper, text)))
    return letters > 20 and (capitals > 0.7 * letters or capitals == 0)


def mark_names(text: str) -> str:
    """The text, of the same length, in small letters but for the organisations' names that grammar tells.

    Where the text has its own capitals only a name that stands beside its kind without agreeing with it ("ze
    stowarzyszenia nasza ulica") is told, and the rest stays as it is.
    """
    caseless = is_caseless(text)
    lowered = text.lower() if caseless else text
    if len(lowered) != len(text):
        return text
    tokens = tokens_of(lowered)
    if not caseless and not any([token.names in _KINDS and not token.is_capital for token in tokens]):
        return text
    marked = list(lowered)
    for index, token in enumerate(tokens):
        if caseless and token.raw.upper() in ABBREVIATIONS and len(token.raw) > 2:
            marked[token.start : token.end] = token.raw.upper()
        elif token.is_capital or token.names not in _KINDS:
            continue
        last = _last_of_name(tokens, index)
        if last == index:
            continue
        spoken_for = caseless and _is_spoken_for(lowered, token, tokens[last])
        if not (spoken_for or _stands_apart(token, tokens[index + 1])):
            continue
        for part in tokens[_first_of_name(tokens, index) : last + 1]:
            if part.kind == "word" and fold(part.raw) not in _SMALL:
                marked[part.start] = marked[part.start].upper()
    return "".join(marked)


def _is_spoken_for(text: str, kind: Token, last: Token) -> bool:
    """Whether the text speaks for what may be a name, or it asks itself; else the words only describe the kind."""
    before = fold_text(text[max(0, kind.start - 50) : kind.start])
    after = fold_text(text[last.end : last.end + 20])
    return bool(_SPEAKS_FOR.search(before) or _ASKS.match(after)) and not _FOUNDED.search(before)


def _first_of_name(tokens: Sequence[Token], index: int) -> int:
    """Where the adjectives before the kind begin that agree with it ("polski związek …")."""
    kinds = _forms(tokens[index], "subst")
    while index > 0 and fold(tokens[index - 1].raw) not in _NO_ADJECTIVES | FUNCTIONS:
        adjective = _forms(tokens[index - 1], "adj")
        if tokens[index - 1].kind != "word" or not _agree(adjective, kinds):
            break
        # "zebranie założycielskie stowarzyszenia": the adjective is another noun's.
        if index > 1 and _agree(adjective, _forms(tokens[index - 2], "subst")):
            break
        index -= 1
    return index


def _last_of_name(tokens: Sequence[Token], index: int) -> int:
    last, position = index, index + 1
    while position < len(tokens) and position - index <= MAX_WORDS:
        token = tokens[position]
        folded = fold(token.raw.rstrip("."))
        following = tokens[position + 1] if position + 1 < len(tokens) else None
        if token.kind == "quoted":
            return position
        served = fold(tokens[position - 1].raw) in ("rzecz", "dla")
        if token.kind != "word" or (_ENDS_NAME.match(folded) and not served):
            break
        if folded in _WITH_PLACE or folded == "na":
            if following is None or not (_is_place(following) or (folded == "na" and following.raw == "rzecz")):
                break
        elif folded in _JOINS:
            if following is None or not (_is_plural_genitive(tokens[position - 1]) and _is_plural_genitive(following)):
                break
        elif folded not in _INSIDE:
            if folded in _LINKS or _is_no_name(token):
                break
            last = position
        if token.raw.endswith(".") and folded not in _INSIDE:
            break
        position += 1
    return last


def _is_no_name(token: Token) -> bool:
    tags = [tag for _, tag in analyses(token.raw.rstrip("."))]
    if _is_place(token):
        return False
    if any(tag.startswith(("subst", "adj", "ger", "pact", "ppas")) for tag in tags):
        return tags[0].startswith(("fin", "inf", "praet")) and not any(tag.startswith("adj") for tag in tags)
    return any(tag.startswith((*_NO_NAME_TAGS, "prep", "adv", "part", "interj")) for tag in tags)


def _is_place(token: Token) -> bool:
    word = token.raw.rstrip(".")
    return any(mark in PLACE_LABELS for mark, _ in labels(word[:1].upper() + word[1:]))


def _is_plural_genitive(token: Token) -> bool:
    """Whether a word names the people of a body ("emerytów i rencistów")."""
    return any("pl" in number and "gen" in cases for number, cases, _ in _forms(token, "subst"))


def _stands_apart(kind: Token, following: Token) -> bool:
    """Whether the word behind the kind is a nominative that does not describe it: a name's first word."""
    if following.kind != "word" or following.is_capital:
        return False
    is_verb = any(tag.startswith(("fin", "praet")) for _, tag in analyses(following.raw))
    if is_verb and not _forms(following, "adj"):
        return False
    found = _forms(following, "subst") + _forms(following, "adj")
    if not any("nom" in cases for _, cases, _ in found) or any("gen" in cases for _, cases, _ in found):
        return False
    return not _agree(_forms(following, "adj"), _forms(kind, "subst"))


_Form = tuple[frozenset[str], frozenset[str], frozenset[str]]


def _forms(token: Token, word_class: str) -> list[_Form]:
    """(numbers, cases, genders) of a word's readings in a class of SGJP."""
    tags = [tag.split(":") for _, tag in analyses(token.raw.rstrip(".")) if tag.startswith(f"{word_class}:")]
    return [(frozenset(t[1].split(".")), frozenset(t[2].split(".")), frozenset(t[3].split("."))) for t in tags]


def _agree(adjectives: list[_Form], nouns: list[_Form]) -> bool:
    return any(all(a & b for a, b in zip(one, other, strict=True)) for one in adjectives for other in nouns)
