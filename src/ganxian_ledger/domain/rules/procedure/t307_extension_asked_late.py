"""An extension was asked for after the deadline in force had passed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ganxian_ledger.domain.model.event import Extension
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.rules.logs import steps
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


def check(ledger: Ledger, _day: date) -> Iterator[Finding]:
    """A due day ends at its end, so that day itself is still in time."""
    for step in steps(ledger, Extension):
        event, due = step.event, step.due
        if isinstance(event, Extension) and due and event.date > due:
            days = (event.date - due).days
            yield RULE.at(
                step.place / "date",
                f"{event.date} 才办延期，现行时限 {due} 已过 {days} 天",
                hint="延期在时限以前办；逾期的日子照样算逾期，原因写在 reason",
            )


_LOG = """\
due: 2024-04-30
log:
  - {{date: {}, type: extend, to: 2024-09-30, reason: 汛期停工, by: 领导小组办公室}}"""
RULE = Rule(
    code="T307",
    name="extension-asked-late",
    title="过了时限才延期",
    severity=Severity.WARNING,
    why="先逾期后延期，等于用延期抹去逾期；考评时应当看得到。",
    good=Example(_LOG.format("2024-04-30")),
    bad=Example(_LOG.format("2024-05-10")),
    check=check,
)
