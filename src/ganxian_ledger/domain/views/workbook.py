"""The neutral workbook: what a spreadsheet holds, before any format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ganxian_ledger.domain.views.paper import Chart
from ganxian_ledger.domain.views.table import Table


class Group(NamedTuple):
    """A head that is merged across the table and stands above its rows (a task's name)."""

    title: str
    rows: int


class Worksheet(NamedTuple):
    """One sheet: a title, a table whose rows may stand in groups, notes below, a chart beside.

    The groups, if any, hold all rows in order but for the sums. `size` is the paper (A3 or A4),
    always across.
    """

    name: str
    title: str
    table: Table
    groups: tuple[Group, ...] = ()
    notes: tuple[str, ...] = ()
    chart: Chart | None = None
    size: str = "A4"
    empty: str = "无"
    """What is said where the table has no row."""


@dataclass(frozen=True, slots=True)
class Workbook:
    """Sheets with what they speak of: of which plan, as of when, of which revision."""

    title: str
    facts: tuple[tuple[str, str], ...]
    sheets: tuple[Worksheet, ...]
