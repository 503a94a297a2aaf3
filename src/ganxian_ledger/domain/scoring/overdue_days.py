"""逾期: points off for the days of the period on which a measure was overdue."""

from __future__ import annotations

from fractions import Fraction

from ganxian_ledger.domain.model.assessment import PER_WEEK, OverdueDays
from ganxian_ledger.domain.places import TASKS
from ganxian_ledger.domain.scoring.sight import Held, Late, Sight
from ganxian_ledger.domain.scoring.trace import Fact, Judged, taken
from ganxian_ledger.domain.state.steps import State

_WEEK = 7


def judge(item: OverdueDays, unit: str, sight: Sight) -> Judged | None:
    """So much for each day, or each week that was begun; a measure that is due takes part."""
    late = sight.late(unit)
    told = {one.entry.id for one in late}
    due = [held for held in sight.held(unit) if _is_due(held, sight) and held.row.id not in told]
    if not (late or due):
        return None
    return taken(Fraction(item.points), [*(_late(one, item) for one in late), *map(_in_time, due)])


def _is_due(held: Held, sight: Sight) -> bool:
    return held.row.standing.due <= sight.day and held.row.state is not State.CANCELLED


def _late(one: Late, item: OverdueDays) -> Fact:
    weeks = -(-one.days // _WEEK)
    loss = Fraction(item.each) * (weeks if item.per == PER_WEEK else one.days)
    counted = f"，合{weeks}周" if item.per == PER_WEEK else ""
    capped = ""
    if item.cap is not None and loss > item.cap:
        loss, capped = Fraction(item.cap), "，按每项最多扣的分"
    return Fact(
        subject=one.entry.id,
        name=one.entry.measure.title,
        words=f"完成时限 {one.due}，本期逾期{one.days}天（{one.first} 至 {one.last}）"
        f"{counted}{capped}",
        value=loss,
        weight=one.weight,
        role=one.role,
        date=one.last,
        source=TASKS,
    )


def _in_time(held: Held) -> Fact:
    row = held.row
    return Fact(
        subject=row.id,
        name=row.title,
        words=f"{row.state.value}，完成时限 {row.standing.due}，本期没有逾期",
        value=Fraction(0),
        weight=held.weight,
        role=held.role,
        date=row.standing.due,
        source=TASKS,
    )
