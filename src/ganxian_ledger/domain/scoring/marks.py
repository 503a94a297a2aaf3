"""手工评分: points that somebody gave, with reason and approver."""

from __future__ import annotations

from fractions import Fraction

from ganxian_ledger.domain.model.assessment import EXACT, FROM_FULL, HandGiven, Mark
from ganxian_ledger.domain.places import ASSESSMENT
from ganxian_ledger.domain.scoring.sight import Sight
from ganxian_ledger.domain.scoring.trace import Fact, Judged, figure


def judge(item: HandGiven, unit: str, sight: Sight) -> Judged | None:
    """From full points or from nought, within 0 and the item's points; a bonus is from nought.

    An item of a block has points also where nothing was given: a later mark moves the total by
    itself and not by what else it makes count. It lets nobody take part.
    """
    facts = tuple(
        _fact(number, mark)
        for number, mark in sight.marks(unit, item.id)
        if item.periods != EXACT or mark.period.text == sight.period.text
    )
    is_bonus = sight.scheme.bonus is not None and any(
        item is one for one in sight.scheme.bonus.items
    )
    if is_bonus and not facts:
        return None
    most = Fraction(item.points)
    start = most if item.start == FROM_FULL and not is_bonus else Fraction(0)
    whole = start + sum(fact.value for fact in facts)
    signed = "".join(
        f"{'－' if fact.value < 0 else '＋'}{figure(abs(fact.value))}" for fact in facts
    )
    limits = "（扣完为止）" if whole < 0 else f"（最多{figure(most)}）" if whole > most else ""
    formula = f"{figure(start)}{signed or '（没有评分）'}{limits}"
    return Judged(facts, formula, min(max(whole, Fraction(0)), most), is_due=False)


def _fact(number: int, mark: Mark) -> Fact:
    return Fact(
        subject=mark.period.text,
        name=f"{mark.period.words}手工评分",
        words=f"{mark.reason}（批准人：{mark.approved_by}；记录单位：{mark.by}）",
        value=Fraction(mark.points),
        date=mark.date,
        source=f"{ASSESSMENT} 手工评分第{number}条",
    )
