"""What the page „Odczyt poczty” shows, gathered in one pass over the settled drafts."""

from dataclasses import dataclass, field
from datetime import timedelta

from sqlmodel import Session

from copapp import clock
from copapp.reports.queries import Misreading, explain, judged, misreadings
from copapp.reports.rules import Figures

SPANS = (30, 90)
"""Days, counted back from now, by the arrival of messages; the longest is what the list holds."""
PAGE = 25


@dataclass
class Report:
    """Figures of each span; one page of misreadings, the newest first, of `found` in all."""

    figures: dict[int, Figures] = field(default_factory=lambda: {days: Figures() for days in SPANS})
    listed: list[Misreading] = field(default_factory=list)
    found: int = 0


def read_report(session: Session, only: str = "", page: int = 0) -> Report:
    """The report as of now; `only` names the field whose misreadings are listed, "" for all."""
    report, now = Report(), clock.now()
    since = {days: now - timedelta(days=days) for days in SPANS}
    for message in judged(session, min(since.values())):
        for days, figures in report.figures.items():
            if message.came_at >= since[days]:
                figures.drafts += len(message.drafts)
                figures.add(message.judgements)
        for each in misreadings(message):
            if only in ("", each.judgement.field):
                if page * PAGE <= report.found < (page + 1) * PAGE:
                    report.listed.append(each)
                report.found += 1
    report.listed = explain(session, report.listed)
    return report
