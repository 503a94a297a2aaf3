"""The neutral table and sheet: what a reader sees, before any format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

Cell = str | int | Decimal | date | None
"""What a cell holds; None is shown as nothing. Percentages are decimals already rounded."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key in CSV, its Chinese head, and how it is set.

    `align` is left or right; `fold` columns take the width that is left and fold their text;
    `suffix` is shown behind numbers (%) and left out of CSV; `is_light` cells get a colour on a
    terminal, never instead of the word.
    """

    key: str
    head: str
    align: str = "left"
    fold: bool = False
    suffix: str = ""
    is_light: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows of equal length, with an optional caption."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One answer of a looking command, for every format.

    `headings` say what, of which plan, as of when, and with which filter; `foot` sums up. `payload`
    is what JSON gives, without `schema_version` and `kind`.
    """

    kind: str
    title: str
    headings: tuple[str, ...]
    tables: tuple[Table, ...]
    foot: tuple[str, ...] = ()
    payload: Mapping[str, object] = field(default_factory=dict, repr=False)
    alarm: bool = False
    """Whether the answer is one that `--exit-code` reports (an overdue measure)."""
