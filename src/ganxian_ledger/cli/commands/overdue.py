"""`ledger overdue`: what is late, and what soon will be."""

from __future__ import annotations

from typing import Annotated

import typer

from ganxian_ledger.cli.exits import ExitCode
from ganxian_ledger.cli.options import (
    AsOfOpt,
    AtOpt,
    DataOpt,
    FormatOpt,
    JsonOpt,
    LeadOpt,
    OverwriteOpt,
    PaperOpt,
    SectionOpt,
    TaskOpt,
    UnitOpt,
    WithinOpt,
)
from ganxian_ledger.cli.showing import answer

ExitCodeOpt = Annotated[
    bool, typer.Option("--exit-code", help="有逾期时退出码为 1，供脚本使用", show_default=False)
]


def overdue(
    *,
    within: WithinOpt = None,
    unit: UnitOpt = None,
    lead: LeadOpt = False,
    task: TaskOpt = None,
    section: SectionOpt = None,
    exit_code: ExitCodeOpt = False,
    as_of: AsOfOpt = None,
    at: AtOpt = None,
    form: FormatOpt = None,
    as_json: JsonOpt = False,
    output: PaperOpt = None,
    overwrite: OverwriteOpt = False,
    data: DataOpt = None,
) -> ExitCode:
    """列出逾期的措施；加 --within 连同快到期的。

    例：ledger overdue --within 30
    """
    from ganxian_ledger.domain.views.overdue import overdue as view
    from ganxian_ledger.domain.views.question import Question
    from ganxian_ledger.usecases.context import context

    question = Question(unit, lead, task, section)
    here = context(data, as_of, at)
    sheet = answer(
        here,
        lambda board, path: view(board, question, path=path, within=within),
        form,
        output,
        as_json=as_json,
        overwrite=overwrite,
    )
    return ExitCode.FINDINGS if exit_code and sheet.alarm else ExitCode.DONE
