"""Cells: numbers stay numbers and dates dates, text stays text whatever it looks like."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet as Target

from ganxian_ledger.domain.errors import Refused
from ganxian_ledger.domain.views.table import Cell, Column, shown
from ganxian_ledger.render.xlsx.styles import Styles
from ganxian_ledger.render.xlsx.texts import cell_text

FIRST_DAY = date(1900, 3, 1)
"""Days before it are counted in two ways by spreadsheets, and are written as text."""
DATE_FORMAT = "yyyy-mm-dd"
EMPTY = "—"
"""Stands where words could stand and there are none."""
GAP = "_ "
"""In a number's format: as much room as a space takes."""
_MOST_DIGITS = 15


class TooManyRows(Refused):
    """A sheet cannot hold so many rows."""


def write(
    target: Target,
    row: int,
    at: int,
    cell: Cell,
    column: Column,
    styles: Styles,
    *,
    where: str = "台账",
    is_sum: bool = False,
) -> None:
    """Write one cell as what it is; `where` says where the whole of a text stands that is cut.

    Raises:
        TooManyRows: where there is no such row.
    """
    side = "right" if column.align == "right" else "left" if column.fold else "center"
    if column.fold and (cell is None or cell == "") and not is_sum:
        failed = target.write_string(row, at, EMPTY, styles.cell("center"))
    elif cell is None or cell == "":
        failed = target.write_blank(row, at, None, styles.cell(side, is_sum=is_sum))
    elif isinstance(cell, date) and cell >= FIRST_DAY:
        style = styles.cell("center", DATE_FORMAT, is_sum=is_sum)
        failed = target.write_datetime(row, at, cell, style)
    elif isinstance(cell, int | Decimal) and is_exact(cell):
        style = styles.cell(side, number_format(cell, column), is_sum=is_sum)
        failed = target.write_number(row, at, cell, style)
    else:
        text = cell_text(shown(cell, column), where)
        failed = target.write_string(row, at, text, styles.cell(side, is_sum=is_sum))
    held(failed)


def write_text(target: Target, row: int, at: int, text: str, style: Format) -> None:
    """Write a head, a title or a note.

    Raises:
        TooManyRows: where there is no such row.
    """
    held(target.write_string(row, at, cell_text(text, "台账"), style))


def held(failed: int) -> None:
    """Nothing is left out in silence.

    Raises:
        TooManyRows: where XlsxWriter says that a cell was not written.
    """
    if failed:
        raise TooManyRows("行数超过电子表格的上限，没有写出", remedy="用筛选条件分几次导出")


def is_exact(number: int | Decimal) -> bool:
    """Whether a spreadsheet holds all digits of a number."""
    return len(Decimal(number).normalize().as_tuple().digits) <= _MOST_DIGITS


def number_format(number: int | Decimal, column: Column) -> str:
    """As many decimals as the number has, its sign where it is a change, the suffix as a text.

    At the right a gap is part of the format: LibreOffice draws an indent only now and then.
    """
    exponent = Decimal(number).as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    plain = f"0.{'0' * decimals}" if decimals else "0"
    suffix = f'"{column.suffix}"' if column.suffix else ""
    plain = f"{plain}{suffix}{GAP if column.align == 'right' else ''}"
    return f"+{plain};-{plain};{plain}" if column.is_change else plain
