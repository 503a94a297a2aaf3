"""How a sheet is printed: across, one page wide, heads repeated, pages numbered."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from xlsxwriter.worksheet import Worksheet as Target

from ganxian_ledger.domain.views.workbook import Workbook, Worksheet
from ganxian_ledger.render.xlsx.sizes import PAGE_PIXELS
from ganxian_ledger.render.xlsx.texts import cut, line

PAPERS = {"A3": 8, "A4": 9}
"""The papers' numbers in the file format."""
SIDE, TOP, BOTTOM, FOOT = 0.59, 0.59, 0.71, 0.35
"""Margins in inches: 15, 15, 18 and 9 mm."""
FONT = '&"仿宋_GB2312,Regular"&9 '
HIGH = {"A3": 11.69, "A4": 8.27}
"""Inches of a page across from top to bottom."""
SURE = 0.98
"""The share of a page that is filled for sure: programs differ a little in widths and scale."""
MOST_IN_FOOT = 90
"""UTF-16 units of the words at the foot; the sheet's head has all of them."""


class Area(NamedTuple):
    """The last row and column that are printed."""

    row: int
    column: int


def set_up(target: Target, sheet: Worksheet, book: Workbook, area: Area) -> None:
    """Set paper, margins, area and foot of a workbook's sheet."""
    lay_out(target, sheet.size, book.subtitle, area)


def lay_out(target: Target, size: str, words: str, area: Area) -> None:
    """Set paper, margins, area and foot; the words stand at the left of the foot."""
    target.set_landscape()
    target.set_paper(PAPERS[size])
    target.set_margins(left=SIDE, right=SIDE, top=TOP, bottom=BOTTOM)
    target.fit_to_pages(1, 0)
    target.center_horizontally()
    target.hide_gridlines(2)
    target.print_area(0, 0, area.row, area.column)
    told = _codeless(cut(line(words), MOST_IN_FOOT, "…"))
    target.set_footer(f"&L{FONT}{told}&R{FONT}第 &P 页 共 &N 页", {"margin": FOOT})


def room(size: str, wide: int) -> float:
    """Points of rows that a page holds, when columns of so many pixels are fitted to its width."""
    scale = min(PAGE_PIXELS[size] * 100 // wide, 100) / 100
    return (HIGH[size] - TOP - BOTTOM) * 72 / scale * SURE


def breaks(
    heights: Sequence[float], heads: Collection[int], repeated: int, room: float
) -> list[int]:
    """The rows that begin a page, so that no head of a group stands alone at a page's foot.

    Args:
        heights: Points of every row from the top.
        heads: The rows that stay with the one behind them.
        repeated: The row that every page repeats on top.
        room: Points that a page holds.
    """
    found: list[int] = []
    used = kept = 0.0
    first = 0
    for row, height in enumerate(heights):
        kept += height
        if row in heads and row + 1 < len(heights):
            continue
        if used and used + kept > room:
            found.append(first)
            used = heights[repeated]
        used += kept
        first, kept = row + 1, 0.0
    return found


def _codeless(text: str) -> str:
    """A text in which nothing is a code of the foot; a doubled sign is taken for one by some."""
    return text.replace("&", "＆")
