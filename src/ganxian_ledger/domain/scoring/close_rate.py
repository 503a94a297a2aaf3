"""销号率: what is closed of what there is to close."""

from __future__ import annotations

from fractions import Fraction

from ganxian_ledger.domain.model.assessment import DUE, CloseRate
from ganxian_ledger.domain.places import TASKS
from ganxian_ledger.domain.scoring.sight import Held, Sight
from ganxian_ledger.domain.scoring.trace import Fact, Judged, figure
from ganxian_ledger.domain.state.steps import State


def judge(item: CloseRate, unit: str, sight: Sight) -> Judged | None:
    """Closed ÷ countable (all but the cancelled), each as much as its role counts."""
    counted = [held for held in sight.held(unit) if _counts(held, item, sight)]
    facts = tuple(map(_fact, counted))
    whole = sum((fact.weight for fact in facts), Fraction(0))
    if not whole:
        return None
    closed = tuple(fact for fact in facts if fact.value)
    done = sum((fact.weight for fact in closed), Fraction(0))
    points = Fraction(item.points)
    formula = f"{figure(points)}×{_weighed(closed)}÷{_weighed(facts)}"
    is_due = bool(closed) or any(held.row.standing.due <= sight.day for held in counted)
    return Judged(facts, formula, points * done / whole, is_due)


def _counts(held: Held, item: CloseRate, sight: Sight) -> bool:
    row = held.row
    is_due = item.base != DUE or row.standing.due <= sight.day
    return is_due and row.state is not State.CANCELLED


def _fact(held: Held) -> Fact:
    row, standing = held.row, held.row.standing
    is_closed = row.state is State.CLOSED
    return Fact(
        subject=row.id,
        name=row.title,
        words=f"{row.state.value}，完成时限 {standing.due}",
        value=Fraction(is_closed),
        weight=held.weight,
        role=held.role,
        date=standing.closed_on if is_closed else standing.due,
        source=held.closing_source if is_closed else TASKS,
    )


def _weighed(facts: tuple[Fact, ...]) -> str:
    """5, 5＋0.5×2: how many there are of each weight, in brackets where there are two."""
    counts: dict[Fraction, int] = {}
    for fact in facts:
        counts[fact.weight] = counts.get(fact.weight, 0) + 1
    listed = [
        str(count) if weight == 1 else f"{figure(weight)}×{count}"
        for weight, count in sorted(counts.items(), reverse=True)
    ]
    return (
        f"（{'＋'.join(listed)}）"
        if len(listed) > 1 or "×" in "".join(listed)
        else "".join(listed or ["0"])
    )
