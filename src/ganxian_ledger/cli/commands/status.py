"""`ledger status`: the measures with their states, and the sums."""

from __future__ import annotations

from ganxian_ledger.cli.options import (
    AsOfOpt,
    AtOpt,
    DataOpt,
    FormatOpt,
    JsonOpt,
    LeadOpt,
    LightOpt,
    PaperOpt,
    SectionOpt,
    StateOpt,
    TaskOpt,
    UnitOpt,
)
from ganxian_ledger.cli.showing import answer


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
    )
