"""What a lead unit is written to about, and by which kind of letter."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from ganxian_ledger.domain.state.board import Board, Reporting, Row
from ganxian_ledger.domain.state.steps import State
from ganxian_ledger.domain.views.monthly_measures import MeasureLine, measure_line


class Kind(StrEnum):
    """What a letter is called."""

    REMINDER = "提醒函"
    URGING = "督办函"

    @property
    def layout(self) -> str:
        """The plain name of its layout."""
        return "urging" if self is Kind.URGING else "reminder"


class Matters(NamedTuple):
    """What a unit is written to about, each list with the most pressing first.

    One measure may be in several, e.g. behind the time and not returned.
    """

    overdue: tuple[MeasureLine, ...]
    lagging: tuple[MeasureLine, ...]
    due_soon: tuple[MeasureLine, ...]
    unreturned: tuple[MeasureLine, ...]

    @property
    def kind(self) -> Kind | None:
        """督办函 where something is overdue, else 提醒函 where there is cause for a letter."""
        if self.overdue:
            return Kind.URGING
        return Kind.REMINDER if any(self) else None

    @property
    def overlap(self) -> bool:
        """Whether a measure is listed more than once."""
        listed = [line.id for lines in self for line in lines]
        return len(set(listed)) < len(listed)


def rows_by_lead(board: Board) -> dict[str, list[Row]]:
    """The measures by lead, each joint lead's too, in the register's order."""
    held: dict[str, list[Row]] = {}
    for row in board.rows:
        for name in dict.fromkeys(row.lead):
            held.setdefault(name, []).append(row)
    order = {unit.name: i for i, unit in enumerate(board.ledger.units)}
    return dict(sorted(held.items(), key=lambda item: order.get(item[0], len(order))))


def matters_of(board: Board, rows: Iterable[Row], within: int | None) -> Matters:
    """What there is to write of some measures; those submitted are the office's to check.

    With `within`, what is due within so many days is due soon, else what the plan's policy says.
    """
    open_ = [row for row in rows if row.state.is_open]
    late = sorted((r for r in open_ if r.overdue), key=lambda r: -r.days_overdue)
    behind = sorted((r for r in open_ if r.lagging), key=lambda r: -r.gap)
    near = (r for r in open_ if _is_near(r, board.day, within))
    missing = (r for r in open_ if r.reporting is Reporting.MISSING)
    return Matters(
        overdue=_lines(board, late),
        lagging=_lines(board, behind),
        due_soon=_lines(board, sorted(near, key=lambda r: r.standing.due)),
        unreturned=_lines(board, missing),
    )


def _is_near(row: Row, day: date, within: int | None) -> bool:
    if within is None:
        return row.due_soon
    return not row.overdue and (row.standing.due - day).days <= within


def _lines(board: Board, rows: Iterable[Row]) -> tuple[MeasureLine, ...]:
    return tuple(measure_line(board, row) for row in rows)


def waits_for_check(row: Row) -> bool:
    """Overdue, but submitted: nobody is urged, the office has to check it."""
    return row.overdue and row.state is State.SUBMITTED
