"""How wide the columns of a table are on paper, from what stands in them."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from operator import lt
from typing import NamedTuple

from ganxian_ledger.domain.views.table import Column
from ganxian_ledger.render.pdf.pieces import widest_run
from ganxian_ledger.render.width import width

_FIXED = 16
"""Half characters that a column which does not fold may have on one line."""
_NARROWEST = 8
"""Half characters that a column which folds keeps, where it has so many."""
_WHOLE = 14
"""Half characters up to which a column is made as wide as what cannot be broken (a date)."""
_EDGES = 2
"""Half characters that the blank at both sides of a cell takes."""


class Widths(NamedTuple):
    """Of each column its share, all adding up to 1, half characters of a line, and its head."""

    shares: list[float]
    rooms: list[float]
    heads: list[list[str]]


def widths_of(columns: Sequence[Column], rows: Sequence[Sequence[str]], room: float) -> Widths:
    """How wide each column is.

    Columns that do not fold get what their longest text needs; those that fold share what is left
    by the length of their longer texts, so that these take equally many lines.

    Args:
        columns: The columns.
        rows: The cells as they are shown, one text a column.
        room: Half characters that the page is wide in the table's size.
    """
    texts = [[row[i] for row in rows] for i in range(len(columns))]
    lengths = [sorted(map(width, each)) for each in texts]
    runs = [max(map(widest_run, each)) for each in texts]
    wide = [_least(*one) for one in zip(columns, lengths, runs, strict=True)]
    wish = [max(one, _usual(each) + _EDGES) for one, each in zip(wide, lengths, strict=True)]
    while (left := room - sum(wide)) > 1 and any(map(lt, wide, wish)):
        wanting = [i for i in range(len(wide)) if wide[i] < wish[i]]
        whole = sum(wish[i] for i in wanting)
        for i in wanting:
            wide[i] = min(wish[i], wide[i] + left * wish[i] / whole)
    total = sum(wide)
    rooms = [one * room / total - _EDGES for one in wide]
    heads = [_head(column.head, own) for column, own in zip(columns, rooms, strict=True)]
    return Widths([one / total for one in wide], rooms, heads)


def _least(column: Column, lengths: Sequence[int], run: int) -> float:
    """What a column cannot do without; heads of up to three characters stay on one line."""
    head = width(column.head)
    if head > 6:
        head = max(4, min(8, 2 * ceil(head / 4)))
    most = _NARROWEST if column.fold else _FIXED
    return max(head, min(lengths[-1], most), min(run, _WHOLE)) + _EDGES


def _usual(lengths: Sequence[int]) -> int:
    """A length that nine of ten texts do not exceed."""
    return lengths[ceil(0.9 * len(lengths)) - 1]


def _head(text: str, room: float) -> list[str]:
    """A head in as few lines as it needs, of equal length."""
    lines = max(1, ceil(width(text) / max(room, 2) - 0.1))
    step = ceil(len(text) / lines)
    return [text[at : at + step] for at in range(0, len(text), step)]
