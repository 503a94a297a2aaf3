"""How the returns of a month are spoken of: their deadline, their counts, who is named."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.state.returning import (
    ReturnDay,
    ReturnStatus,
    ReturnSummary,
    UnitReturn,
)
from ganxian_ledger.domain.views.words import short_day

ALL_IN_TIME = "各单位均已按时报送。"
_EACH = 2
"""Days off that are told one by one."""
_WEEKEND = {5: "周六", 6: "周日"}


def deadline_words(ledger: Ledger, due: ReturnDay) -> str:
    """By when a return is due, with the reason where that is later than the policy's own day."""
    words = f"报送期限：{due.day.year}年{due.day.month}月{due.day.day}日"
    moved = moved_words(ledger, due)
    return f"{words}（{moved}）" if moved else words


def moved_words(ledger: Ledger, due: ReturnDay) -> str:
    """Why a return is due later than on the policy's own day; empty where it is not.

    6月15日为周六，6月16日为周日，顺延; of more days the first and the last.
    """
    off = [due.nominal + timedelta(days=n) for n in range((due.day - due.nominal).days)]
    if not off:
        return ""
    if len(off) <= _EACH:
        told = "，".join(f"{short_day(day, due.day)}{_why(ledger, day)}" for day in off)
    else:
        first, last = (short_day(day, due.day) for day in (off[0], off[-1]))
        told = f"{first}至{last}{_name(ledger, due.nominal)}放假"
    return f"{told}，顺延"


def _why(ledger: Ledger, day: date) -> str:
    """为周日, 国庆节放假 or 放假."""
    name, weekend = _name(ledger, day), _WEEKEND.get(day.weekday())
    return f"为{weekend}" if weekend and not name else f"{name}放假"


def _name(ledger: Ledger, day: date) -> str:
    """What the office calls a day that it declares; empty where it calls it nothing."""
    own = ledger.office_files.holidays
    names = (one.name for one in (own.days if own else ()) if one.date == day)
    return next(names, None) or ""


def calendar_warning(due: ReturnDay) -> str:
    """What there is to say where the deadline rests on no calendar; else nothing."""
    if due.is_known:
        return ""
    years = "、".join(f"{year}年" for year in sorted({due.nominal.year, due.day.year}))
    return f"注意：{years}的放假安排还不知道，报送期限只按周一至周五推算，可能不准"


def counts_words(summary: ReturnSummary) -> str:
    """应报 19 家，按时 13，迟报 1，未报 4，待报 1, and those of which nothing is asked."""
    beside = f"；无需报送 {summary.not_asked} 家" if summary.not_asked else ""
    return (
        f"应报 {summary.asked} 家，按时 {summary.on_time}，迟报 {summary.late}，"
        f"未报 {summary.missing}，待报 {summary.awaited}{beside}"
    )


def named_words(returns: Iterable[UnitReturn]) -> str:
    """The units that are named, as in 未报送：甲、乙（2家）；迟报：丙（3天）, as a sentence.

    Where all have returned in time, that is said; while some still have time, nothing is.
    """
    listed = tuple(returns)
    missing = missing_words(listed)
    late = late_words(listed)
    if missing or late:
        said = (f"未报送：{missing}" if missing else "", f"迟报：{late}" if late else "")
        return f"{'；'.join(filter(None, said))}。"
    is_open = any(one.status is ReturnStatus.AWAITED for one in listed)
    is_asked = any(one.status is not ReturnStatus.NOT_ASKED for one in listed)
    return ALL_IN_TIME if is_asked and not is_open else ""


def missing_words(returns: Iterable[UnitReturn]) -> str:
    """The units that returned nothing, all of them, with their number; empty where there is none.

    甲、乙（2家）
    """
    names = [one.unit for one in returns if one.status is ReturnStatus.MISSING]
    return f"{'、'.join(names)}（{len(names)}家）" if names else ""


def late_words(returns: Iterable[UnitReturn]) -> str:
    """The units that were late, the latest first, each with its days; empty where there is none.

    甲（3天）、乙（1天）
    """
    late = sorted(
        (one for one in returns if one.status is ReturnStatus.LATE), key=lambda r: -r.days_late
    )
    return "、".join(f"{one.unit}（{one.days_late}天）" for one in late)
