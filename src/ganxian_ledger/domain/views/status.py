"""status: the measures with their states, and the sums."""

from __future__ import annotations

from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.views.parts import foot_of, measures_payload, measures_table
from ganxian_ledger.domain.views.question import Question, heading, select
from ganxian_ledger.domain.views.table import Sheet


def status(board: Board, question: Question, *, path: str) -> Sheet:
    """The measures that a question asks for.

    Raises:
        Unknown: for a filter's value that does not exist.
    """
    selection = select(board, question)
    return Sheet(
        kind="status",
        title="措施一览",
        headings=heading(board, "措施一览", selection.words),
        tables=(measures_table(selection),),
        foot=foot_of(selection),
        payload=measures_payload(board, selection, path),
        empty="没有符合条件的措施",
        alarm=any(row.overdue for row in selection.rows),
    )
