"""The grades of the scheme do not fall from one to the next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise

from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity
from ganxian_ledger.domain.rules.schemes import HERE, SCHEME


def check(ledger: Ledger, _day: date) -> Iterator[Finding]:
    """From the best to the last, each from fewer points than the one before."""
    grades = ledger.assessment.grades if ledger.assessment else ()
    for place, (better, grade) in enumerate(pairwise(grades), 1):
        least = (better.at_least, grade.at_least)
        if all(isinstance(one, Decimal) for one in least) and least[0] <= least[1]:
            yield RULE.at(
                HERE / "grades" / place / "at_least",
                f"等次“{grade.name}”从 {least[1]:f} 分起，不低于前一个“{better.name}”的"
                f" {least[0]:f} 分",
                hint="等次从高到低写，分数一个比一个低",
            )


RULE = Rule(
    code="N411",
    name="grades-not-falling",
    title="等次没有从高到低",
    severity=Severity.ERROR,
    why="评等次时取第一个够得上的；次序不对，高分的单位会评到低的等次。",
    good=Example(SCHEME, into="assessment.yaml"),
    bad=Example(SCHEME.replace("at_least: 60", "at_least: 95"), into="assessment.yaml"),
    check=check,
)
