"""An extension's new deadline had already passed when it was granted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ganxian_ledger.domain.model.event import Extension
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.rules.logs import known, steps
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


def check(ledger: Ledger, _day: date) -> Iterator[Finding]:
    """A deadline on the day of the record leaves no time either."""
    for step in steps(ledger, Extension):
        event = step.event
        if isinstance(event, Extension) and known(event.to) and event.to <= event.date:
            yield RULE.at(
                step.place / "to",
                f"延期至 {event.to}，但这条记录是 {event.date} 记的，新时限当时已到",
                hint=f"写 {event.date} 以后的日期；年份或月份写错的，照批复改正",
            )


_LOG = """\
due: 2024-04-30
log:
  - {{date: 2024-05-31, type: extend, to: {}, reason: 汛期停工, by: 领导小组办公室}}"""
RULE = Rule(
    code="T308",
    name="extension-to-the-past",
    title="延期到过去的日期",
    severity=Severity.WARNING,
    why="延期到已过的日期，措施延了也还是逾期，多半是日期写错。",
    good=Example(_LOG.format("2024-09-30")),
    bad=Example(_LOG.format("2024-05-15")),
    check=check,
)
