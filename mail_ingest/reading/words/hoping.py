"""Pasts that tell of nothing past: what was hoped, thought of or meant lies ahead.

"Myśleliśmy o piątku", "mieliśmy nadzieję na salę", "we were hoping to use the hall".
"""

from collections.abc import Sequence
from functools import lru_cache

from mail_ingest.reading.words.morphology import CACHED_WORDS, words
from mail_ingest.reading.words.spelling import loose_analyses
from mail_ingest.reading.words.text import Token

_HOPING = frozenset(("myśleć", "pomyśleć", "marzyć", "zastanawiać", "zamierzać", "rozważać", "zamarzyć"))
_COUNTING = frozenset(("liczyć",))
_HAVING = frozenset(("mieć",))
_HOPES = frozenset(words("nadzieje zamiar ochote pomysl plan"))
_HOPED = frozenset(words("hoping wondering thinking planning looking considering going intending"))
_WERE = frozenset(words("was were had"))
_NEAR = 3
"""Tokens within which the noun or the participle stands that makes a hope of "mieliśmy" or "we were"."""


def hopes(tokens: Sequence[Token], index: int) -> bool:
    """Whether the verb of the past at this token says what someone has in mind."""
    token = tokens[index]
    behind = [other.folded for other in tokens[index + 1 : index + 1 + _NEAR]]
    if token.folded in _WERE:
        return not _HOPED.isdisjoint(behind)
    lemmas = _past_lemmas(token.raw)
    if lemmas & _HOPING:
        return True
    return bool((lemmas & _COUNTING and "na" in behind) or (lemmas & _HAVING and not _HOPES.isdisjoint(behind)))


@lru_cache(maxsize=CACHED_WORDS)
def _past_lemmas(word: str) -> frozenset[str]:
    return frozenset(lemma for lemma, tag in loose_analyses(word) if tag.startswith("praet"))
