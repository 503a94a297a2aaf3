"""`ledger status`: the measures with their states, and the sums."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ganxian_ledger.cli.options import (
    AsOfOpt,
    AtOpt,
    DataOpt,
    FormatOpt,
    JsonOpt,
    LeadOpt,
    LightOpt,
    OverwriteOpt,
    PaperOpt,
    SectionOpt,
    StateOpt,
    TaskOpt,
    UnitOpt,
)
from ganxian_ledger.cli.showing import answer

if TYPE_CHECKING:
    from ganxian_ledger.domain.state.board import Board
    from ganxian_ledger.domain.views.question import Question
    from ganxian_ledger.domain.views.workbook import Facts, Workbook


def status(
    *,
    unit: UnitOpt = None,
    lead: LeadOpt = False,
    task: TaskOpt = None,
    section: SectionOpt = None,
    state: StateOpt = None,
    light: LightOpt = None,
    as_of: AsOfOpt = None,
    at: AtOpt = None,
    form: FormatOpt = None,
    as_json: JsonOpt = False,
    output: PaperOpt = None,
    overwrite: OverwriteOpt = False,
    data: DataOpt = None,
) -> None:
    """列出措施的状态、进度和亮灯，并汇总。

    例：ledger status --unit 区城管局 --state 逾期 --as-of 2024-06-30
    """
    from ganxian_ledger.domain.views.question import Question
    from ganxian_ledger.domain.views.status import status as view
    from ganxian_ledger.usecases.context import context

    question = Question(unit, lead, task, section, tuple(state or ()), tuple(light or ()))
    here = context(data, as_of, at)
    answer(
        here,
        lambda board, path: view(board, question, path=path),
        form,
        output,
        as_json=as_json,
        overwrite=overwrite,
        book=lambda board, facts: _workbook(board, question, facts),
    )


def _workbook(board: Board, question: Question, facts: Facts) -> Workbook:
    """The 工作台账 of the same measures."""
    from ganxian_ledger.domain.views.ledger_workbook import selected_workbook

    return selected_workbook(board, question, facts)
