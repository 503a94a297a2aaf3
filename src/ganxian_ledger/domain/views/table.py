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
    line, and needs no heads. The last `sums` rows are no entries: sums of the others, and behind
    them, the last `shares` of all rows, what a sum holds (其中). Formats keep the last `sums` rows
    below the entries and set those of them in bold that are no shares.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    is_facts: bool = False
    sums: int = 0
    shares: int = 0


ORDER = Column("order", "序号")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One answer of a looking command, for every format.

    `headings` say what, of which plan, as of when, and with which filter; `foot` sums up; `empty`
    is said where no table has a row. `payload` is what JSON gives, without `schema_version` and
    `kind`. `printed` are the tables of its papers, without our own codes; empty where they are the
    same.
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
    printed: tuple[Table, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is no row at all."""
        return not any(table.rows for table in self.tables)


def numbered(table: Table) -> Table:
    """The table with 序号 in place of our own codes (`id`), for readers of papers."""
    at = [column.key for column in table.columns].index("id")
    columns = (ORDER, *table.columns[:at], *table.columns[at + 1 :])
    rows = ((order, *row[:at], *row[at + 1 :]) for order, row in enumerate(table.rows, 1))
    return table._replace(columns=columns, rows=tuple(rows))


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
