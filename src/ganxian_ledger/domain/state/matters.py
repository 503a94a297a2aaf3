"""What lead units may be written to about: measures late, behind, due soon, or not returned."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from ganxian_ledger.domain.model.ids import natural_key
from ganxian_ledger.domain.state.board import Board, Reporting, Row
from ganxian_ledger.domain.state.sent import Sent
from ganxian_ledger.domain.state.steps import State


class Matters(NamedTuple):
    """What a unit is written to about, each list with the most pressing first.

    One measure may be in several, e.g. behind the time and not returned.
    """

    overdue: tuple[Row, ...] = ()
    lagging: tuple[Row, ...] = ()
    due_soon: tuple[Row, ...] = ()
    unreturned: tuple[Row, ...] = ()

    @property
    def measures(self) -> tuple[str, ...]:
        """The numbers of all that are listed, each once, in their natural order."""
        listed = {row.id for rows in self for row in rows}
        return tuple(sorted(listed, key=natural_key))

    def only(self, wanted: Callable[[Row], bool]) -> Matters:
        """Those of the matters that are wanted."""
        return Matters(*(tuple(filter(wanted, rows)) for rows in self))


class Ground(NamedTuple):
    """A measure about which the unit was written to before, and those letters, oldest first."""

    row: Row
    letters: tuple[Sent, ...]


def rows_by_lead(board: Board) -> dict[str, list[Row]]:
    """The measures by lead, each joint lead's too, in the register's order."""
    held: dict[str, list[Row]] = {}
    for row in board.rows:
        for name in dict.fromkeys(row.lead):
            held.setdefault(name, []).append(row)
    order = {unit.name: i for i, unit in enumerate(board.ledger.units)}
    return dict(sorted(held.items(), key=lambda item: order.get(item[0], len(order))))


def matters_of(rows: Iterable[Row], day: date, within: int | None = None) -> Matters:
    """What there is to write of some measures; those submitted are the office's to check."""
    open_ = [row for row in rows if row.state.is_open]
    return Matters(
        overdue=tuple(sorted((r for r in open_ if r.overdue), key=lambda r: -r.days_overdue)),
        lagging=tuple(sorted((r for r in open_ if r.lagging), key=lambda r: -r.gap)),
        due_soon=tuple(
            sorted((r for r in open_ if _is_near(r, day, within)), key=lambda r: r.standing.due)
        ),
        unreturned=tuple(r for r in open_ if r.reporting is Reporting.MISSING),
    )


def waits_for_check(row: Row) -> bool:
    """Overdue, but submitted: nobody is urged, the office has to check it."""
    return row.overdue and row.state is State.SUBMITTED


def _is_near(row: Row, day: date, within: int | None) -> bool:
    if within is None:
        return row.due_soon
    return not row.overdue and (row.standing.due - day).days <= within
