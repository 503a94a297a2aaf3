"""How wide the columns of a table are: by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain, permutations, repeat
from typing import NamedTuple

from ganxian_ledger.domain.views.table import Column

PADDING = 134
"""Twips of a cell's margins and line."""
SHORTEST = 8
"""Halves of a character (four characters) that a folding column has at least."""
LONGEST_WORD = 14
"""Latin words and numbers up to this are not parted."""
_SLACK = 1
_MOST_LINES = 40
_TRIED_ROWS = 80
"""Rows, spread over the table, by which its height is tried."""
_TALLEST = 15
"""Lines that a row of such a trial has at most; what is longer does not decide on the others."""
_ROUNDS = 3
_STEPS = (8, 4, 2, 1)
"""Halves of a character that one column gives another in such a trial."""
_LONG = 20
"""Halves from which the text of any column may be folded."""
_LONG_HEAD = 4
"""Characters from which a head may stand in two lines."""
_WORD = re.compile(r"[“‘（《【]*[\x21-\x7e]+[”’）》】，。、；：]*")
"""What no line end parts: letters and digits, and the marks that stick to them."""


def halves(text: str) -> int:
    """How wide the widest line of a text is, in halves of a Chinese character.

    The marks that are narrow on a screen (“”…—) are as wide as a character here; letters and
    digits are taken somewhat wider than a half, as they are in some fonts.
    """
    if "\n" in text:
        return max(map(halves, text.split("\n")))
    wide = (len(text.encode("utf-8", "replace")) - len(text)) // 2
    return 2 * wide + _latin(len(text) - wide)


def _latin(letters: int) -> int:
    return -(-letters * 23 // 20)


class Measured(NamedTuple):
    """A column, and in halves of a character how wide each cell and its longest word is."""

    column: Column
    cells: Sequence[int]
    word: int

    @property
    def folds(self) -> bool:
        """Whether its text is folded; long texts are, whatever the column says."""
        is_long = self.column.align != "right" and max(self.cells, default=0) > _LONG
        return self.column.fold or is_long

    @property
    def wanted(self) -> int:
        """To have all on one line."""
        return max(self._widest, halves(self.column.head) + _SLACK)

    @property
    def narrow(self) -> int:
        """The same with the head in two lines."""
        head = halves(self.column.head)
        if len(self.column.head) >= _LONG_HEAD:
            head = (len(self.column.head) + 1) // 2 * 2
        return max(self._widest, head + _SLACK)

    @property
    def usual(self) -> int:
        """How wide the wider half of its cells are in the middle."""
        wider = sorted(self.cells)[len(self.cells) // 2 :]
        return max(sum(wider) // max(len(wider), 1), SHORTEST)

    @property
    def least(self) -> int:
        """To part no word."""
        return min(self.narrow, max(SHORTEST, self.word) + _SLACK)

    def folded(self, lines: int) -> int:
        """To have most cells on so many lines, and no word parted."""
        return max(self.least, min(self.narrow, -(-self.usual // lines) + _SLACK))

    @property
    def _widest(self) -> int:
        return max(self.cells, default=0) + _SLACK


def measured(column: Column, texts: Sequence[str]) -> Measured:
    """A column with its cells' texts measured."""
    words = (halves(word) for text in texts for word in _WORD.findall(text))
    longest = max((word for word in words if word <= LONGEST_WORD), default=0)
    return Measured(column, [halves(text) for text in texts], longest)


def widths(columns: Sequence[Measured], total: int, half: int) -> list[int]:
    """The columns' widths in twips, `total` together.

    Columns that do not fold are as wide as their widest cell; the others share the rest by what
    stands in most of their cells. Long heads stand in two lines where the space is wanted.

    Args:
        columns: The table's columns, measured.
        total: The width of the table in twips.
        half: The width of half a character in twips.
    """
    room = (total - PADDING * len(columns)) // half
    given = [one.wanted for one in columns]
    if sum(given) > room:
        given = _shared(columns, room)
    made = [one * half + PADDING for one in given]
    folding = [i for i, one in enumerate(columns) if one.folds] or range(len(columns))
    share, rest = divmod(total - sum(made), len(folding))
    for i in folding:
        made[i] += share + (rest if i == folding[-1] else 0)
    return made


def _shared(columns: Sequence[Measured], room: int) -> list[int]:
    """Widths where not every column can have what it wants: as few lines as there is room for."""
    for lines in range(1, _MOST_LINES):
        given = [one.folded(lines) if one.folds else one.narrow for one in columns]
        if sum(given) <= room:
            return _lowered(columns, _grown(columns, given, room))
    return [max(one * room // sum(given), 1) for one in given]


def _grown(columns: Sequence[Measured], given: list[int], room: int) -> list[int]:
    """What room is left, shared by what stands in the columns that want more."""
    spare = room - sum(given)
    missing = [max(one.usual - own, 0) for one, own in zip(columns, given, strict=True)]
    if not any(missing):
        missing = [one.narrow - own for one, own in zip(columns, given, strict=True)]
    whole = sum(missing) or 1
    more = [spare * one // whole for one in missing]
    return [
        min(own + extra, one.narrow) for one, own, extra in zip(columns, given, more, strict=True)
    ]


def _lowered(columns: Sequence[Measured], given: list[int]) -> list[int]:
    """The same widths, shared so that the table becomes lower, as long as it does."""
    rows = range(0, len(columns[0].cells), len(columns[0].cells) // _TRIED_ROWS + 1)
    lines = [
        [_lines(one.cells[row], own) for row in rows]
        for one, own in zip(columns, given, strict=True)
    ]
    moves = [
        (giver, taker, step)
        for step in _STEPS
        for giver, taker in permutations([i for i, one in enumerate(columns) if one.folds], 2)
    ]
    best = _cost(lines)
    for giver, taker, step in chain.from_iterable(repeat(moves, _ROUNDS)):
        if given[giver] - step < columns[giver].least:
            continue
        tried = list(lines)
        for i, own in ((giver, given[giver] - step), (taker, given[taker] + step)):
            tried[i] = [_lines(columns[i].cells[row], own) for row in rows]
        cost = _cost(tried)
        if cost < best:
            best, lines = cost, tried
            given[giver] -= step
            given[taker] += step
    return given


def _lines(wide: int, own: int) -> int:
    """Lines of a cell of its width; lines that are folded end a character early now and then."""
    return 1 if wide < own else min(-(-wide // max(own - 1, 1)), _TALLEST)


def _cost(lines: Sequence[Sequence[int]]) -> tuple[int, int]:
    """How high the table is, and how evenly its cells fill it."""
    return sum(map(max, zip(*lines, strict=True))), sum(n * n for cells in lines for n in cells)


def head_lines(head: str, most: int) -> str:
    """A head with line ends where it is wider than `most` halves: at （, else in equal parts."""
    if halves(head) <= most:
        return head
    before, mark, behind = head.partition("（")
    if mark and before:
        return f"{head_lines(before, most)}\n{head_lines(mark + behind, most)}"
    count = -(-halves(head) // most)
    size = -(-len(head) // count)
    return "\n".join(head[i : i + size] for i in range(0, len(head), size))
