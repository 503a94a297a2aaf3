"""The values of calamine as plain ones: whole numbers, days, and hours as text."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from python_calamine import CalamineSheet

from ganxian_ledger.adapters.workbook import limits
from ganxian_ledger.adapters.workbook.looks import Look
from ganxian_ledger.adapters.workbook.reasons import Hostile
from ganxian_ledger.adapters.workbook.sheet import Place
from ganxian_ledger.domain.forms.raw import RawValue, address

Held = str | int | float | bool | date | datetime | time | timedelta
"""What calamine gives for a cell; an empty text for one that holds nothing."""
_EXACT = 2**53
_ZERO, _LATER = datetime(1899, 12, 30), timedelta(days=1462)  # noqa: DTZ001 (a sheet knows no zone)
_END = 2_958_466
"""The first serial number behind 9999-12-31."""


class Grid(NamedTuple):
    """The values of a sheet; `top` and `left` say where they begin, from 1."""

    top: int
    left: int
    rows: Sequence[Sequence[Held]]

    def held(self, name: str) -> dict[Place, Held]:
        """What is more than blanks, in the order of the sheet.

        Raises:
            Hostile: too-long.
        """
        found = {}
        for row, values in enumerate(self.rows, self.top):
            for column, value in enumerate(values, self.left):
                if value == "" or (isinstance(value, str) and not value.strip()):
                    continue
                if isinstance(value, str) and len(value) > limits.TEXT:
                    raise Hostile("too-long", f"「{name}」!{address(row, column)}")
                found[row, column] = value
        return found


def grid_of(sheet: CalamineSheet) -> Grid:
    """The values of a sheet, from where they begin."""
    top, left = sheet.start or (0, 0)
    return Grid(top + 1, left + 1, sheet.to_python())


def plain(value: Held) -> RawValue:
    """A value without kinds that a form has no use for; None for a number that is none."""
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        return int(value) if value.is_integer() and abs(value) < _EXACT else value
    if isinstance(value, time):
        return value.isoformat("seconds")
    if isinstance(value, timedelta):
        return _clock(value.total_seconds())
    return value


def dated(value: Held, look: Look, *, is_1904: bool) -> Held:
    """A number in the light of its format: a day, hours, or the number itself where it is none."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < _END:
        return value
    if look == "span" or (look == "day" and value < 1):
        return _clock(value * 86_400)
    if look == "day":
        start = _ZERO + _LATER if is_1904 else _ZERO
        try:
            moment = start + timedelta(seconds=round(value * 86_400))
        except OverflowError:
            return value
        return moment if moment.time() != time() else moment.date()
    return value


def _clock(seconds: float) -> str:
    whole = round(abs(seconds))
    sign = "-" if seconds < 0 else ""
    return f"{sign}{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
