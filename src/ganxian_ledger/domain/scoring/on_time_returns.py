"""按时报送: the unit's monthly returns, late or missing."""

from __future__ import annotations

from fractions import Fraction

from ganxian_ledger.domain.model.assessment import PER_DAY, OnTimeReturns
from ganxian_ledger.domain.places import RETURNS, TARGETS, TASKS
from ganxian_ledger.domain.scoring.sight import MonthReturn, Sight
from ganxian_ledger.domain.scoring.trace import Fact, Judged, taken
from ganxian_ledger.domain.state.returning import ReturnStatus, UnitReturn

_COUNTED = frozenset({ReturnStatus.ON_TIME, ReturnStatus.LATE, ReturnStatus.MISSING})
"""Where nothing is asked, or it is not due yet, there is nothing to judge."""
_NOWHERE = "没有收到的记录"
"""What a missing return rests on: no file of the ledger says that it came."""


def judge(item: OnTimeReturns, unit: str, sight: Sight) -> Judged | None:
    """Points off for each return that was late or is missing."""
    facts = [_fact(one, item) for one in sight.returns(unit) if one.told.status in _COUNTED]
    return taken(Fraction(item.points), facts) if facts else None


def _fact(one: MonthReturn, item: OnTimeReturns) -> Fact:
    told = one.told
    days = f"{told.days_late}天" if told.days_late else ""
    how = f"，{told.how}" if told.how else ""
    return Fact(
        subject=one.month.text,
        name=f"{one.month.words}报送",
        words=f"{told.status.value}{days}，期限 {one.due}{how}",
        value=_loss(told, item),
        date=told.received,
        source=_source(told),
    )


def _source(one: UnitReturn) -> str:
    if one.status is ReturnStatus.MISSING:
        return _NOWHERE
    if one.forms:
        return RETURNS
    return TASKS if one.asked else TARGETS


def _loss(one: UnitReturn, item: OnTimeReturns) -> Fraction:
    if one.status is ReturnStatus.MISSING:
        return Fraction(item.missing)
    if one.status is ReturnStatus.LATE:
        return Fraction(item.late) * (one.days_late if item.late_per == PER_DAY else 1)
    return Fraction(0)
