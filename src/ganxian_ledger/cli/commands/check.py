"""`ledger check`: every fault of the ledger in one run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ganxian_ledger.cli import console
from ganxian_ledger.cli.exits import ExitCode
from ganxian_ledger.cli.options import DataOpt, OutputOpt, one_of

if TYPE_CHECKING:
    from ganxian_ledger.domain.rules.diagnostic import Judgement
    from ganxian_ledger.usecases.context import Context
    from ganxian_ledger.usecases.selecting import Chosen

FORMATS = ("full", "concise", "json", "github", "gitlab", "sarif", "junit", "rdjson")
"""Those of render.findings, which is not imported before something is to be shown."""
_WRITTEN_IN = {"junit": "xml"} | dict.fromkeys(("json", "gitlab", "sarif", "rdjson"), "json")

FindingFormatOpt = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="格式",
        help="full（默认）、concise（每个问题一行）、json，或给评审平台用的 "
        "github、gitlab、sarif、junit、rdjson",
        show_default=False,
        parser=one_of(*FORMATS),
    ),
]
SelectOpt = Annotated[
    list[str] | None,
    typer.Option(
        "--select",
        metavar="编号",
        help="只列出这些规则的问题：编号或编号的开头，例如 C、T3、T301；可写多次，也可用逗号隔开",
        show_default=False,
    ),
]
IgnoreOpt = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore",
        metavar="编号",
        help="不列出这些规则的问题，写法同 --select；不列出的也报总数",
        show_default=False,
    ),
]
StrictOpt = Annotated[bool, typer.Option("--strict", help="有警告也算不通过", show_default=False)]
ExitZeroOpt = Annotated[
    bool,
    typer.Option("--exit-zero", help="有问题也算通过；文件缺失或读不了仍不算", show_default=False),
]
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
    output: OutputOpt = None,
    select: SelectOpt = None,
    ignore: IgnoreOpt = None,
    strict: StrictOpt = False,
    exit_zero: ExitZeroOpt = False,
    base: BaseOpt = None,
    head: HeadOpt = None,
    message: MessageOpt = None,
    data: DataOpt = None,
) -> int:
    """核对台账，一次列出全部问题，每个都有位置、原因和改法。

    例：ledger check --base origin/main --format concise
    """
    from ganxian_ledger.render.findings import renderer, summary_line
    from ganxian_ledger.usecases.context import context, context_of_check
    from ganxian_ledger.usecases.selecting import chosen_of

    if base is None and (head is not None or message is not None):
        raise typer.BadParameter("--head 和 --message 要与 --base 合用")
    chosen = chosen_of(select or (), ignore or ())
    here = context_of_check(data) if base is None else context(data)
    judgement = _judgement(here, chosen, base, head, message)
    _show(here, renderer(form)(judgement), form, output)
    for note in judgement.notes:
        console.say(console.safe_line(note))
    console.say(summary_line(judgement))
    return _code(judgement, strict=strict, exit_zero=exit_zero)


def _judgement(
    here: Context, chosen: Chosen, base: str | None, head: str | None, message: Path | None
) -> Judgement:
    if base is None:
        from ganxian_ledger.usecases.selecting import check_now

        return check_now(here.folder, chosen, day=here.day)
    from ganxian_ledger.usecases.check import Asked, check_edit

    return check_edit(here.folder, Asked(base, head, message, chosen), day=here.day)


def _show(here: Context, text: str, form: str, output: Path | None) -> None:
    """Write the findings to the file, or to stdout."""
    if output is None or str(output) == "-":
        if text:
            console.data(text, _WRITTEN_IN.get(form, form))
        return
    from ganxian_ledger.usecases.output import Answer, write_output

    answer = Answer("核对结果", f"核对结果.{_WRITTEN_IN.get(form, 'txt')}")
    write_output(here.folder, output, text.encode("utf-8"), answer)
    console.say(f"已写入 {console.safe(str(output))}")


def _code(judgement: Judgement, *, strict: bool, exit_zero: bool) -> ExitCode:
    """What the exit code says: that a file is missing goes before everything else."""
    from ganxian_ledger.domain.rules.rule import Severity

    if judgement.unreadable:
        return ExitCode.CANNOT_LOAD
    graver = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    found = any(judgement.count(severity) for severity in graver)
    return ExitCode.FINDINGS if found and not exit_zero else ExitCode.DONE
