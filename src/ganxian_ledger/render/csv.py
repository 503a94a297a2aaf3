"""CSV: the tables alone, for spreadsheets; no cell is taken for a formula."""

from __future__ import annotations

import csv as writing
from collections.abc import Sequence
from io import StringIO

from ganxian_ledger.domain.views.table import Cell, Column, Sheet, Table, shown
from ganxian_ledger.render.width import safe_text

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What a spreadsheet may take for the beginning of a formula."""


def csv(sheet: Sheet) -> str:
    """The tables of a sheet, each with its Chinese heads; several are parted by an empty line."""
    return tables(sheet.tables)


def tables(listed: Sequence[Table]) -> str:
    """The first table, and those of the others that have rows."""
    blocks = []
    for table in listed:
        if table.rows or table is listed[0]:
            file = StringIO()
            lines = writing.writer(file, lineterminator="\n")
            lines.writerow(map(_head, table.columns))
            lines.writerows(
                [_cell(cell, column) for cell, column in zip(row, table.columns, strict=True)]
                for row in table.rows
            )
            blocks.append(file.getvalue())
    return "\n".join(blocks)


def _head(column: Column) -> str:
    """The head, with the unit that the cells leave out."""
    return f"{column.head}（{column.suffix}）" if column.suffix else column.head


def _cell(cell: Cell, column: Column) -> str:
    """A number as it is, without its suffix; text so that no spreadsheet reckons with it."""
    if not isinstance(cell, str):
        return shown(cell, Column(column.key, column.head))
    return f"'{safe_text(cell)}" if cell.startswith(FORMULA) else safe_text(cell)
