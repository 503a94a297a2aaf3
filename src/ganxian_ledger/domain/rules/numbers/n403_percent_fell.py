"""A report's percentage is lower than the one before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ganxian_ledger.domain.model.event import Event, Progress
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.model.project import ProjectEvent
from ganxian_ledger.domain.places import Place
from ganxian_ledger.domain.rules.logs import known
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


def check(ledger: Ledger, _day: date) -> Iterator[Finding]:
    """Measures and projects alike; what was reopened begins anew."""
    for entry in ledger.entries:
        yield from _of(entry.place / "log", entry.measure.log)
    for place, project in ledger.located_projects():
        yield from _of(place / "log", project.log)


def _of(place: Place, log: tuple[Event | ProjectEvent, ...]) -> Iterator[Finding]:
    before: Progress | ProjectEvent | None = None
    for i, event in enumerate(log):
        if isinstance(event, Event) and event.type == "reopen":
            before = None
        if not isinstance(event, (Progress, ProjectEvent)) or event.percent is None:
            continue
        if before is not None and event.percent < (before.percent or 0):
            yield RULE.at(
                place / i / "percent",
                f"完成比例从{_when(before)}的 {before.percent}% 降到 {event.percent}%",
                hint=f"完成比例是累计数，应不低于 {before.percent}；确实要调低的，在 note 写明原因",
            )
        before = event


def _when(before: Progress | ProjectEvent) -> str:
    day = known(before.date)
    return f" {day} " if day else "上一次"


_LOG = """\
log:
  - {{date: 2024-04-30, type: progress, percent: 60, by: 区城管局}}
  - {{date: 2024-05-31, type: progress, percent: {}, by: 区城管局}}"""
RULE = Rule(
    code="N403",
    name="percent-fell",
    title="完成比例下降",
    severity=Severity.WARNING,
    why="完成比例是累计数，一般只升不降；下降多是报了当月数，或上次报高了。",
    good=Example(_LOG.format(75)),
    bad=Example(_LOG.format(15)),
    check=check,
)
