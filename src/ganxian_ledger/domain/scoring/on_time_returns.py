"""按时报送: the unit's monthly returns, late or missing."""

from __future__ import annotations

from fractions import Fraction

from ganxian_ledger.domain.model.assessment import PER_DAY, OnTimeReturns
from ganxian_ledger.domain.model.calendar import Period
from ganxian_ledger.domain.scoring.sight import Sight
from ganxian_ledger.domain.scoring.trace import Fact, Judged, taken
from ganxian_ledger.domain.state.returning import ReturnStatus, UnitReturn

_COUNTED = frozenset({ReturnStatus.ON_TIME, ReturnStatus.LATE, ReturnStatus.MISSING})
"""Where nothing is asked, or it is not due yet, there is nothing to judge."""


def judge(item: OnTimeReturns, unit: str, sight: Sight) -> Judged | None:
    """Points off for each return that was late or is missing."""
    facts = [
        _fact(month, one, item) for month, one in sight.returns(unit) if one.status in _COUNTED
    ]
    return taken(Fraction(item.points), facts) if facts else None


def _fact(month: Period, one: UnitReturn, item: OnTimeReturns) -> Fact:
    days = f"{one.days_late}天" if one.days_late else ""
    how = f"，{one.how}" if one.how else ""
    return Fact(
        subject=month.text,
        name=f"{month.words}报送",
        words=f"{one.status.value}{days}{how}",
        value=_loss(one, item),
        date=one.received,
        source="tasks.yaml" if one.by_records else "returns.yaml",
    )


def _loss(one: UnitReturn, item: OnTimeReturns) -> Fraction:
    if one.status is ReturnStatus.MISSING:
        return Fraction(item.missing)
    if one.status is ReturnStatus.LATE:
        return Fraction(item.late) * (one.days_late if item.late_per == PER_DAY else 1)
    return Fraction(0)
