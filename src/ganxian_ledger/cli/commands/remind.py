"""`ledger remind`: letters for the units that have something late, due or not returned."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ganxian_ledger.cli import completion, console
from ganxian_ledger.cli.options import AtOpt, DataOpt, OverwriteOpt, WithinOpt, one_of
from ganxian_ledger.cli.period_options import (
    AsOfWithinOpt,
    DatedOpt,
    MonthOpt,
    NumberedOpt,
    given_of,
    tell_doubts,
)

if TYPE_CHECKING:
    from ganxian_ledger.usecases.remind import Drafts

KINDS = ("提醒函", "督办函", "约谈")
FORMATS = ("docx", "pdf", "md")

LettersOpt = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="目录",
        help="函和清单.csv 写进这个目录，没有就建",
        show_default=False,
    ),
]
ToUnitsOpt = Annotated[
    list[str] | None,
    typer.Option(
        "--unit",
        metavar="单位",
        help="只写给这个单位（名称、别名或名称的一部分），可写多次；不写为全部牵头单位",
        autocompletion=completion.units,
        show_default=False,
    ),
]
KindOpt = Annotated[
    str | None,
    typer.Option(
        "--kind",
        metavar="文种",
        help="只写 提醒函、督办函 或 约谈（名单）；不写为全部。每个单位按最重的一档写一份",
        parser=one_of(*KINDS),
        show_default=False,
    ),
]
LetterFormatOpt = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="格式",
        help="docx（默认）、pdf 或 md",
        parser=one_of(*FORMATS),
        show_default=False,
    ),
]
ListAloneOpt = Annotated[
    bool, typer.Option("-n", "--dry-run", help="只列清单，不写文件", show_default=False)
]


def remind(
    *,
    month: MonthOpt = None,
    output: LettersOpt = None,
    unit: ToUnitsOpt = None,
    kind: KindOpt = None,
    number: NumberedOpt = None,
    dated: DatedOpt = None,
    within: WithinOpt = None,
    form: LetterFormatOpt = None,
    overwrite: OverwriteOpt = False,
    dry_run: ListAloneOpt = False,
    as_of: AsOfWithinOpt = None,
    at: AtOpt = None,
    data: DataOpt = None,
) -> None:
    """给牵头单位写提醒函、督办函，列约谈名单，每家按最重的一档；只写文件，不发送，不记账。

    例：ledger remind --month 2024-06 -o 函件
    """
    from ganxian_ledger.domain.views.letter import Asking
    from ganxian_ledger.domain.views.letter_matters import Kind
    from ganxian_ledger.usecases import remind as letters
    from ganxian_ledger.usecases.context import context as context_of
    from ganxian_ledger.usecases.papers import ending_of
    from ganxian_ledger.usecases.report import Question, day_of

    into = _required(month, output, dry_run=dry_run)
    ending = ending_of(Path(f"函.{form or FORMATS[0]}"), example="函件")
    asking = Asking(tuple(unit or ()), Kind(kind) if kind else None, within, drafted=dated)
    context = context_of(data)
    question = Question(month, as_of, at, given=given_of(number, dated))
    drafted = letters.drafts(context.folder, question, asking, ending=ending, today=context.day)
    tell_doubts(number, dated, day_of(question, context.day))
    if into is None:
        console.show(drafted.index, "table")
        return
    others = letters.write(context.folder, into, drafted, ending, overwrite=overwrite)
    console.show(drafted.index, "table")
    _tell_written(into, drafted, others)


def _tell_written(into: Path, drafted: Drafts, others: tuple[str, ...]) -> None:
    """Say where the letters are, which were there before, and that nothing else was done."""
    if others:
        named = "、".join(map(console.safe, others[:5]))
        more = f"等 {len(others)} 份" if len(others) > 5 else f"（{len(others)} 份）"
        console.say(f"目录里还有这次没有写的函，可能是以前的：{named}{more}")
    talks = f"、{drafted.talks.name}" if drafted.talks else ""
    count, name = len(drafted.letters), drafted.kept.name
    written = f"已写入 {console.safe(str(into))}：函 {count} 份{talks}和{name}.csv"
    console.say(f"{written}；没有发送，也没有记账")
    if count or talks:
        console.say(f"下一步：填好文号、日期发出，再按{name}.csv 最后一列记账")


def _required(month: object, output: Path | None, *, dry_run: bool) -> Path | None:
    """The folder to write into; none for a dry run."""
    if month is None:
        raise typer.BadParameter("要写上月份\n例如 --month 2024-06")
    if output is None and not dry_run:
        raise typer.BadParameter("要写上放函件的目录\n例如 -o 函件；只看清单写 --dry-run")
    return None if dry_run else output
