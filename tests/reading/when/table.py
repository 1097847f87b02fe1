"""Tables of expressions with what they mean, written so that a person can check them by eye.

    12 marca o 17 na 2 godziny => 03-12 17:00-19:00
    we wtorek lub w środę      => 03-10; 03-11 any
    3-5 kwietnia               => 04-03..04-05
    w każdy wtorek o 17        => 03-10 17:00 FREQ=WEEKLY;BYDAY=TU
    zapraszamy do nas          => -

The year is 2026 unless said ("2027-01-04"); "20:00-+1:00" ends on the day after,
"16:00-05-17T14:00" on a later one; all read at Monday, 9 March 2026, 10:00.
"""

from datetime import date, datetime, time, timedelta

from mail_ingest.reading.when import Schedule, Slot

AT = datetime(2026, 3, 9, 10, 0)


def rows(table: str) -> list[tuple[str, str]]:
    """(expression, expectation) of each line; lines that begin with # are remarks."""
    lines = [line.strip() for line in table.splitlines() if line.strip() and not line.strip().startswith("#")]
    return [(text.strip(), expected.strip()) for text, _, expected in (line.partition("=>") for line in lines)]


def expected(written: str) -> tuple[list[Slot], str, str | None]:
    """Slots, choice and recurrence of an expectation."""
    rule = next((word for word in written.split() if word.startswith("FREQ=")), None)
    any_serves = written.endswith(" any")
    listed = written.replace(rule or " any", "").replace(" any", "").strip()
    slots = [] if listed == "-" else [_slot(piece.strip()) for piece in listed.split(";")]
    return slots, "any" if any_serves else "all", rule


def _slot(written: str) -> Slot:
    if ".." in written:
        first, last = written.split("..")
        return Slot(_date(first), _date(last))
    day, _, hours = written.partition(" ")
    if not hours:
        return Slot(_date(day), None)
    start, _, end = hours.partition("-")
    if "T" in end:
        last, _, clock = end.partition("T")
        return Slot(_moment(_date(day), start), _moment(_date(last), clock))
    return Slot(_moment(_date(day), start), _moment(_date(day), end) if end else None)


def _date(written: str) -> date:
    return date.fromisoformat(written if len(written) > 5 else f"2026-{written}")


def _moment(day: date, clock: str) -> datetime:
    hours, minutes = clock.removeprefix("+").split(":")
    shift = timedelta(days=1) if clock.startswith("+") else timedelta()
    return datetime.combine(day, time(int(hours), int(minutes))) + shift


def read(schedule: Schedule) -> tuple[list[Slot], str, str | None]:
    """What a schedule says, in the form of `expected`; the order of slots does not matter."""
    return sorted(schedule.slots, key=str), schedule.choice, schedule.recurrence
