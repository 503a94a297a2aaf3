"""The neutral table and sheet: what a reader sees, before any format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

Cell = str | int | Decimal | date | None
"""What a cell holds; None is shown as nothing. Percentages are decimals already rounded."""


class Column(NamedTuple):
    """A column: its key for programs, its Chinese head, and how it is set.

    `align` is left or right; `fold` columns take the width that is left and fold their text;
    `suffix` is shown behind numbers (%) and left out of CSV; `is_light` cells get a colour on a
    terminal, never instead of the word; `is_change` numbers are shown with their sign.
    """

    key: str
    head: str
    align: str = "left"
    fold: bool = False
    suffix: str = ""
    is_light: bool = False
    is_change: bool = False


class Table(NamedTuple):
    """Columns and rows of equal length, with an optional caption.

    `is_facts` marks a table of two columns that names one thing's properties: it is read line by
    line, and needs no heads. The last `sums` rows are sums or shares of the others, no entries.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    is_facts: bool = False
    sums: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """One answer of a looking command, for every format.

    `headings` say what, of which plan, as of when, and with which filter; `foot` sums up; `empty`
    is said where no table has a row. `payload` is what JSON gives, without `schema_version` and
    `kind`.
    """

    kind: str
    title: str
    headings: tuple[str, ...]
    tables: tuple[Table, ...]
    foot: tuple[str, ...] = ()
    payload: Mapping[str, object] = field(default_factory=dict, repr=False)
    empty: str = "没有内容"
    alarm: bool = False
    """Whether the answer is one that `--exit-code` reports (an overdue measure)."""

    @property
    def is_empty(self) -> bool:
        """Whether there is no row at all."""
        return not any(table.rows for table in self.tables)


def shown(cell: Cell, column: Column) -> str:
    """A cell as readers see it: nothing for None, and the suffix behind numbers."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, date):
        return cell.isoformat()
    sign = "+" if column.is_change and cell > 0 else ""
    return f"{sign}{Decimal(cell):f}{column.suffix}"
