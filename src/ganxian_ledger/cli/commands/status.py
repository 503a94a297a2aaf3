"""`ledger status`: the measures with their states, and the sums."""

from __future__ import annotations

from ganxian_ledger.cli import console
from ganxian_ledger.cli.options import (
    AsOfOpt,
    AtOpt,
    DataOpt,
    FormatOpt,
    JsonOpt,
    LeadOpt,
    LightOpt,
    SectionOpt,
    StateOpt,
    TaskOpt,
    UnitOpt,
    format_of,
)


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
    data: DataOpt = None,
) -> None:
    """列出措施的状态、进度和亮灯，并汇总。

    例：ledger status --unit 区城管局 --state 逾期 --as-of 2024-06-30
    """
    from ganxian_ledger.domain.views.question import Question
    from ganxian_ledger.domain.views.status import status as view
    from ganxian_ledger.usecases.context import context
    from ganxian_ledger.usecases.look import look

    chosen = format_of(form, as_json=as_json)
    question = Question(unit, lead, task, section, tuple(state or ()), tuple(light or ()))
    sheet = look(context(data, as_of, at), lambda board, path: view(board, question, path=path))
    console.show(sheet, chosen)
