"""A mark gives or takes more than its item has."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity
from ganxian_ledger.domain.rules.schemes import HERE, SCHEME


def check(ledger: Ledger, _day: date) -> Iterator[Finding]:
    """Also below nought: a deduction is no greater than the item."""
    scheme = ledger.assessment
    if scheme is None:
        return
    points = {item.id: item.points for item in scheme.items() if isinstance(item.points, Decimal)}
    for i, mark in enumerate(scheme.marks):
        most = points.get(mark.item)
        if most is not None and isinstance(mark.points, Decimal) and abs(mark.points) > most:
            yield RULE.at(
                HERE / "marks" / i / "points",
                f"给“{mark.unit}”的 {mark.points:f} 分超过考评项 {mark.item} 的分值 {most:f}",
                hint=f"写 -{most:f} 到 {most:f} 之间的数",
            )


RULE = Rule(
    code="N412",
    name="mark-above-item",
    title="手工评分超过考评项的分值",
    severity=Severity.ERROR,
    why="多给的分不会算进去，得分表和评分记录就对不上。",
    good=Example(SCHEME, into="assessment.yaml"),
    bad=Example(SCHEME.replace("points: 35", "points: 41"), into="assessment.yaml"),
    check=check,
)
