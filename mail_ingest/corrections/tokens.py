"""Words of a letter with what stands around them: what tells a name from a word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mail_ingest.corrections.grammar import can_only_be_said, forms_of, forms_restored, is_common, may_be_surname
from mail_ingest.corrections.safe import is_safe
from mail_ingest.reading.sender.names import is_first_name

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_DIGITS_AND_ENDING = re.compile(
    r"\d{1,4}(?:-?(?:ego|go|tego|tej|ej|ta|ty|te|a|h|os|szt|zl|zł|pln|min|m|r|x|st))?$", re.IGNORECASE
)
_ROMAN = re.compile(r"[IVX]+$")
_SENTENCE_ENDS = re.compile(r"(?:^|[.!?:;…•*>|]|\n|[-–—](?=\s))[\s„”\"'(>•*–-]*$")


@dataclass(frozen=True)
class Token:
    """A word of a text at its place; `begins` a sentence or a line, `shouts` with a whole line in capitals."""

    written: str
    start: int
    end: int
    begins: bool
    shouts: bool

    @property
    def is_capital(self) -> bool:
        return self.written[:1].isupper() and not self.shouts


def tokens_of(text: str) -> list[Token]:
    """The words of a text, in order."""
    found = []
    for line in re.finditer(r"[^\n]+", text):
        capitals = [word for word in WORD.findall(line[0]) if word.isalpha() and len(word) > 1]
        shouts = len(capitals) > 1 and all(word.isupper() for word in capitals)
        for word in WORD.finditer(line[0]):
            begins = bool(_SENTENCE_ENDS.search(line[0][: word.start()]))
            start = line.start() + word.start()
            found.append(Token(word[0], start, start + len(word[0]), begins, shouts))
    return found


def neighbours(text: str, tokens: list[Token]) -> Iterator[tuple[Token, Token | None, Token | None]]:
    """Each word with those right beside it: with nothing but spaces, a hyphen or an initial's dot between. Before the
    second part of a double surname stands what is before its first."""
    earlier: Token | None = None
    for index, token in enumerate(tokens):
        before = tokens[index - 1] if index and _is_joined(text[tokens[index - 1].end : token.start]) else None
        if before and text[before.end : token.start] == "-" and earlier:
            before = earlier
        last = index + 1 == len(tokens)
        after = None if last or not _is_joined(text[token.end : tokens[index + 1].start]) else tokens[index + 1]
        yield token, before, after
        earlier = before


def _is_joined(between: str) -> bool:
    return between.strip(" \u00a0") in ("", "-", "–", ".", "„", '"') and "\n" not in between


def names_somebody(token: Token, before: Token | None, after: Token | None) -> bool:
    """Whether a word may be part of a name; in doubt it is."""
    word = token.written
    if _DIGITS_AND_ENDING.match(word) or (len(word) == 1 and not (token.is_capital and after and after.is_capital)):
        return False
    if any(sign.isdigit() for sign in word):
        return True
    if not (word.isupper() and len(word) > 1) or token.shouts:
        return _capital(token, after) if token.is_capital else _small(word, before)
    return not (_ROMAN.match(word) or is_safe(word))


def is_everyday(word: str) -> bool:
    """Whether a word, as it stands or without its diacritics, tells nobody by itself."""
    return is_safe(word) or any(form.is_common for form in forms_of(word) or forms_restored(word))


def _capital(token: Token, after: Token | None) -> bool:
    word = token.written
    if len(word) == 1:
        return not can_only_be_said(word)
    if is_safe(word):
        return False
    has_name = any(not form.is_common for form in forms_of(word)) or is_first_name(word)
    if not token.begins:
        return has_name or not can_only_be_said(word)
    followed = after is not None and after.is_capital and not is_safe(after.written)
    if can_only_be_said(word):
        return has_name and followed
    return has_name or followed or not is_everyday(word)


def _small(word: str, before: Token | None) -> bool:
    if can_only_be_said(word):
        return False
    if before and _is_only_a_first_name(before.written) and may_be_surname(word):
        return True
    return not is_safe(word) and (not is_everyday(word) or _is_only_a_first_name(word))


def _is_only_a_first_name(word: str) -> bool:
    return is_first_name(word) and not is_common(word)
