"""The neutral workbook: what a spreadsheet holds, before any format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ganxian_ledger.domain.views.paper import Chart
from ganxian_ledger.domain.views.table import Table

Facts = tuple[tuple[str, str], ...]
"""Pairs of a heading and what stands beside it."""


class Group(NamedTuple):
    """A head that is merged across the table and stands above its rows (a task's name).

    A group of groups (a section with its tasks) has its rows in `parts` and counts none itself.
    """

    title: str
    rows: int = 0
    parts: tuple[Group, ...] = ()


class Worksheet(NamedTuple):
    """One sheet: a title, words, a table whose rows may stand in groups, notes below it.

    Charts stand beside the table. The groups, if any, hold all rows in order but for the sums.
    `size` is the paper (A3 or A4), always across. The first `fixed` columns stay in sight while
    others are scrolled.
    """

    name: str
    title: str
    table: Table
    groups: tuple[Group, ...] = ()
    notes: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()
    size: str = "A4"
    empty: str = "无"
    """What is said where the table has no row."""
    fixed: int = 0
    words: tuple[str, ...] = ()
    """What is said above the table, where a sentence leads to it."""


@dataclass(frozen=True, slots=True)
class Workbook:
    """Sheets with what they speak of: of which plan, as of when, of which revision.

    `subtitle` stands below each sheet's title and at the foot of each page; `guide` tells readers
    how the sheets are to be read.
    """

    title: str
    facts: Facts
    sheets: tuple[Worksheet, ...]
    day: date
    subtitle: str = ""
    guide: Facts = ()
