"""Which of the three languages of the Centre's mail a text is in."""

import re
from functools import lru_cache
from typing import Literal

from mail_ingest.reading.words.morphology import CACHED_WORDS, words

Language = Literal["pl", "en", "uk"]

LONGEST = 20_000
"""Characters that are looked at."""

_ENGLISH = frozenset(
    words(
        """
        the and of for you your we our us is are was were be been have has had would could should can will with
        from this that these those it its in on at by or not no yes please thank thanks dear hello hi regards
        room booking book meeting about what when which who how if but any there here do does did i my me they
        their an so also more some i'm we'd like need know cancel sorry sir madam kind best lecture hall tomorrow
        today week monday tuesday wednesday thursday friday saturday sunday january february april june july august
        september october november december two three people price question questions available confirmed
        """
    )
)
_POLISH = frozenset(
    words(
        """
        i w z na do się sie nie jest są sa że ze prosze prosimy dla od po czy o u jak oraz lub albo ale będzie
        bedzie mamy nasz nasza nasze naszej państwo panstwo państwa panstwa dzień dzien dobry witam szanowni
        sali salę sale sala godz godzinie godzin osób osob za to ma tak co już juz przez przy pod nam nas by
        os nr może moze pozdrawiam poważaniem powazaniem dziękuję dziekuje cześć czesc mam mi
        """
    )
)
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[a-zà-ž]", re.IGNORECASE)
_POLISH_LETTERS = re.compile(r"[ąćęłńóśźż]", re.IGNORECASE)


def language_of(text: str) -> Language:
    """The language most of the text is written in; Polish where nothing tells.

    Russian counts as Ukrainian: whoever writes it to the Centre is answered in Ukrainian rather than in Polish.
    """
    # Addresses are of no language.
    sample = " ".join([piece for piece in text[:LONGEST].split() if "@" not in piece and "/" not in piece])
    cyrillic = _CYRILLIC.search(sample) is not None
    written = _WORD.findall(sample)
    if cyrillic and _is_mostly_cyrillic(sample, written):
        return "uk"
    said = list(map(_weights, written))
    english, polish = sum([weight[0] for weight in said]), sum([weight[1] for weight in said])
    if cyrillic and not polish and not english:
        return "uk"
    return "en" if english > polish else "pl"


@lru_cache(maxsize=CACHED_WORDS)
def _weights(word: str) -> tuple[int, int]:
    """How much a word speaks for English, and how much for Polish."""
    lower = word.lower()
    # Capitalised words may be names, which keep their Polish letters in any language.
    lettered = word.islower() and _POLISH_LETTERS.search(word) is not None
    return int(lower in _ENGLISH), int(lower in _POLISH) + int(lettered)


def _is_mostly_cyrillic(sample: str, written: list[str]) -> bool:
    """By the words that are no names, where there are any: names of organisations and rooms keep their own letters."""
    plain = [bool(_CYRILLIC.match(word)) for word in written if word[0].islower()]
    if len(plain) > 2:
        return 2 * sum(plain) > len(plain)
    return len(_CYRILLIC.findall(sample)) > len(_LATIN.findall(sample))
