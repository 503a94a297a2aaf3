"""指标完成: how far the unit's targets with numbers are reached."""

from __future__ import annotations

from fractions import Fraction

from ganxian_ledger.domain.model.assessment import PACE, SUM, ZERO, Quantities
from ganxian_ledger.domain.places import TARGETS
from ganxian_ledger.domain.scoring.sight import Sight
from ganxian_ledger.domain.scoring.trace import Fact, Judged, figure
from ganxian_ledger.domain.state.attainment import Attainment, Verdict
from ganxian_ledger.domain.state.pace import time_progress

_NOTHING, _WHOLE = Fraction(0), Fraction(1)


def judge(item: Quantities, unit: str, sight: Sight) -> Judged | None:
    """The mean of the targets' shares, or so many points for each."""
    facts = tuple(_fact(one, item, sight) for one in sight.targets(unit) if _is_judged(one, item))
    if not facts:
        return None
    points = Fraction(item.points)
    shares = "＋".join(figure(fact.value) for fact in facts)
    whole = sum((fact.value for fact in facts), _NOTHING)
    if item.combine == SUM:
        reached = Fraction(item.each or 0) * whole
        words = f"（最多{figure(points)}）" if reached > points else ""
        formula = f"{figure(Fraction(item.each or 0))}×（{shares}）{words}"
        return Judged(facts, formula, min(reached, points))
    formula = f"{figure(points)}×（{shares}）÷{len(facts)}"
    return Judged(facts, formula, points * whole / len(facts))


def _is_judged(one: Attainment, item: Quantities) -> bool:
    if one.verdict is Verdict.IN_WORDS or one.target.id in item.leave_out:
        return False
    return one.verdict is not Verdict.NO_DATA or item.no_data == ZERO


def _fact(one: Attainment, item: Quantities, sight: Sight) -> Fact:
    share, how = _share(one, item, sight)
    reading = one.reading
    source = TARGETS
    if reading is not None:
        number = next(n for n, r in enumerate(one.target.readings, 1) if r is reading)
        source = f"{source} 第{number}条读数"
    return Fact(
        subject=one.target.id,
        name=one.target.name,
        words=f"{one.verdict.value}{how}",
        value=share,
        date=reading.date if reading else None,
        source=source,
    )


def _share(one: Attainment, item: Quantities, sight: Sight) -> tuple[Fraction, str]:
    """From 0 to 1, and how it comes about."""
    if one.rate is None:
        return (_WHOLE if one.verdict is Verdict.MET else _NOTHING), _value(one)
    rate, words = one.rate / 100, f"完成率 {figure(one.rate / 100)}"
    if item.against == PACE:
        plan = sight.board.ledger.plan
        pace = time_progress(plan.start, plan.due, sight.day) / 100
        rate = rate / pace if pace else _WHOLE
        words = f"{words}，序时进度 {figure(pace)}，相比 {figure(rate)}"
    if one.verdict is Verdict.MET:
        rate = max(rate, _WHOLE)
    return min(max(rate, _NOTHING), _WHOLE), f"{_value(one)}，{words}"


def _value(one: Attainment) -> str:
    if one.reading is None or one.reading.value is None:
        return ""
    target = one.target
    base = "" if target.baseline is None else f"，基数 {target.baseline:f}"
    return (
        f"，{one.reading.period.words}读数 {one.reading.value:f}{base}，"
        f"目标 {target.goal.number:f} {target.unit}"
    )
