"""What a letter takes back of itself: "Przepraszam, pomyłka: miało być 27 marca" leaves the day told before it out."""

from dataclasses import replace

from mail_ingest.reading.when.scan import Scan
from mail_ingest.reading.when.values import Days, Hours, Mention, Span
from mail_ingest.reading.words.lexicon import Lexicon
from mail_ingest.reading.words.morphology import words
from mail_ingest.reading.words.text import WORD

_SLIPS = Lexicon(
    {"slip": words("pomyłka pomylić errata sprostowanie sprostować =literówka =błędnie =źle =mistake =помилка")},
    typos=False,
)
_MEANT = frozenset(words("mialo mial miala powinno powinien powinna chodzi chodzilo prawidlowy prawidlowo poprawny"))
_SORRY = frozenset(words("przepraszam przepraszamy sorry wybaczcie"))


def without_corrected(scan: Scan, mentions: list[Mention]) -> list[Mention]:
    """The mentions; the day or the hours before a correction, which tells their like anew, are not wanted."""
    told = list(mentions)
    for place, mention in enumerate(told):
        meant = mention.wanted or mention.why == "past event"
        if not meant or not isinstance(mention.value, (Days, Span, Hours)) or not _corrects(scan, mention):
            continue
        alike = (Hours,) if isinstance(mention.value, Hours) else (Days, Span)
        earlier = [n for n in range(place) if told[n].wanted and isinstance(told[n].value, alike)]
        if earlier and (
            told[earlier[-1]].sentence != mention.sentence or _thinks_again(scan, told[earlier[-1]], mention)
        ):
            told[earlier[-1]] = replace(told[earlier[-1]], wanted=False, why="corrected")
            told[place] = replace(mention, wanted=True, why="")
    return told


def _corrects(scan: Scan, mention: Mention) -> bool:
    """Whether the sentence, up to the mention, owns to a slip, or says sorry and what was meant."""
    at = scan.text.token_at(mention.start)
    before = [n for n in range(max(0, at - _FAR), at) if scan.tokens[n].sentence == mention.sentence]
    said = {scan.word(n) for n in before}
    if said & _SORRY and said & _MEANT:
        return True
    if any(scan.word(n) in _WAIT and scan.word(n - 1) in _NO_AND_COMMA for n in before):
        return True
    return any(_SLIPS.concepts(scan.tokens[n].raw) for n in before if scan.tokens[n].kind is WORD)


def _thinks_again(scan: Scan, earlier: Mention, mention: Mention) -> bool:
    """ "10 maja, nie, czekaj, 11 maja": taken back in the same breath."""
    between = range(scan.text.token_at(earlier.end - 1) + 1, scan.text.token_at(mention.start))
    return any(scan.word(n) in _WAIT and scan.word(n - 1) in _NO_AND_COMMA for n in between)


_WAIT = frozenset(words("czekaj czekajcie chwila moment wroc stop sorry wait"))
_NO_AND_COMMA = frozenset((",", "nie", "-", "–", "…", "no"))
_FAR = 14
"""Tokens from the word of the slip to what is told anew."""
