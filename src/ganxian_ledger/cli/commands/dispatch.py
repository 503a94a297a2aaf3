"""`ledger dispatch`: the month's forms for the lead units, with all that goes out with them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ganxian_ledger.cli import completion, console
from ganxian_ledger.cli.options import DataOpt, FormatOpt, JsonOpt, OverwriteOpt, format_of
from ganxian_ledger.cli.period_options import (
    AsOfWithinOpt,
    DatedOpt,
    MonthOpt,
    NumberedOpt,
    given_of,
    tell_doubts,
)
from ganxian_ledger.cli.waiting import waiting

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ganxian_ledger.usecases.dispatch import Written
    from ganxian_ledger.usecases.dispatch_earlier import Earlier


def _directory(text: str) -> Path:
    """A folder's name; the empty one would be the working folder."""
    if not text.strip():
        raise typer.BadParameter("目录是空的\n例如 -o 填报")
    return Path(text)


FormsOpt = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="目录",
        help="填报表、通知和清单.csv 写进这个目录，没有就建",
        parser=_directory,
        show_default=False,
    ),
]
AskedUnitsOpt = Annotated[
    list[str] | None,
    typer.Option(
        "--unit",
        metavar="单位",
        help="只发给这个单位（名称、别名或名称的一部分），可写多次；不写为全部牵头单位",
        autocompletion=completion.units,
        show_default=False,
    ),
]
ListAloneOpt = Annotated[
    bool, typer.Option("-n", "--dry-run", help="只列清单，不写文件", show_default=False)
]
NAMED = 5
"""Units that a remark names."""


def dispatch(
    *,
    month: MonthOpt = None,
    output: FormsOpt = None,
    unit: AskedUnitsOpt = None,
    number: NumberedOpt = None,
    dated: DatedOpt = None,
    overwrite: OverwriteOpt = False,
    dry_run: ListAloneOpt = False,
    as_of: AsOfWithinOpt = None,
    form: FormatOpt = None,
    as_json: JsonOpt = False,
    data: DataOpt = None,
) -> None:
    """给每个牵头单位做当月的填报表，连同通知、短信、邮件草稿；只写文件，不发送，不记账。

    只问要填的：已销号、已核减、待核查的措施和已达标的指标不列入。办公室自己牵头的只有填报表，不用通知。

    例：ledger dispatch --month 2024-06 -o 填报
    """
    from ganxian_ledger.usecases import dispatch as sending
    from ganxian_ledger.usecases.context import context as context_of
    from ganxian_ledger.usecases.report import Question

    into = _required(month, output, dry_run=dry_run)
    chosen = format_of(form, as_json=as_json)
    context = context_of(data)
    question = Question(month, as_of, given=given_of(number, dated))
    prepared = sending.prepare(context.folder, question, tuple(unit or ()), today=context.day)
    tell_doubts(number, dated, prepared.board.day)
    if into is None or not prepared.forms:
        console.show(prepared.sheet, chosen)
        if into is not None:
            console.say("没有要发的填报表，没有写文件")
        return
    with waiting("正在做填报表") as tell:
        written = sending.write(prepared, into, overwrite=overwrite, tell=tell)
    console.show(prepared.sheet, chosen)
    _tell_written(into, written, month)


def _tell_written(into: Path, written: Written, month: object) -> None:
    """Say where the forms are, which were there before, and what is left to the office."""
    if written.others:
        console.say(
            f"目录里还有这次没有写的单位 {len(written.others)} 家，可能是以前的："
            f"{_named(written.others)}；这次的清单不列它们"
        )
    for words in _told(written.earlier, written.listed_in):
        console.say(words)
    console.say(
        f"已写入 {console.safe(str(into))}：{written.units} 家的填报表、通知和{written.listed_in}"
    )
    console.say(
        f"没有发送，也没有记账；发出后用 ledger letter --kind 调度通知 --month {month} 记一笔"
    )


def _told(earlier: Earlier, listed_in: str) -> Iterator[str]:
    """What became of what other runs had left in the folder."""
    if earlier.replaced:
        yield (
            f"目录里原有的填报表换了 {len(earlier.replaced)} 家，内容与原来的不同："
            f"{_named(earlier.replaced)}；原来的已经发出的，请重新发"
        )
    if earlier.outdated:
        yield f"{earlier.list} 里这几家的校验值已经不是最新的：{_named(earlier.outdated)}"
    if earlier.months:
        yield (
            f"目录里还有{'、'.join(earlier.months)}的填报表，没有动；"
            f"短信、邮件草稿、压缩包和{listed_in}已换成这次的"
        )


def _named(units: Sequence[str]) -> str:
    listed = "、".join(map(console.safe_line, units[:NAMED]))
    return f"{listed}等" if len(units) > NAMED else listed


def _required(month: object, output: Path | None, *, dry_run: bool) -> Path | None:
    """The folder to write into; none for a dry run."""
    if month is None:
        raise typer.BadParameter("要写上月份\n例如 --month 2024-06")
    if output is None and not dry_run:
        raise typer.BadParameter("要写上放填报表的目录\n例如 -o 填报；只看清单写 --dry-run")
    return None if dry_run else output
