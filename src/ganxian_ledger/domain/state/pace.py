"""Time progress (序时进度): how much of the time is gone, counted in months as offices do."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from decimal import Decimal
from fractions import Fraction

FULL = Fraction(100)


def time_progress(start: date, due: date, day: date) -> Fraction:
    """Percent of the time from `start` to `due` that is gone at the end of `day`, 0 to 100, exact.

    In months, a day being its share of its month; 100 where the deadline is not after the start.
    At the end of June of a calendar year it is exactly 50.
    """
    if due <= start:
        return FULL
    begun = _position(start) - Fraction(1, monthrange(start.year, start.month)[1])
    gone = (_position(day) - begun) / (_position(due) - begun) * 100
    return min(max(gone, Fraction(0)), FULL)


def _position(day: date) -> Fraction:
    """Months since the year nought at the end of a day."""
    return day.year * 12 + day.month + Fraction(day.day, monthrange(day.year, day.month)[1])


def rounded(value: Fraction | Decimal | int, places: int = 1) -> Decimal:
    """A figure as it is shown: with so many decimals, rounded half up (away from nought)."""
    exact = Fraction(value)
    scaled = (abs(exact) * 10**places + Fraction(1, 2)).__floor__()
    sign = "-" if exact < 0 and scaled else ""
    return Decimal(f"{sign}{scaled}E-{places}")
