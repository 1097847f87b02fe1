"""A letter with everybody in it replaced: people, organisations, telephones, addresses, numbers.

Whatever may name somebody is replaced, in doubt too; days, hours, counts and everyday words stay as they are.
"""

import random
import re
from collections.abc import Iterable, Iterator, Sequence

from mail_ingest.corrections.grammar import (
    FIRST_NAME,
    SURNAME,
    can_only_be_said,
    forms_of,
    is_common,
    is_function_word,
    is_verb,
    may_be_surname,
)
from mail_ingest.corrections.made_up import MadeUp
from mail_ingest.corrections.numbers import Numbers, Span
from mail_ingest.corrections.safe import is_kind, is_safe
from mail_ingest.corrections.tokens import WORD, Token, is_everyday, names_somebody, neighbours, tokens_of
from mail_ingest.reading.sender.names import is_first_name
from mail_ingest.reading.sender.organisation_names import find_names, is_own_centre
from mail_ingest.reading.sender.person import TITLES, people
from mail_ingest.reading.words.morphology import fold

_EMAIL = re.compile(r"[^\s<>@\"'(),;:\[\]]{1,100}+@[^\s<>@\"'(),;:\[\]]{1,255}")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"')\]]+"
    r"|(?<![@\w.-])[\w-]+(?:\.[\w-]+)*\.(?:pl|com|org|eu|net|info|edu|gov|ngo|ua|uk|io|me)\b(?:/[^\s<>\"')\]]*)?"
    r"|(?<!\w)[@#]\w+|\b[^\W_]+_\w+",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"(?:^|,)[> \t]*(?P<name>[^\W\d_]+(?:[ \t„”\"'-]+[^\W\d_]+\.?){1,6})"
    r"[ \t„”\"']*(?=(?:\d{1,3}\+?)?[ \t]*(?:[,;|(\n]|$))",
    re.MULTILINE,
)
_DIGITS = re.compile(r"\d+")
MOST_NAMES = 3
"""Words of a person's name."""
SHORTEST = 3
"""Letters of a word that could tell somebody by itself."""


class Disguise:
    """One made-up world for one message: `texts` are all its words, `people_known` and `organisations` who is known to
    stand in them, `ours` the addresses of the Centre, which stay."""

    def __init__(
        self,
        chance: random.Random,
        texts: Sequence[str],
        people_known: Iterable[str],
        organisations: Iterable[str],
        ours: Iterable[str] = (),
    ) -> None:
        words = {word for text in texts for word in WORD.findall(text)}
        lemmas = {form.lemma for word in words for form in forms_of(word)}
        self.made_up = MadeUp(chance, words | lemmas)
        self.numbers = Numbers(chance)
        self.ours = {address.lower() for address in ours}
        lines = [line for text in texts for line in text.splitlines()]
        self._people = [*people_known, *(name for line in lines for name in people(line))]
        organisations = tuple(organisations)
        self._organisations = [*organisations, *(named.written for text in texts for named in find_names(text))]
        self._person_words = _Words(self._people, but=TITLES)
        self._organisation_words = _Words(self._organisations)
        self._known_words = _Words(organisations)
        self._addresses: dict[str, str] = {}
        self._hidden: set[str] = set()
        for name in self._people:
            self.person(name)  # met in the nominative first, which tells what the words are forms of

    def text(self, text: str) -> str:
        """A text with everybody in it replaced.

        Raises:
            NotDisguised: something can't be replaced with certainty.
        """
        return _spliced(
            text,
            [
                *self._addressed(text),
                *self._numbered(text),
                *self.numbers.spans(text),
                *self._lined(text),
                *self._worded(text),
            ],
        )

    def name(self, name: str) -> str:
        """A name that stands alone: of an organisation, or what a mail program shows of a sender."""
        spans = list(self._addressed(name))
        for token in tokens_of(name):
            if token.written.isdigit():
                spans.append((token.start, token.end, self.numbers.small(token.written)))
            elif self._is_persons(token) or not (is_kind(token.written) or is_function_word(token.written)):
                spans.append((token.start, token.end, self._made(token.written)))
        return _spliced(name, spans)

    def person(self, name: str) -> str:
        """A person's name: every word of it but titles."""
        tokens = [token for token in tokens_of(name) if fold(token.written) not in TITLES]
        spans = []
        for number, token in enumerate(tokens, 1):
            kinds = (SURNAME, FIRST_NAME) if number == len(tokens) > 1 else (FIRST_NAME, SURNAME)
            spans.append((token.start, token.end, self._made(token.written, *kinds)))
        return _spliced(name, spans)

    def address(self, address: str) -> str:
        """An e-mail address; the Centre's own stays."""
        key = address.lower()
        if key not in self.ours and key not in self._addresses:
            number = len(self._addresses) + 1
            self._addresses[key] = f"nadawca{number}@poczta{number}.example"
        return self._addresses.get(key, address)

    def leaks(self, output: str) -> list[str]:
        """What of the real message can still be found in an output, folded; empty when all is well."""
        folded, words = fold(output), set(WORD.findall(output))
        digits = re.findall(r"\d{5,}", re.sub(r"(?<=\d)[ \t()/.\-–]+(?=\d)", "", output))
        found = sorted(self._hidden & {fold(word) for word in words if not is_everyday(word)})
        found += sorted(
            word for word in words if word[:1].isupper() and word in self._person_words and not is_safe(word)
        )
        squeezed = f" {' '.join(WORD.findall(folded))} "
        found += sorted(name for name in self._telling_names() if f" {name} " in squeezed)
        found += sorted(real for real in self.numbers.real if any(real in run for run in digits))
        found += sorted(real for real in self._addresses if self._telling_part(real) in folded)
        return found

    def _telling_names(self) -> set[str]:
        """Names of people and organisations, and what tells an organisation from others of its kind; folded."""
        listed = [WORD.findall(name) for name in (*self._people, *self._organisations)]
        listed += [[word for word in name if not is_kind(word)] for name in listed]
        several = {" ".join(map(fold, name)) for name in listed if len(name) > 1}
        return {name for name in several if not _is_everyday(name)}

    def _telling_part(self, address: str) -> str:
        """The domain, which tells of whoever writes from it; of the Centre's own domain the whole address."""
        domain = address.rpartition("@")[2]
        return address if any(ours.endswith(f"@{domain}") for ours in self.ours) else domain

    def _addressed(self, text: str) -> Iterator[Span]:
        for found in _EMAIL.finditer(text):
            written = found[0].rstrip(".")
            yield found.start(), found.start() + len(written), self.address(written)
        for found in _ADDRESS.finditer(text):
            written = found[0].rstrip(".,;")
            scheme = re.match(r"(?:https?://)?(?:www\.)?", written, re.IGNORECASE)
            key = written[scheme.end() if scheme else 0 :].lower()
            self._addresses.setdefault(key, f"strona{len(self._addresses) + 1}.example")
            yield found.start(), found.start() + len(written), (scheme[0] if scheme else "") + self._addresses[key]

    def _numbered(self, text: str) -> Iterator[Span]:
        """Numbers that are part of an organisation's name: Szkoła Podstawowa nr 12."""
        for named in find_names(text):
            for found in _DIGITS.finditer(text, named.start, named.end):
                yield found.start(), found.end(), self.numbers.small(found[0])

    def _worded(self, text: str) -> Iterator[Span]:
        for token, before, after in neighbours(text, tokens_of(text)):
            persons = self._is_persons(token) and self._is_meant(token, before, after)
            if persons or self._is_organisations(token, before, after) or names_somebody(token, before, after):
                yield token.start, token.end, self._made(token.written)

    def _lined(self, text: str) -> Iterator[Span]:
        """Names in everyday words that fill a line or stand behind a comma: stowarzyszenie pod wiatr, marek maj."""
        for line in _ALONE.finditer(text):
            first, *others = tokens_of(line["name"])
            if len(others) < MOST_NAMES and is_first_name(first.written) and may_be_surname(others[-1].written):
                named = [first, *others]
            elif is_kind(first.written) and not is_own_centre(line["name"]):
                named = [] if any(is_verb(token.written) for token in others) else others
            else:
                continue
            for token in named:
                if not (is_kind(token.written) or is_function_word(token.written)):
                    start = line.start("name") + token.start
                    yield start, start + len(token.written), self._made(token.written)

    def _is_persons(self, token: Token) -> bool:
        return token.written in self._person_words

    def _is_meant(self, token: Token, before: Token | None, after: Token | None) -> bool:
        """Whether a word that also is a person's name stands for the person: an everyday word in small letters, or one
        that is safe to say, does so only beside another part of a name."""
        if any(beside is not None and self._is_persons(beside) for beside in (before, after)):
            return True
        return not (is_safe(token.written) or (is_common(token.written) and not token.is_capital))

    def _is_organisations(self, token: Token, before: Token | None, after: Token | None) -> bool:
        """Whether an everyday word is part of an organisation's name: another part stands beside it.
        In small letters, or without what is safe to say, any name will do; else it must be known to be one."""
        word = token.written
        if is_kind(word) or is_function_word(word):
            return False
        plain = not (is_safe(word) or can_only_be_said(word))
        names = self._organisation_words if plain else self._known_words
        if not plain and not token.is_capital:
            return False
        return word in names and any(beside is not None and beside.written in names for beside in (before, after))

    def _made(self, word: str, *kinds: str) -> str:
        if len(word) >= SHORTEST:
            self._hidden.add(fold(word))
        if word.isdigit():
            return self.numbers.small(word)
        if len(word) == 1:
            return self.made_up.letter(word)
        if word.isupper() and not forms_of(word) and word not in self._person_words:
            return self.made_up.acronym(word)
        return self.made_up.word(word, *kinds)


class _Words:
    """Words of names, found again in any of their forms."""

    def __init__(self, names: Iterable[str], but: frozenset[str] = frozenset()) -> None:
        written = {word for name in names for word in WORD.findall(name) if len(word) > 1 and fold(word) not in but}
        self._folded = {fold(word) for word in written}
        self._lemmas = {fold(form.lemma) for word in written for form in forms_of(word)}
        self._stems = {fold(word)[: max(4, len(word) - 2)] for word in written if not forms_of(word)}

    def __contains__(self, word: str) -> bool:
        folded = fold(word)
        if folded in self._folded or any(fold(form.lemma) in self._lemmas for form in forms_of(word)):
            return True
        return any(folded.startswith(stem) and len(folded) - len(stem) < 6 for stem in self._stems)


def _is_everyday(name: str) -> bool:
    return all(is_everyday(word) and (is_safe(word) or can_only_be_said(word)) for word in name.split())


def _spliced(text: str, spans: Iterable[Span]) -> str:
    """The text with its spans replaced; of two that overlap, the one that was named first counts."""
    taken: list[Span] = []
    for span in spans:
        if not any(span[0] < end and start < span[1] for start, end, _ in taken):
            taken.append(span)
    pieces, at = [], 0
    for start, end, made in sorted(taken):
        pieces += [text[at:start], made]
        at = end
    return "".join(pieces) + text[at:]
