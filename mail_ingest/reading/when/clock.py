"""An hour as the clock shows it, before the half of the day is chosen.

An hour of the clock face (1 to 6) is one of the afternoon, unless "rano" or "w nocy" stand beside it.
"""

from dataclasses import dataclass

MORNING, AFTERNOON, NIGHT, UNSAID = "morning", "afternoon", "night", ""


@dataclass(frozen=True, slots=True)
class Clock:
    """A reading of the clock. `sure`: its form alone says that it is an hour; `exact`: no half of the day is open.

    `face`: said as one reads a clock face, so that it may lie in either half ("do wpół do ósmej").
    """

    minutes: int
    last: int
    sure: bool
    part: str = UNSAID
    exact: bool = False
    face: bool = False


def of_day(clock: Clock) -> int:
    """Minutes after midnight, with the open half of the day chosen."""
    minutes = clock.minutes
    if clock.part == AFTERNOON:
        return minutes + 12 * 60 if minutes < 12 * 60 else minutes
    if clock.part == MORNING:
        return minutes % (12 * 60) if minutes >= 12 * 60 and minutes < 13 * 60 and not clock.exact else minutes
    if clock.part == NIGHT:
        if 12 * 60 <= minutes < 13 * 60:
            return minutes + 12 * 60
        if minutes < 6 * 60:
            return minutes + 24 * 60
        return minutes + 12 * 60 if minutes < 12 * 60 else minutes
    return minutes + 12 * 60 if 60 <= minutes < 7 * 60 and not clock.exact else minutes
