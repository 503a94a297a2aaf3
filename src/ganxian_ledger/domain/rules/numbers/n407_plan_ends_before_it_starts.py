"""The plan's deadline is before its start."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.places import TASKS, Place
from ganxian_ledger.domain.rules.logs import known
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


def check(ledger: Ledger, _day: date) -> Iterator[Finding]:
    """A plan of one day is still a plan."""
    start, due = known(ledger.plan.start), known(ledger.plan.due)
    if start and due and due < start:
        yield RULE.at(
            Place(TASKS, ("plan", "due")),
            f"方案的完成时限 {due} 早于起算日期 {start}",
            hint=f"due 写 {start} 以后的日期，例如 {start.year}-12-31；起算日期写错的改 start",
        )


RULE = Rule(
    code="N407",
    name="plan-ends-before-it-starts",
    title="方案的时限早于起算日期",
    severity=Severity.ERROR,
    why="序时进度从起算日期算到时限；首尾颠倒，所有措施一开始就算满。",
    good=Example("start: 2024-01-01\ndue: 2024-12-31", into="plan"),
    bad=Example("start: 2024-01-01\ndue: 2023-12-31", into="plan"),
    check=check,
)
