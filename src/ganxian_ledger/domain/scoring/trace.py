"""What a point rests on: facts with their weights, a formula with the numbers put in, a result."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from ganxian_ledger.domain.places import TASKS
from ganxian_ledger.domain.state.pace import rounded

_PLACES = 12
"""Decimal places up to which a number is written as a decimal; beyond, as a fraction."""
_TERMS = 12
"""Terms that a sum names one by one; the facts have all."""
ONE = Fraction(1)


class Fact(NamedTuple):
    """One record or number that an item looks at.

    `subject` is the number of a measure, the id of a target, or a period, `name` its title; `role`
    is 牵头, 配合 or empty; `words` say what is the case since `date`; `weight` is how much it
    counts; `value` is what it brings (a share of 1, points taken or given); `source` names the file
    that it stands in, and which record of the subject's it is.
    """

    subject: str
    name: str
    words: str
    value: Fraction
    weight: Fraction = ONE
    role: str = ""
    date: date | None = None
    source: str = ""


class Judged(NamedTuple):
    """What an item gives a unit: facts, the formula's left side, the points within its limits.

    `is_due` says whether anything of it was due or done, so that the unit takes part.
    """

    facts: tuple[Fact, ...]
    formula: str
    points: Fraction
    is_due: bool = True


def record_source(number: int) -> str:
    """Where a record of a measure stands, which the fact names; `number` counts from 1."""
    return f"{TASKS} 第{number}条记录"


def taken(points: Fraction, facts: Sequence[Fact]) -> Judged:
    """Full points less what each fact takes, never below nought (扣完为止)."""
    parts = [fact.value * fact.weight for fact in facts]
    left = points - sum(parts)
    words = "（扣完为止）" if left < 0 else ""
    lost = [part for part in parts if part]
    return Judged(tuple(facts), f"{figure(points)}－{_summed(lost)}{words}", max(left, Fraction(0)))


def given(most: Fraction, facts: Sequence[Fact]) -> Judged:
    """What the facts give together, never above the item's points."""
    parts = [fact.value * fact.weight for fact in facts]
    whole = sum(parts, Fraction(0))
    words = f"（最多{figure(most)}）" if whole > most else ""
    return Judged(tuple(facts), f"{_summed(parts)}{words}", min(whole, most))


def _summed(parts: Sequence[Fraction]) -> str:
    """（2＋0.5）, or the sum of many."""
    if len(parts) > _TERMS:
        return f"{figure(sum(parts, Fraction(0)))}（{len(parts)}笔之和）"
    listed = "＋".join(map(figure, parts)) or "0"
    return f"（{listed}）" if len(parts) > 1 else listed


def figure(value: Fraction) -> str:
    """A number exactly: 0.25 where it ends, else 5/3."""
    rest, places = value.denominator, 0
    for factor in (2, 5):
        count = 0
        while rest % factor == 0:
            rest //= factor
            count += 1
        places = max(places, count)
    if rest != 1 or places > _PLACES:
        return f"{value.numerator}/{value.denominator}"
    return plain(rounded(value, places))


def plain(value: Decimal) -> str:
    """Without an exponent."""
    return f"{value:f}"
