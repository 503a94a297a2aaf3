"""Every looking command: open the ledger, assess it once for one day, and draw one view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.views.table import Sheet
from ganxian_ledger.usecases.context import Context
from ganxian_ledger.usecases.opening import Opened, open_sound

if TYPE_CHECKING:
    from ganxian_ledger.adapters.git.repository import Commit
    from ganxian_ledger.domain.views.bundle import Bundle
    from ganxian_ledger.domain.views.workbook import Facts, Workbook

    Book = Callable[[Board, Facts], Workbook]
    """Draws a workbook of its own from the board; the facts say of which revision it is."""

View = Callable[[Board, str], Sheet]
"""Draws a sheet from the board; the text is the ledger's path as it is shown."""


def look(context: Context, view: View) -> Sheet:
    """The sheet that a view draws of the ledger on the context's day.

    Raises:
        Unsound: where the ledger has errors.
        Unknown: where the view is asked for something that does not exist, or there is no such
            revision.
    """
    return _seen(context, view)[0]


def look_for_paper(context: Context, view: View, book: Book | None = None) -> tuple[Sheet, Bundle]:
    """The same sheet, and the shapes that papers need, with the revision of the data.

    The workbook is drawn by `book` where there is one, else from the sheet.

    Raises:
        Unsound: as `look`.
        Unknown: as `look`.
    """
    from ganxian_ledger.domain.views.sheet_bundle import bundle_of  # noqa: PLC0415 (papers alone)
    from ganxian_ledger.usecases.revision import revision_of  # noqa: PLC0415 (only this asks Git)

    sheet, board, opened, made = _seen(context, view)
    facts = (("数据版本", revision_of(opened, made)),)
    name = f"{sheet.title}{context.day.isoformat()}"
    bundle = bundle_of(sheet, facts, name=name, day=context.day)
    if book is not None:
        bundle = replace(bundle, workbook=lambda: book(board, facts))
    return sheet, bundle


def _seen(context: Context, view: View) -> tuple[Sheet, Board, Opened, Commit | None]:
    path, day = context.folder.path.as_posix(), context.day
    if context.at is None:
        opened = open_sound(context.folder, day)
        board = Board(opened.ledger, day)
        return view(board, path), board, opened, None
    from ganxian_ledger.usecases import recorded  # noqa: PLC0415 (only this asks Git)

    found = recorded.open_at(context.folder, context.at, day)
    board = Board(found.opened.ledger, day)
    sheet = recorded.stamped(view(board, path), found.commit)
    return sheet, board, found.opened, found.commit


def about(context: Context) -> str:
    """One line about the plan, for the program's greeting.

    Raises:
        Unsound: where the ledger has errors.
    """
    board = Board(open_sound(context.folder, context.day).ledger, context.day)
    plan, total = board.ledger.plan, board.summary
    return (
        f"台账：{plan.title}（{plan.number}），截至 {board.day.isoformat()} "
        f"共 {total.total} 项措施，已销号 {total.closed}，逾期 {total.overdue}"
    )
