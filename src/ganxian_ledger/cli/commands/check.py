"""`ledger check`: every fault of the ledger in one run."""

from __future__ import annotations

from typing import Annotated

import typer

from ganxian_ledger.cli import console
from ganxian_ledger.cli.exits import ExitCode
from ganxian_ledger.cli.options import DataOpt, one_of

FindingFormatOpt = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="格式",
        help="full（默认）、concise（每个问题一行）、json 或 github",
        show_default=False,
        parser=one_of("full", "concise", "json", "github"),
    ),
]
StrictOpt = Annotated[bool, typer.Option("--strict", help="有警告也算不通过", show_default=False)]


def check(
    *, form: FindingFormatOpt = "full", strict: StrictOpt = False, data: DataOpt = None
) -> int:
    """核对台账，一次列出全部问题，每个都有位置、原因和改法。

    例：ledger check --format concise
    """
    from ganxian_ledger.domain.rules.rule import Severity
    from ganxian_ledger.render.findings import renderer, summary_line
    from ganxian_ledger.usecases.context import context_of_check
    from ganxian_ledger.usecases.opening import open_for_check

    context = context_of_check(data)
    judgement = open_for_check(context.folder, context.day).judgement
    text = renderer(form)(judgement)
    if text:
        console.data(text, form)
    console.say(summary_line(judgement))
    if judgement.unreadable:
        return ExitCode.CANNOT_LOAD
    graver = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    found = sum(judgement.count(severity) for severity in graver)
    return ExitCode.FINDINGS if found else ExitCode.DONE
