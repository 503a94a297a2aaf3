"""What a lead unit is written to about, as lines for readers, and by which kind of letter."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.state.matters import Matters as Rows
from ganxian_ledger.domain.views.monthly_measures import MeasureLine, measure_line


class Kind(StrEnum):
    """What a rung of the ladder is called."""

    REMINDER = "提醒函"
    URGING = "督办函"
    TALK = "约谈"

    @property
    def layout(self) -> str:
        """The plain name of the layout of its letters; a talk has a list instead."""
        return "reminder" if self is Kind.REMINDER else "urging"


class Matters(NamedTuple):
    """What a unit is written to about, each list with the most pressing first.

    One measure may be in several, e.g. behind the time and not returned.
    """

    overdue: tuple[MeasureLine, ...]
    lagging: tuple[MeasureLine, ...]
    due_soon: tuple[MeasureLine, ...]
    unreturned: tuple[MeasureLine, ...]

    @property
    def overlap(self) -> bool:
        """Whether a measure is listed more than once."""
        listed = [line.id for lines in self for line in lines]
        return len(set(listed)) < len(listed)


def lines_of(board: Board, rows: Rows) -> Matters:
    """The matters of a rung for readers."""
    return Matters(*(tuple(measure_line(board, row) for row in listed) for listed in rows))
