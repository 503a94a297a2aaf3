"""The months of a year one after the other, each compared at its end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from tests.year.compare import MonthEnd
from tests.year.month import Month
from tests.year.office import Office


def year(
    folder: Path,
    seed: int,
    months: Iterable[int],
    *,
    early: bool,
    tell: Callable[[str], None] = lambda _line: None,
) -> Office:
    """Live through these months of 2024; an assertion fails where program and model differ."""
    office = Office.open(folder, seed, early=early)
    before: Month | None = None
    for number in months:
        month = Month(office, number)
        month.live(before)
        MonthEnd(office, month).compare()
        tell(f"{month.text}: equal")
        before = month
    return office
