"""overdue: the measures past their deadline, and those whose deadline is near."""

from __future__ import annotations

from dataclasses import replace

from ganxian_ledger.domain.state.board import Board, Row
from ganxian_ledger.domain.views.parts import foot_of, measures_payload, measures_table
from ganxian_ledger.domain.views.question import Question, heading, select
from ganxian_ledger.domain.views.table import Sheet


def overdue(board: Board, question: Question, *, path: str, within: int | None = None) -> Sheet:
    """The overdue measures; with `within` also the unfinished ones due within so many days.

    Raises:
        Unknown: for a filter's value that does not exist.
    """
    asked = select(board, question)
    rows = tuple(row for row in asked.rows if row.overdue or _is_near(row, board, within))
    words = asked.words if within is None else (*asked.words, f"连同 {within} 天内到期的")
    selection = replace(asked, rows=rows, words=words, is_by_state=True)
    return Sheet(
        kind="overdue",
        title="逾期措施",
        headings=heading(board, "逾期措施", words),
        tables=(measures_table(selection),),
        foot=foot_of(selection),
        payload=measures_payload(board, selection, path),
        empty="没有逾期的措施" if within is None else f"没有逾期或 {within} 天内到期的措施",
        alarm=any(row.overdue for row in rows),
    )


def _is_near(row: Row, board: Board, within: int | None) -> bool:
    if within is None or not row.state.is_unfinished:
        return False
    return (row.standing.due - board.day).days <= within
