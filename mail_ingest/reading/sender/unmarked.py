"""Names that no capitals mark: those of a text in capitals or in small letters throughout, and "stowarzyszenie nasza
ulica" in any text. They are found by grammar and given their capitals, so that the rules for marked names serve."""

import re

from mail_ingest.reading.sender.names import labels
from mail_ingest.reading.sender.organisation_names import PLACE_LABELS
from mail_ingest.reading.sender.organisation_tokens import Token, kind_of, tokens_of
from mail_ingest.reading.sender.organisation_words import ABBREVIATIONS, TYPES
from mail_ingest.reading.words.morphology import analyses, fold, words

MAX_WORDS = 6
"""Words of the longest name behind its kind."""

_NO_NAME_TAGS = ("fin", "praet", "impt", "imps", "inf", "bedzie", "pred", "winien", "conj", "comp", "ppron", "siebie")
_ENDS_NAME = re.compile(
    r"(?:prosz|prosi|chcia|chce|potrzeb|szuka|pyta|pisz|dzien|witam|pozdraw|dzieku|termin|rezerw|zarezerw|sala|sale|salk"
    r"|sali|poniedzial|wtor|srod|czwart|piat|sobot|niedziel|jutr|dzis|osob|godz|ktor|jest|bedzie|mamy|ktos|ja$|my$)"
)
_INSIDE = frozenset(words("im sw swietego swietej pod nad dla bez przeciw razem ds nr oraz i"))
_WITH_PLACE = frozenset(words("w we z ze"))


def is_caseless(text: str) -> bool:
    """Whether a text is in one case of letters throughout, so that capitals mark no names."""
    letters = [letter for letter in text if letter.isalpha()]
    capitals = sum(map(str.isupper, letters))
    return len(letters) > 20 and (capitals > 0.7 * len(letters) or capitals == 0)


def mark_names(text: str) -> str:
    """The text, of the same length, in small letters but for the organisations' names that grammar tells.

    Where the text has its own capitals only a name that stands beside its kind without agreeing with it ("ze
    stowarzyszenia nasza ulica") is told, and the rest stays as it is.
    """
    caseless = is_caseless(text)
    lowered = text.lower() if caseless else text
    if len(lowered) != len(text):
        return text
    marked = list(lowered)
    tokens = tokens_of(lowered)
    for index, token in enumerate(tokens):
        if caseless and token.raw.upper() in ABBREVIATIONS and len(token.raw) > 2:
            marked[token.start : token.end] = token.raw.upper()
        elif token.is_capital or kind_of(token) not in TYPES | {"grupa"}:
            continue
        last = _last_of_name(tokens, index)
        if last > index and (caseless or _stands_apart(token, tokens[index + 1])):
            for part in tokens[index : last + 1]:
                if part.kind == "word" and fold(part.raw) not in _INSIDE | _WITH_PLACE:
                    marked[part.start] = marked[part.start].upper()
    return "".join(marked)


def _last_of_name(tokens: list[Token], index: int) -> int:
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
        elif folded not in _INSIDE:
            if _is_no_name(token):
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


def _stands_apart(kind: Token, following: Token) -> bool:
    """Whether the word behind the kind is a nominative that does not describe it: a name's first word."""
    if following.kind != "word" or following.is_capital:
        return False
    tags = [tag.split(":") for _, tag in analyses(following.raw) if tag.startswith(("subst", "adj"))]
    if not any("nom" in tag[2].split(".") for tag in tags) or any("gen" in tag[2].split(".") for tag in tags):
        return False
    kinds = [tag.split(":") for _, tag in analyses(kind.raw) if tag.startswith("subst")]
    return not any(
        set(one[2].split(".")) & set(other[2].split(".")) and set(one[3].split(".")) & set(other[3].split("."))
        for one in tags
        if one[0] == "adj"
        for other in kinds
    )
