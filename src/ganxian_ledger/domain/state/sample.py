"""Sample (抽查): which closed measures are to be looked back at (回头看), drawn in the open.

Every closed measure that was not looked back at since it was closed has the same chance: they
are put in the order of the SHA-256 of the seed, a line feed and the measure's number (UTF-8), and
the first are drawn. Whoever knows the seed draws the same again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import NamedTuple

from ganxian_ledger.domain.model.calendar import month_of
from ganxian_ledger.domain.state.board import Board, Row
from ganxian_ledger.domain.state.steps import State

SHARE = 10
"""Percent of the measures that are drawn where nothing else is asked for."""


class Draw(NamedTuple):
    """How many are to be drawn: a count, or a share in percent (rounded up); and the seed.

    Without a seed it is the plan's number and the month of the day.
    """

    items: int | None = None
    share: int | None = None
    seed: str | None = None


class Lot(NamedTuple):
    """A measure with what it drew, 64 hexadecimal digits."""

    row: Row
    digits: str


class Sample(NamedTuple):
    """What was drawn, in its order; how many measures are closed, and how many could be drawn."""

    seed: str
    closed: int
    eligible: int
    drawn: tuple[Lot, ...]

    @property
    def reviewed(self) -> int:
        """How many closed measures were looked back at and are not drawn again."""
        return self.closed - self.eligible


def sample_of(board: Board, draw: Draw) -> Sample:
    """The sample as of the board's day."""
    seed = draw.seed or f"{board.ledger.plan.number} {month_of(board.day)}"
    closed = [row for row in board.rows if row.state is State.CLOSED]
    lots = lots_of((row for row in closed if row.standing.review is None), seed)
    return Sample(seed, len(closed), len(lots), tuple(lots[: _size(len(lots), draw)]))


def lots_of(rows: Iterable[Row], seed: str) -> list[Lot]:
    """The measures in the order in which they are drawn."""
    lots = [Lot(row, _digits(seed, row.id)) for row in rows]
    return sorted(lots, key=lambda lot: lot.digits)


def _digits(seed: str, number: str) -> str:
    return hashlib.sha256(f"{seed}\n{number}".encode()).hexdigest()


def _size(total: int, draw: Draw) -> int:
    if draw.items is not None:
        return min(draw.items, total)
    return -(-total * (draw.share or SHARE) // 100)
