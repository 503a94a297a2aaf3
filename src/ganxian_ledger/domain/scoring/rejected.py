"""退回: points off for each submission that was sent back in the period."""

from __future__ import annotations

from fractions import Fraction

from ganxian_ledger.domain.model.assessment import Rejected
from ganxian_ledger.domain.model.event import TYPE_WORDS, Return
from ganxian_ledger.domain.scoring.sight import Sight, Told
from ganxian_ledger.domain.scoring.trace import Fact, Judged, record_source, taken


def judge(item: Rejected, unit: str, sight: Sight) -> Judged | None:
    """There is something to judge where something was handed in or sent back."""
    told = sight.told(unit, "submit", "return")
    return taken(Fraction(item.points), [_fact(one, item) for one in told]) if told else None


def _fact(one: Told, item: Rejected) -> Fact:
    event = one.event
    reason = f"：{event.reason}" if isinstance(event, Return) else ""
    return Fact(
        subject=one.entry.id,
        name=one.entry.measure.title,
        words=f"{TYPE_WORDS[event.type]}{reason}",
        value=Fraction(item.each) if isinstance(event, Return) else Fraction(0),
        weight=one.weight,
        role=one.role,
        date=event.date,
        source=record_source(one.number),
    )
