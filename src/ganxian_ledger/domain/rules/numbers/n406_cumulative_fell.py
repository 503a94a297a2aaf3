"""A cumulative value is lower than that of the period before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from ganxian_ledger.domain.model.calendar import Period
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.model.target import Target
from ganxian_ledger.domain.places import Place
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


class _Counted(NamedTuple):
    """The value of a period that counts."""

    place: Place
    period: Period
    value: Decimal


def check(ledger: Ledger, _day: date) -> Iterator[Finding]:
    """In the order of the periods' ends; of equal ends the last reading in the file counts."""
    for place, target in ledger.located_targets():
        if target.kind == "cumulative":
            for before, after in pairwise(_counted(place, target)):
                if after.value < before.value:
                    yield _finding(before, after)


def _counted(place: Place, target: Target) -> list[_Counted]:
    by_end = {
        reading.period.last: _Counted(place / "readings" / i, reading.period, reading.value)
        for i, reading in enumerate(target.readings)
        if reading.period.text and reading.value is not None
    }
    return [by_end[end] for end in sorted(by_end)]


def _finding(before: _Counted, after: _Counted) -> Finding:
    return RULE.at(
        after.place / "value",
        f"{after.period.words}的累计数 {after.value} 低于{before.period.words}的 {before.value}",
        hint="累计数从起算日算起，不是当月数；前一期报错的，为那一期再记一条读数",
    )


_READINGS = """\
kind: cumulative
goal: {{at_least: 690}}
readings:
  - {{period: 2024-04, date: 2024-05-06, value: 210, by: 区城管局}}
  - {{period: 2024-05, date: 2024-06-05, value: {}, by: 区城管局}}"""
RULE = Rule(
    code="N406",
    name="cumulative-fell",
    title="累计数下降",
    severity=Severity.WARNING,
    why="累计数只增不减；下降多是把当月数报成了累计数。",
    good=Example(_READINGS.format(265), into="target"),
    bad=Example(_READINGS.format(55), into="target"),
    check=check,
)
