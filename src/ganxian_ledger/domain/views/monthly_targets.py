"""The targets of a report as lines for readers: goal, value, how far they miss."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ganxian_ledger.domain.model.target import Target
from ganxian_ledger.domain.state.attainment import Attainment, Verdict
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.state.pace import rounded, time_progress
from ganxian_ledger.domain.views.monthly_readings import changes_of
from ganxian_ledger.domain.views.words import number, stopped

GOAL_WORDS = {
    "at_least": "不低于",
    "at_most": "不高于",
    "equal": "达到",
    "more_than": "高于",
    "less_than": "低于",
}
NOBODY = "（未明确）"
"""Stands where the plan names no unit that answers for a target."""
MISSED = frozenset({Verdict.NOT_MET, Verdict.BEHIND})


@dataclass(frozen=True, slots=True)
class TargetLine:
    """One target as of the report's day. `rate` is a percentage to one decimal, or None.

    `miss` says by how much the goal is missed, or how many points the rate is behind the time;
    `change` how the value differs from those of the period before and of a year before, as far as
    there are such readings.
    """

    id: str
    name: str
    clause: str
    lead: str
    kind: str
    goal: str
    value: str
    period: str
    rate: Decimal | None
    verdict: str
    miss: str
    change: str
    note: str

    @property
    def is_missed(self) -> bool:
        """Whether it misses its goal or its pace."""
        return self.verdict in MISSED

    @property
    def in_words(self) -> bool:
        """Whether its goal has no number."""
        return self.verdict == Verdict.IN_WORDS


def target_lines(board: Board) -> tuple[TargetLine, ...]:
    """Every target in the file's order."""
    plan = board.ledger.plan
    gone = rounded(time_progress(plan.start, plan.due, board.day))
    return tuple(_line(board, attainment, gone) for attainment in board.attainments)


def _line(board: Board, attainment: Attainment, gone: Decimal) -> TargetLine:
    target, reading = attainment.target, attainment.reading
    known = reading is not None and reading.value is not None
    return TargetLine(
        id=target.id,
        name=target.name,
        clause=target.clause,
        lead="、".join(board.leads_of(target)),
        kind="定性" if attainment.verdict is Verdict.IN_WORDS else _kind(target),
        goal=goal_words(target),
        value=_amount(reading.value, target) if known and reading else "",
        period=reading.period.words if reading else "",
        rate=None if attainment.rate is None else rounded(attainment.rate),
        verdict=attainment.verdict.value,
        miss=_miss(attainment, gone),
        change="，".join(changes_of(target, reading, board.day)),
        note=stopped(reading.note) if reading and reading.note else "",
    )


def _kind(target: Target) -> str:
    return "累计" if target.kind == "cumulative" else "水平"


def goal_words(target: Target) -> str:
    """不高于24微克/立方米; a goal in words as it is."""
    goal = target.goal
    if goal.number is None:
        return goal.text or ""
    return f"{GOAL_WORDS[goal.bound]}{_amount(goal.number, target)}"


def _amount(value: Decimal | None, target: Target) -> str:
    """A value with its unit; the unit of a goal in words is our own and left out of its value."""
    return "" if value is None else f"{number(value)}{target.unit}"


def _miss(attainment: Attainment, gone: Decimal) -> str:
    if attainment.verdict is Verdict.BEHIND and attainment.rate is not None:
        apart = gone - rounded(attainment.rate)
        return f"完成率低于序时进度{apart}个百分点" if apart else "完成率略低于序时进度"
    if attainment.verdict is Verdict.NOT_MET and attainment.reading is not None:
        return _distance(attainment.target, attainment.reading.value)
    return ""


def _distance(target: Target, value: Decimal | None) -> str:
    """高出2.1微克/立方米, 低1.2个百分点, 尚差3个; nothing where the bound itself was hit."""
    goal = target.goal.number
    if goal is None or value is None or value == goal:
        return ""
    unit = "个百分点" if target.unit == "%" else target.unit
    apart = f"{number(abs(value - goal))}{unit}"
    if target.kind == "cumulative":
        return f"尚差{apart}"
    return f"比目标{'高' if value > goal else '低'}{apart}"
