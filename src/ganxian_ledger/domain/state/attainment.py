"""Attainment: where a target stands as of a day, against its goal and against the time."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from ganxian_ledger.domain.model.plan import Plan
from ganxian_ledger.domain.model.target import Goal, Reading, Target
from ganxian_ledger.domain.state.pace import time_progress


class Verdict(StrEnum):
    """What can be said of a target, in the office's words."""

    MET = "达标"
    NOT_MET = "未达标"
    ON_PACE = "达序时"
    BEHIND = "未达序时"
    NO_DATA = "暂无数据"
    IN_WORDS = "定性"


class Attainment(NamedTuple):
    """A target's reading in force, completion rate in percent (cumulative only), and verdict."""

    target: Target
    reading: Reading | None
    rate: Fraction | None
    verdict: Verdict


def attainment_of(target: Target, plan: Plan, day: date) -> Attainment:
    """Judge one target with the readings known on that day."""
    reading = reading_in_force(target, day)
    if target.goal.number is None:
        return Attainment(target, reading, None, Verdict.IN_WORDS)
    if reading is None or reading.value is None:
        return Attainment(target, reading, None, Verdict.NO_DATA)
    if target.kind == "level":
        met = meets(target.goal, reading.value)
        return Attainment(target, reading, None, Verdict.MET if met else Verdict.NOT_MET)
    rate = completion_rate(target, reading.value)
    return Attainment(target, reading, rate, _cumulative(target, reading.value, rate, plan, day))


def reading_in_force(target: Target, day: date) -> Reading | None:
    """The reading of the latest period that has ended, known by that day; of equals the last."""
    known = [r for r in target.readings if r.date <= day and r.period.last <= day]
    latest = max((r.period.last for r in known), default=None)
    return next((r for r in reversed(known) if r.period.last == latest), None)


def meets(goal: Goal, value: Decimal) -> bool:
    """Whether a value is within the bound, exactly."""
    number = goal.number
    assert number is not None
    return {
        "at_least": value >= number,
        "at_most": value <= number,
        "equal": value == number,
        "more_than": value > number,
        "less_than": value < number,
    }[goal.bound]


def completion_rate(target: Target, value: Decimal) -> Fraction:
    """(value - baseline) / (goal - baseline) in percent, not capped; an absent baseline is 0."""
    number = target.goal.number
    assert number is not None
    base = Fraction(target.baseline or 0)
    return (Fraction(value) - base) / (Fraction(number) - base) * 100


def _cumulative(target: Target, value: Decimal, rate: Fraction, plan: Plan, day: date) -> Verdict:
    """A count is done when the goal is reached; an exact goal that is passed counts as reached."""
    if meets(target.goal, value) or (target.goal.bound == "equal" and rate >= 100):
        return Verdict.MET
    if day > plan.due:
        return Verdict.NOT_MET
    return Verdict.ON_PACE if rate >= time_progress(plan.start, plan.due, day) else Verdict.BEHIND
