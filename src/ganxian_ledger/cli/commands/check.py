"""`ledger check`: every fault of the ledger in one run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ganxian_ledger.cli import console
from ganxian_ledger.cli.exits import ExitCode
from ganxian_ledger.cli.options import DataOpt, one_of

if TYPE_CHECKING:
    from ganxian_ledger.domain.rules.diagnostic import Judgement

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
BaseOpt = Annotated[
    str | None,
    typer.Option(
        "--base",
        metavar="版本",
        help="连同改动一起核对：从与这个版本（分支、标签或提交号）的共同起点算起",
        show_default=False,
    ),
]
HeadOpt = Annotated[
    str | None,
    typer.Option(
        "--head",
        metavar="版本",
        help="与 --base 合用：核对到这个版本；不写为现在的文件",
        show_default=False,
    ),
]
MessageOpt = Annotated[
    Path | None,
    typer.Option(
        "--message",
        metavar="文件",
        help="与 --base 合用：正要提交的说明，提交钩子用",
        show_default=False,
    ),
]


def check(
    *,
    form: FindingFormatOpt = "full",
    strict: StrictOpt = False,
    base: BaseOpt = None,
    head: HeadOpt = None,
    message: MessageOpt = None,
    data: DataOpt = None,
) -> int:
    """核对台账，一次列出全部问题，每个都有位置、原因和改法。

    例：ledger check --base origin/main --format concise
    """
    from ganxian_ledger.domain.rules.rule import Severity
    from ganxian_ledger.render.findings import renderer, summary_line

    judgement = _judgement(data, base, head, message)
    text = renderer(form)(judgement)
    if text:
        console.data(text, form)
    for note in judgement.notes:
        console.say(console.safe(note))
    console.say(summary_line(judgement))
    if judgement.unreadable:
        return ExitCode.CANNOT_LOAD
    graver = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    found = sum(judgement.count(severity) for severity in graver)
    return ExitCode.FINDINGS if found else ExitCode.DONE


def _judgement(
    data: str | None, base: str | None, head: str | None, message: Path | None
) -> Judgement:
    from ganxian_ledger.usecases.context import context, context_of_check
    from ganxian_ledger.usecases.opening import open_for_check

    if base is None:
        if head is not None or message is not None:
            raise typer.BadParameter("--head 和 --message 要与 --base 合用")
        here = context_of_check(data)
        return open_for_check(here.folder, here.day).judgement
    from ganxian_ledger.usecases.check import Asked, check_edit

    here = context(data)
    return check_edit(here.folder, Asked(base, head, message), day=here.day)
