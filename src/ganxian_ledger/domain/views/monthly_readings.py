"""How a target's value changed: since the period before, and since a year before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from ganxian_ledger.domain.model.calendar import Period, month_of, months
from ganxian_ledger.domain.model.target import Reading, Target
from ganxian_ledger.domain.views.words import kind_of, number

SINCE = {"month": "较上月", "quarter": "较上季度", "year": "较上年"}


def changes_of(target: Target, reading: Reading | None, day: date) -> Iterator[str]:
    """较上月下降0.3微克/立方米, 较上年同期…: for each base that there is a reading of.

    Only the same target's readings are bases, of a period of the same kind, known by the day.
    """
    if target.goal.number is None or reading is None or reading.value is None:
        return
    period = reading.period
    bases = [(SINCE[kind_of(period)], preceding(period))]
    if kind_of(period) != "year":
        bases.append(("较上年同期", year_before(period)))
    for since, base in bases:
        earlier = _reading_of(target, base, day)
        if earlier is not None and earlier.value is not None:
            yield f"{since}{_moved(target, reading.value - earlier.value)}"


def preceding(period: Period) -> Period:
    """The period of the same kind that ended the day before."""
    last = period.first - timedelta(days=1)
    kind = kind_of(period)
    if kind == "month":
        return month_of(last)
    if kind == "quarter":
        text = f"{last.year:04}-Q{last.month // 3}"
        return months(last.year, last.month - 2, last.month, text=text)
    return months(last.year, 1, 12, text=f"{last.year:04}")


def year_before(period: Period) -> Period:
    """The same month or quarter of the year before."""
    year = period.first.year - 1
    text = f"{year:04}{period.text[4:]}"
    return months(year, period.first.month, period.last.month, text=text)


def _reading_of(target: Target, period: Period, day: date) -> Reading | None:
    """The reading of a period that was known by the day; of equals the last."""
    known = (r for r in reversed(target.readings) if r.period == period and r.date <= day)
    return next(known, None)


def _moved(target: Target, by: Decimal) -> str:
    """增加2个 of what counts up, 下降0.3微克/立方米 or 提高1.2个百分点 of a level; else 持平."""
    if not by:
        return "持平"
    up, down = ("增加", "减少") if target.kind == "cumulative" else ("上升", "下降")
    unit = "个百分点" if target.unit == "%" else target.unit
    return f"{up if by > 0 else down}{number(abs(by))}{unit}"
