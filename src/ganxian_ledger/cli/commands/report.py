"""`ledger report`: the 通报 of a month, a quarter or a year."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ganxian_ledger.cli import completion, showing
from ganxian_ledger.cli.options import (
    AsOfOpt,
    AtOpt,
    DataOpt,
    PaperOpt,
    TemplateOpt,
    day_option,
)

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
NumberedOpt = Annotated[
    str | None,
    typer.Option("--number", metavar="文号", help="本件的文号；不写的留空待填", show_default=False),
]
DatedOpt = Annotated[Any, day_option("--dated", "本件的成文日期，写成 2024-07-05；不写的留空待填")]
AllFormatsOpt = Annotated[
    Path | None,
    typer.Option(
        "--all-formats",
        metavar="目录",
        help="各种格式都写一份，放进这个目录",
        show_default=False,
    ),
]
ReportOnOpt = Annotated[
    str | None,
    typer.Option(
        "--unit",
        metavar="单位",
        help="只出这个单位（名称、别名或名称的一部分）的情况表",
        autocompletion=completion.units,
        show_default=False,
    ),
]


def report(
    *,
    month: MonthOpt = None,
    quarter: QuarterOpt = None,
    year: YearOpt = None,
    unit: ReportOnOpt = None,
    template: TemplateOpt = None,
    number: NumberedOpt = None,
    dated: DatedOpt = None,
    as_of: AsOfOpt = None,
    at: AtOpt = None,
    output: PaperOpt = None,
    all_formats: AllFormatsOpt = None,
    data: DataOpt = None,
) -> None:
    """写出一个月（季度、年）的通报，截至期末；本期还没有结束的截至今天。

    例：ledger report --month 2024-06 -o 通报.docx
    """
    from ganxian_ledger.domain.views.paper import Given
    from ganxian_ledger.domain.views.words import day_words
    from ganxian_ledger.usecases import report as reports
    from ganxian_ledger.usecases.context import context as context_of

    asked = [period for period in (month, quarter, year) if period is not None]
    if len(asked) != 1:
        raise typer.BadParameter("--month、--quarter、--year 要写一个，也只能写一个")
    if output is not None and all_formats is not None:
        raise typer.BadParameter("-o 和 --all-formats 只能写一个")
    ending = showing.ending_of(output, example="通报.docx")
    given = Given(number or "", day_words(dated) if dated else "")
    question = reports.Question(asked[0], as_of, at, unit, given)
    context = context_of(data)
    bundle = reports.answer(context.folder, question, today=context.day)
    showing.hand_out(context.folder, bundle, ending, output, all_formats, template=template)
