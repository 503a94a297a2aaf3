"""`ledger report`: the 通报 of a month, a quarter or a year."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ganxian_ledger.cli import console
from ganxian_ledger.cli.options import AsOfOpt, AtOpt, DataOpt, OutputOpt

if TYPE_CHECKING:
    from ganxian_ledger.domain.model.calendar import Period


def _reader(mark: str, example: str) -> Callable[[str], Period]:
    """A parser for one kind of period: that whose text has this mark at its sixth place."""

    def parse(text: str) -> Period:
        from ganxian_ledger.domain.model.calendar import parse_period

        period = parse_period(text)
        kind = "month" if text[5:6].isdigit() else text[5:6]
        if period is None or kind != mark:
            raise typer.BadParameter(f"不能是“{text}”\n写成 {example} 的样子")
        return period

    return parse


def _period(name: str, words: str, mark: str, example: str) -> Any:  # noqa: ANN401 (as typer's own)
    return typer.Option(
        name,
        metavar=words,
        help=f"{words}，例如 {example}",
        parser=_reader(mark, example),
        show_default=False,
    )


MonthOpt = Annotated[Any, _period("--month", "月份", "month", "2024-06")]
QuarterOpt = Annotated[Any, _period("--quarter", "季度", "Q", "2024-Q2")]
YearOpt = Annotated[Any, _period("--year", "年份", "", "2024")]
TemplateOpt = Annotated[
    str | None,
    typer.Option(
        "--template",
        metavar="名称",
        help="模板名，例如 monthly（默认），即 templates/report/monthly.md.j2；台账自己的优先",
        show_default=False,
    ),
]


def report(
    *,
    month: MonthOpt = None,
    quarter: QuarterOpt = None,
    year: YearOpt = None,
    template: TemplateOpt = None,
    as_of: AsOfOpt = None,
    at: AtOpt = None,
    output: OutputOpt = None,
    data: DataOpt = None,
) -> None:
    """写出一个月（季度、年）的通报，截至期末；本期还没有结束的截至今天。

    例：ledger report --month 2024-06 -o 通报.md
    """
    from ganxian_ledger.usecases import report as reports
    from ganxian_ledger.usecases.context import context as context_of

    asked = [period for period in (month, quarter, year) if period is not None]
    if len(asked) != 1:
        raise typer.BadParameter("--month、--quarter、--year 要写一个，也只能写一个")
    file = None if output is None or str(output) == "-" else output
    if file is not None:
        reports.require_ending(file)
    context = context_of(data)
    question = reports.Question(asked[0], as_of, template or reports.DEFAULT, at)
    text = reports.answer(context.folder, question, today=context.day)
    if file is None:
        console.data(text)
    else:
        reports.write(context.folder, file, text)
        console.say(f"已写入 {console.safe(str(file))}")
