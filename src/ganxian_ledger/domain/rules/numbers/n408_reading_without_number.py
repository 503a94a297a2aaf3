"""A reading of a target with a number has none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.rules.goals import sole_bound
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


def check(ledger: Ledger, _day: date) -> Iterator[Finding]:
    """Only a goal in words may be reported on in words alone."""
    for place, target in ledger.located_targets():
        if sole_bound(target.goal) in {"", "text"}:
            continue
        for i, reading in enumerate(target.readings):
            if reading.value is None:
                period = f"{reading.period.words}的" if reading.period.text else ""
                yield RULE.at(
                    place / "readings" / i / "value",
                    f"{period}读数没有数值，而目标值是数字 {target.goal.number}",
                    hint="补上 value: 数值；还没有数的，等有了再记",
                )


_READINGS = "readings:\n  - {{period: 2024-05, date: 2024-06-05{}, by: 区城管局}}"
RULE = Rule(
    code="N408",
    name="reading-without-number",
    title="读数没有数值",
    severity=Severity.ERROR,
    why="目标是数字，读数也要有数字才能判断是否达标。",
    good=Example(_READINGS.format(", value: 23.1"), into="target"),
    bad=Example(_READINGS.format(""), into="target"),
    check=check,
)
