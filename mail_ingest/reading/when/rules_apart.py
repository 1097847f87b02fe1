"""Repetitions that each have hours of their own: "we wtorki 16-18 i w czwartki 17-19".

An RRULE has one pair of hours, so that each of them makes a schedule by itself; bounds ("do końca czerwca") hold for
all of them.
"""

from collections.abc import Sequence

from mail_ingest.reading.when.values import Hours, Length, Mark, Mention, Rule


def rules_apart(mentions: Sequence[Mention]) -> list[list[Mention]]:
    """The mentions of each repetition, in the order of the text; one list where they are to be read together."""
    wanted = [mention for mention in mentions if mention.wanted and not mention.excluded]
    rules = [mention for mention in wanted if isinstance(mention.value, Rule) and _names_days(mention.value)]
    if len(rules) < 2 or any(isinstance(m.value, Mark) and m.value.name in ("or", "any") for m in wanted):
        return [list(mentions)]
    owned = _owned(wanted, rules)
    hours = [[m.value for m in own if isinstance(m.value, Hours)] for own in owned]
    if not all(hours) or all(one == hours[0] for one in hours):
        return [list(mentions)]
    taken = {id(mention) for own in owned for mention in own}
    common = [mention for mention in mentions if id(mention) not in taken]
    return [sorted([*common, *own], key=lambda mention: mention.start) for own in owned]


def _names_days(rule: Rule) -> bool:
    return bool(rule.days or rule.monthdays)


def _owned(mentions: Sequence[Mention], rules: Sequence[Mention]) -> list[list[Mention]]:
    """Each rule with the hours and lengths said behind it; where hours are said first, with those before it."""
    timed = [m for m in mentions if m in rules or isinstance(m.value, (Hours, Length))]
    if isinstance(timed[0].value, Hours) and timed[-1] in rules:
        timed.reverse()
    owned: list[list[Mention]] = []
    for mention in timed:
        if mention in rules:
            owned.append([mention])
        elif owned:
            owned[-1].append(mention)
    return sorted(owned, key=lambda own: own[0].start)
