"""A day that has a name, said again beside it: "jutro, 12 maja", "dziś (wtorek)", "w Wielki Piątek 3 kwietnia".

Where the two are not the same, the date wins, and the problem says so.
"""

from dataclasses import replace
from datetime import date

from mail_ingest.reading.when.items import Item, after_glue
from mail_ingest.reading.when.runs import contradiction, resolve, weekday_problem
from mail_ingest.reading.when.scan import Scan
from mail_ingest.reading.when.weekdays import named_at
from mail_ingest.reading.words.morphology import words

_APPOSITION = frozenset(words("( tj czyli to jest . w we dnia dniu"))
_NAMING = frozenset(words("( tj czyli to"))
"""One of them says that what follows is the same day once more; after a comma it may be another."""


def said_again(scan: Scan, item: Item, day: date) -> Item:
    """The item with the date or the weekday behind it, if that names the same day or must be meant for it."""
    dated = after_glue(scan, item.last + 1)
    if dated and len(dated.pieces) == 1 and not dated.pieces[0].until:
        spans, problems = resolve(dated, scan.today)
        if spans and spans[0] == (day, day):
            return replace(item, last=dated.last)
        if spans and _is_apposition(scan, item, dated.first):
            said = contradiction(scan.text.quote(item.first, item.last), day, spans[0][0])
            return Item(item.first, dated.last, tuple(spans), problems=(*problems, said), run=dated)
    at = item.last + 1
    at += scan.word(at) in (",", "(")
    at += scan.word(at) in ("tj", "czyli")
    at = scan.dot(at)
    named = named_at(scan, at + (scan.word(at) in ("w", "we")))
    if named is None or named.which or named.plural:
        return item
    if named.weekday == day.weekday():
        return replace(item, last=named.last)
    if _is_apposition(scan, item, named.first):
        return replace(item, last=named.last, problems=(*item.problems, *weekday_problem(day, named.weekday)))
    return item


def _is_apposition(scan: Scan, item: Item, first: int) -> bool:
    between = [scan.word(n) for n in range(item.last + 1, first)]
    if not between:
        return scan.tokens[first].newlines == 0
    between = between[1:] if between[0] == "," and len(between) > 1 else between
    return all(word in _APPOSITION for word in between) and bool(_NAMING.intersection(between))
