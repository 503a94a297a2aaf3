"""How wide the columns of a table are, and its cells folded to them; the same on every screen."""

from __future__ import annotations

from collections.abc import Sequence

from ganxian_ledger.domain.views.table import Column, Table, shown
from ganxian_ledger.render.width import fold, one_line, width

NARROWEST = 8
"""Columns that a folded column keeps at least."""


def cells_of(table: Table) -> list[list[str]]:
    """The cells of a table as text of one line each, safe for a screen."""
    return [
        [one_line(shown(cell, column)) for cell, column in zip(row, table.columns, strict=True)]
        for row in table.rows
    ]


def column_widths(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], limit: int | None, *, gap: int
) -> list[int]:
    """The width of each column; where the screen is too narrow, folding columns share the loss."""
    widths = [max(width(row[i]) for row in rows) for i in range(len(columns))]
    if limit is None:
        return widths
    excess = sum(widths) + gap * (len(widths) - 1) - limit
    folding = [i for i, column in enumerate(columns) if column.fold]
    while excess > 0 and folding:
        widest = max(folding, key=lambda i: widths[i])
        if widths[widest] <= max(NARROWEST, width(columns[widest].head)):
            break
        widths[widest] -= 1
        excess -= 1
    return widths


def folded_to(cell: str, size: int) -> list[str]:
    """The lines of a cell in a column of this width; none of it is lost."""
    return fold(cell, size) if width(cell) > size else [cell]
