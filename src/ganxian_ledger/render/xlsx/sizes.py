"""Widths of columns and heights of rows, from what stands in them.

Widths are counted in halves of a Chinese character of the body. Spreadsheets do not fit heights to
wrapped text by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from math import ceil
from unicodedata import category, east_asian_width

from ganxian_ledger.domain.views.table import Table, shown
from ganxian_ledger.render.width import safe_text

PAGE_PIXELS = {"A3": 1474, "A4": 1009}
"""What is left between the margins of a page across, at 96 dots per inch."""
SHRUNK = 1.15
"""By how much a table may be wider than its page; it is printed smaller by that."""
HALF_PIXELS, PADDING_PIXELS = 6.8, 5
"""Pixels of half a Chinese character of the body, and what a column has beside its text."""
PADDING = 0.6
"""What a line leaves free, at the sides of a cell and before marks that begin no line."""
TALLEST = 409.0
"""Points that a row may have."""
LINE_POINTS, PADDING_POINTS = 13.0, 5.0
MOST_LINES = int((TALLEST - PADDING_POINTS) / LINE_POINTS)
NARROWEST, WIDEST = 9.0, 120.0
CENTRED, RIGHT = 2.5, 4.0
"""Room beside what is centred, and beside numbers at the right."""
_USUAL = 0.9
"""The share of texts that a column is made for; longer ones take more lines."""
_FAR = 1.5
_DAMPING = 0.6
"""Between the same width for all columns (0) and widths in proportion to texts (1)."""
_TOKENS = re.compile(r"[!-~]+|.", re.DOTALL)


def column_widths(table: Table, across: float) -> list[float]:
    """The widths of a table's columns within so many pixels across.

    Columns that do not fold are as wide as their widest cell; the others share what is left.
    """
    columns = table.columns
    wanted = [_wanted(table, at) for at in range(len(columns))]
    left = (across - PADDING_PIXELS * len(columns)) / HALF_PIXELS
    left -= sum(w for w, column in zip(wanted, columns, strict=True) if not column.fold)
    weights = [w**_DAMPING if c.fold else 0.0 for w, c in zip(wanted, columns, strict=True)]
    scale = left / sum(weights) if any(weights) else 0.0
    return [
        round(min(want, max(NARROWEST, weight * scale)) if weight else want, 2)
        for want, weight in zip(wanted, weights, strict=True)
    ]


def _wanted(table: Table, at: int) -> float:
    """The width that a column would like to have, with room at both sides."""
    column = table.columns[at]
    head = width(column.head)
    texts = (shown(row[at], column) for row in table.rows)
    cells = sorted(_widest_line(text) for text in texts if text)
    if column.fold:
        return float(max(head, min(_usual(cells), WIDEST), NARROWEST)) + 2
    halved = max(4, (head + 3) // 4 * 2) if head > 4 else head
    beside = RIGHT if column.align == "right" else CENTRED
    return min(max([halved, *cells[-1:]]), WIDEST) + beside


def _usual(lengths: Sequence[int]) -> int:
    """The longest of sorted lengths, or most of them where the longest is far from the others."""
    if not lengths:
        return 0
    most = lengths[ceil(_USUAL * (len(lengths) - 1))]
    return lengths[-1] if lengths[-1] <= most * _FAR else most


def width(text: str) -> int:
    """Half characters that a text takes in a font for Chinese, in which “” and — are wide."""
    return len(text) if text.isascii() else sum(map(_letter_width, text))


@cache
def _letter_width(letter: str) -> int:
    if east_asian_width(letter) in "WFA":
        return 2
    return 0 if category(letter) in {"Mn", "Me"} else 1


@lru_cache(maxsize=4096)
def _widest_line(text: str) -> int:
    return max(map(width, safe_text(text).split("\n")))


def lines_of(text: str, columns: float) -> int:
    """How many lines a text takes in so many columns, at most one more than a row can show."""
    room = max(int(columns - PADDING), 2)
    count = 0
    for paragraph in safe_text(text).split("\n"):
        count += _lines(paragraph, room) if width(paragraph) > room else 1
        if count > MOST_LINES:
            return MOST_LINES + 1
    return count


def _lines(paragraph: str, room: int) -> int:
    """The lines of a paragraph; words of Latin letters go to the next one where they fit there."""
    count, used = 1, 0
    for token in _TOKENS.findall(paragraph[: room * (MOST_LINES + 2)]):
        wide = width(token)
        if used + wide <= room:
            used += wide
        else:
            count += -(-wide // room) - (0 if used else 1)
            used = wide % room or min(wide, room)
    return count


def height(lines: float) -> float:
    """The height in points of a row of so many lines."""
    return min(lines * LINE_POINTS + PADDING_POINTS, TALLEST)


def tallest(texts: Sequence[str], widths: Sequence[float]) -> int:
    """The lines of the longest of the texts in columns of these widths."""
    return max((lines_of(t, w) for t, w in zip(texts, widths, strict=True) if t), default=1)


def pixels_of(widths: Sequence[float]) -> int:
    """How wide columns are on a screen."""
    return sum(map(pixels, widths))


def pixels(width: float) -> int:
    """How wide a column is on a screen."""
    return int(width * HALF_PIXELS + 0.5) + PADDING_PIXELS
