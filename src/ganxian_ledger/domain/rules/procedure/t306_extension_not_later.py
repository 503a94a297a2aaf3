"""An extension's new deadline is not later than the one in force."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ganxian_ledger.domain.model.event import Extension
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.rules.logs import known, steps
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


def check(ledger: Ledger, _day: date) -> Iterator[Finding]:
    """Compare with the deadline in force before the record."""
    for step in steps(ledger, Extension):
        event, due = step.event, step.least_due
        if isinstance(event, Extension) and due and known(event.to) and event.to <= due:
            yield RULE.at(
                step.place / "to",
                f"延期至 {event.to}，不晚于现行时限 {due}",
                hint=f"写 {due} 以后的日期；时限没有变的，删去这条延期",
            )


_LOG = """\
due: 2024-06-30
log:
  - {{date: 2024-05-31, type: extend, to: {}, reason: 汛期停工, by: 领导小组办公室}}"""
RULE = Rule(
    code="T306",
    name="extension-not-later",
    title="延期没有往后延",
    severity=Severity.ERROR,
    why="延期只能往后；提前时限要由方案来改，不能记作延期。",
    good=Example(_LOG.format("2024-09-30")),
    bad=Example(_LOG.format("2024-06-15")),
    check=check,
)
