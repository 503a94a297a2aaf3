"""回头看不合格: points off for each look-back of the period that was not passed."""

from __future__ import annotations

from fractions import Fraction

from ganxian_ledger.domain.model.assessment import FailedReviews
from ganxian_ledger.domain.model.event import Review
from ganxian_ledger.domain.scoring.sight import Sight, Told
from ganxian_ledger.domain.scoring.trace import Fact, Judged, record_source, taken


def judge(item: FailedReviews, unit: str, sight: Sight) -> Judged | None:
    """There is something to judge where there was a look-back."""
    told = sight.told(unit, "review")
    return taken(Fraction(item.points), [_fact(one, item) for one in told]) if told else None


def _fact(one: Told, item: FailedReviews) -> Fact:
    event = one.event
    is_failed = isinstance(event, Review) and not event.passed
    reason = event.reason if isinstance(event, Review) else None
    return Fact(
        subject=one.entry.id,
        name=one.entry.measure.title,
        words=f"回头看{'不合格' if is_failed else '合格'}{f'：{reason}' if reason else ''}",
        value=Fraction(item.each) if is_failed else Fraction(0),
        weight=one.weight,
        role=one.role,
        date=event.date,
        source=record_source(one.number),
    )
