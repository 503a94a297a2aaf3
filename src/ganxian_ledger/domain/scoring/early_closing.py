"""提前销号: points on for each measure closed in the period well before its first deadline."""

from __future__ import annotations

from fractions import Fraction

from ganxian_ledger.domain.model.assessment import EarlyClosing
from ganxian_ledger.domain.scoring.sight import Held, Sight
from ganxian_ledger.domain.scoring.trace import Fact, Judged, given


def judge(item: EarlyClosing, unit: str, sight: Sight) -> Judged | None:
    """Only what is still closed on the day counts; an extension gives no time."""
    facts = [_fact(held, item) for held in sight.held(unit) if _is_early(held, item, sight)]
    return given(Fraction(item.points), facts) if facts else None


def _days(held: Held) -> int:
    standing = held.row.standing
    assert standing.closed_on is not None
    return (standing.original_due - standing.closed_on).days


def _is_early(held: Held, item: EarlyClosing, sight: Sight) -> bool:
    closed_on = held.row.standing.closed_on
    return closed_on is not None and closed_on in sight.period and _days(held) >= item.days


def _fact(held: Held, item: EarlyClosing) -> Fact:
    row, standing = held.row, held.row.standing
    return Fact(
        subject=row.id,
        name=row.title,
        words=f"已销号，原定完成时限 {standing.original_due}，提前{_days(held)}天",
        value=Fraction(item.each),
        weight=held.weight,
        role=held.role,
        date=standing.closed_on,
        source=held.closing_source,
    )
