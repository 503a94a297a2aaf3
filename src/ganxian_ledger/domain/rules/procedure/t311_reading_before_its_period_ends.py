"""A reading is dated before the period that it speaks of has ended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ganxian_ledger.domain.model.evidence import Source
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


def check(ledger: Ledger, day: date) -> Iterator[Finding]:
    """Until the period has ended, such a reading counts in no figure.

    A month's form asks for its own month before that is over: those readings are as they should be.
    """
    for place, target in ledger.located_targets():
        for i, reading in enumerate(target.readings):
            period, is_asked = reading.period, isinstance(reading.source, Source)
            if period.text and not is_asked and reading.date < period.last and day < period.last:
                yield RULE.at(
                    place / "readings" / i / "period",
                    f"{period.words}要到 {period.last} 才结束，在那以前这个读数不计入",
                    hint="写已经结束的时期；期中的数据先记在说明里，期满再记读数",
                )


_READINGS = "readings:\n  - {{period: {}, date: 2024-06-05, value: 23.1, by: 区城管局}}"
RULE = Rule(
    code="T311",
    name="reading-before-its-period-ends",
    title="时期还没有结束",
    severity=Severity.WARNING,
    why="指标按结束了的时期判断；时期没有结束的读数，今天的表里看不到。",
    good=Example(_READINGS.format("2024-05"), into="target"),
    bad=Example(_READINGS.format("2042-12"), into="target"),
    check=check,
)
