"""Every looking command: open the ledger, assess it once for one day, and draw one view."""

from __future__ import annotations

from collections.abc import Callable

from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.views.table import Sheet
from ganxian_ledger.usecases.context import Context
from ganxian_ledger.usecases.opening import open_sound

View = Callable[[Board, str], Sheet]
"""Draws a sheet from the board; the text is the ledger's path as it is shown."""


def look(context: Context, view: View) -> Sheet:
    """The sheet that a view draws of the ledger on the context's day.

    Raises:
        Unsound: where the ledger has errors.
        Unknown: where the view is asked for something that does not exist, or there is no such
            revision.
    """
    path = context.folder.path.as_posix()
    if context.at is None:
        return view(_board(context), path)
    from ganxian_ledger.usecases import recorded  # noqa: PLC0415 (only this asks Git)

    found = recorded.open_at(context.folder, context.at, context.day)
    return recorded.stamped(view(Board(found.opened.ledger, context.day), path), found.commit)


def about(context: Context) -> str:
    """One line about the plan, for the program's greeting.

    Raises:
        Unsound: where the ledger has errors.
    """
    board = _board(context)
    plan, total = board.ledger.plan, board.summary
    return (
        f"台账：{plan.title}（{plan.number}），截至 {board.day.isoformat()} "
        f"共 {total.total} 条措施，已销号 {total.closed}，逾期 {total.overdue}"
    )


def _board(context: Context) -> Board:
    return Board(open_sound(context.folder, context.day).ledger, context.day)
