"""`ledger collect`: the returned forms of a month into the ledger."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ganxian_ledger.cli import completion, console
from ganxian_ledger.cli.exits import ExitCode
from ganxian_ledger.cli.options import DataOpt, JsonOpt, day_option, format_of, one_of
from ganxian_ledger.cli.period_options import OfMonthOpt
from ganxian_ledger.cli.waiting import waiting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ganxian_ledger.domain.forms.outcome import FormOutcome
    from ganxian_ledger.domain.rules.diagnostic import Diagnostic
    from ganxian_ledger.usecases.collected import Collected

ReturnedArg = Annotated[
    list[Path],
    typer.Argument(
        metavar="文件",
        help="收到的填报表、装着它们的文件夹或 .zip，可写多个",
        show_default=False,
    ),
]
TryOpt = Annotated[
    bool,
    typer.Option("-n", "--dry-run", help="只看会记什么、哪里要改，什么也不写", show_default=False),
]
PartialOpt = Annotated[
    bool,
    typer.Option(
        "--partial",
        help="一张表里有错的行退回，没有错的行照收；不写时整张表要么全收，要么全退",
        show_default=False,
    ),
]
ReceivedOpt = Annotated[
    date | None, day_option("--received", "收到填报表的日期，写成 2024-06-25；不写为今天")
]
FromUnitOpt = Annotated[
    str | None,
    typer.Option(
        "--unit",
        metavar="单位",
        help="只收这个单位的；别的单位的跳过",
        autocompletion=completion.units,
        show_default=False,
    ),
]
BackOpt = Annotated[
    Path | None,
    typer.Option(
        "--back",
        metavar="目录",
        help="退回的副本（标出要改的格子）写进这个目录；不写为填报表旁边的“退回”",
        show_default=False,
    ),
]
CollectFormatOpt = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="格式",
        help="table（默认）或 json",
        parser=one_of("table", "json"),
        show_default=False,
    ),
]


def collect(
    files: ReturnedArg,
    *,
    received: ReceivedOpt = None,
    month: OfMonthOpt = None,
    unit: FromUnitOpt = None,
    partial: PartialOpt = False,
    back: BackOpt = None,
    dry_run: TryOpt = False,
    form: CollectFormatOpt = None,
    as_json: JsonOpt = False,
    data: DataOpt = None,
) -> int:
    """收填报表：认表、核对、记入台账，佐证一并存进仓库；看不明白的不猜，连同原因退回。

    例：ledger collect 回收 --received 2024-06-25 --dry-run
    """
    from ganxian_ledger.domain.forms.summary import following, sheet_of
    from ganxian_ledger.usecases import collect as collecting
    from ganxian_ledger.usecases.context import context as context_of

    chosen = format_of(form, as_json=as_json)
    context = context_of(data)
    request = collecting.Request(received, month, unit, partial, dry_run, back)
    with waiting("正在收表") as tell:
        done = collecting.collect(context.folder, files, request, today=context.day, tell=tell)
    try:
        _tell(done)
        sheet = sheet_of(done.outcomes, done.received, is_dry_run=done.is_dry_run)
        console.show(sheet, chosen)
        coming = following(done.outcomes, is_dry_run=done.is_dry_run)
        if coming:
            console.say(f"下一步：{coming}")
    except KeyboardInterrupt:
        if done.files and not done.is_dry_run:
            console.say("已经记入台账，不要再收一遍；收过的再收也不会重记")
        raise
    return ExitCode.REFUSED if done.is_refused else ExitCode.DONE


def _tell(done: Collected) -> None:
    """Everything that is wrong with the files, then what is to be known of the ledger."""
    for outcome in done.outcomes:
        for line in _lines(outcome):
            console.say(console.safe_line(line))
    if done.warnings:
        console.say(f"台账新增警告 {len(done.warnings)} 条：{_counted(done.warnings)}")
    if any(one.told for one in done.outcomes) and not done.is_dry_run:
        for file in done.files:
            count = sum(len(lines) for _, lines in file.places)
            console.say(f"已写入 {console.safe_line(file.path)}：新增 {count} 行")


def _lines(outcome: FormOutcome) -> Iterable[str]:
    """The faults of a file with their cells, and what changed in the ledger since it went out."""
    for fault in outcome.faults:
        where = f"{outcome.file}{fault.spot.words}"
        yield f"{where}: {fault.code} {fault.kind.grave} {fault.message}"
        if fault.remedy:
            yield f"    建议：{fault.remedy}"
    if outcome.unlisted:
        yield f"{outcome.file}: 另有 {outcome.unlisted} 处没有列出"
    for note in outcome.notes:
        yield f"{outcome.file}: 提示 {note}"
    for change in outcome.drift:
        yield f"{outcome.file}: 提示 下发以后台账有变动：{change}"


def _counted(warnings: Iterable[Diagnostic]) -> str:
    from ganxian_ledger.domain.rules.catalogue import RULE_BY_CODE

    count = Counter(one.code for one in warnings)
    return "；".join(
        f"{code} {RULE_BY_CODE[code].title} {many} 条" for code, many in count.most_common()
    )
