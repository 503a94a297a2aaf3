"""How a sheet is printed: across, one page wide, heads repeated, pages numbered."""

from __future__ import annotations

from typing import NamedTuple

from xlsxwriter.worksheet import Worksheet as Target

from ganxian_ledger.domain.views.workbook import Workbook, Worksheet
from ganxian_ledger.render.xlsx.texts import cut, line

PAPERS = {"A3": 8, "A4": 9}
"""The papers' numbers in the file format."""
SIDE, TOP, BOTTOM, FOOT = 0.59, 0.59, 0.71, 0.35
"""Margins in inches: 15, 15, 18 and 9 mm."""
FONT = '&"仿宋_GB2312,Regular"&9 '
MOST_IN_FOOT = 90
"""UTF-16 units of the words at the foot; the sheet's head has all of them."""


class Area(NamedTuple):
    """The last row and column that are printed."""

    row: int
    column: int


def set_up(target: Target, sheet: Worksheet, book: Workbook, area: Area) -> None:
    """Set paper, margins, area and foot."""
    target.set_landscape()
    target.set_paper(PAPERS[sheet.size])
    target.set_margins(left=SIDE, right=SIDE, top=TOP, bottom=BOTTOM)
    target.fit_to_pages(1, 0)
    target.center_horizontally()
    target.hide_gridlines(2)
    target.print_area(0, 0, area.row, area.column)
    words = _codeless(cut(line(book.subtitle), MOST_IN_FOOT, "…"))
    target.set_footer(f"&L{FONT}{words}&R{FONT}第 &P 页 共 &N 页", {"margin": FOOT})


def _codeless(text: str) -> str:
    """A text in which nothing is a code of the foot; a doubled sign is taken for one by some."""
    return text.replace("&", "＆")
