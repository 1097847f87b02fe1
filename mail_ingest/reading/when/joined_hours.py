"""Hours whose start and end are told apart: "zaczniemy o 17, skończymy o 19", "od 17 w piątek. Skończymy przed 21"."""

from collections.abc import Sequence
from dataclasses import replace

from mail_ingest.reading.when.values import Bound, Days, Hours, Mention, Span


def merge_hours(mentions: Sequence[Mention]) -> list[Mention]:
    """A start and an end that are told apart ("zaczniemy o 17, skończymy o 19") as one mention."""
    merged: list[Mention] = []
    for mention in mentions:
        value = mention.value
        if isinstance(value, Hours) and value.start is not None and value.end is None and mention.role == "finish":
            mention = replace(mention, value=Hours(None, value.start))
        joined = _joined(merged[-1], mention) if merged else None
        around = _joined(merged[-2], mention) if _closes_day(merged, mention, mentions) else None
        if joined:
            merged[-1] = joined
        elif around:
            merged[-2] = around
        else:
            merged.append(mention)
    return merged


def _closes_day(merged: list[Mention], mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether only the day of both stands between a start and this end ("od 17 w piątek. Skończymy przed 21")."""
    if len(merged) < 2 or not isinstance(merged[-1].value, Days) or mention.sentence == merged[-1].sentence:
        return False
    return all(not isinstance(m.value, (Days, Span, Bound)) or m.sentence != mention.sentence for m in mentions)


def _joined(before: Mention, mention: Mention) -> Mention | None:
    """The two as one, if one is a lone start and the other a lone end ("od 20 do północy", "do północy od 20")."""
    one, other = before.value, mention.value
    if not isinstance(one, Hours) or not isinstance(other, Hours) or mention.sentence - before.sentence > 1:
        return None
    if one.start is not None and one.end is None and other.start is None:
        start, end = one.start, other.end
    elif one.start is None and other.start is not None and other.end is None:
        start, end = other.start, one.end
    else:
        return None
    if end is None:
        return None
    end = end if end > start else end + 12 * 60
    return replace(before, value=Hours(start, end), end=mention.end, also=mention.text) if end > start else None
