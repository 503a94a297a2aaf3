"""`ledger report`: the 通报 of a month, a quarter or a year."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ganxian_ledger.cli import completion, showing
from ganxian_ledger.cli.options import (
    AtOpt,
    DataOpt,
    OverwriteOpt,
    PaperOpt,
    TemplateOpt,
    one_of,
)
from ganxian_ledger.cli.period_options import (
    AsOfWithinOpt,
    DatedOpt,
    MonthOpt,
    NumberedOpt,
    QuarterOpt,
    YearOpt,
    given_of,
    tell_doubts,
    the_one,
)

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
ViaOpt = Annotated[
    str | None,
    typer.Option(
        "--via",
        metavar="程序",
        help="PDF 怎么生成：typst（默认），或 libreoffice（由 Word 文件转换）",
        parser=one_of("typst", "libreoffice"),
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
    as_of: AsOfWithinOpt = None,
    at: AtOpt = None,
    output: PaperOpt = None,
    all_formats: AllFormatsOpt = None,
    overwrite: OverwriteOpt = False,
    via: ViaOpt = None,
    data: DataOpt = None,
) -> None:
    """写出一个月（季度、年）的通报，截至期末；本期还没有结束的截至今天。

    例：ledger report --month 2024-06 -o 通报.docx
    """
    from ganxian_ledger.usecases import report as reports
    from ganxian_ledger.usecases.context import context as context_of

    period = the_one(month, quarter, year)
    ending = _ending(output, all_formats, via)
    question = reports.Question(period, as_of, at, unit, given_of(number, dated))
    context = context_of(data)
    bundle = reports.answer(context.folder, question, today=context.day)
    tell_doubts(number, dated, reports.day_of(question, context.day))
    showing.hand_out(
        context.folder,
        bundle,
        ending,
        output,
        all_formats,
        template=template,
        via=via,
        overwrite=overwrite,
    )


def _ending(output: Path | None, all_formats: Path | None, via: str | None) -> str:
    """The format that is asked for.

    Raises:
        UnknownEnding: where there is no such format.
        typer.BadParameter: where the options contradict each other.
    """
    if output is not None and all_formats is not None:
        raise typer.BadParameter("-o 和 --all-formats 只能写一个")
    ending = showing.ending_of(output, example="通报.docx")
    if via is not None and all_formats is None and ending != ".pdf":
        raise typer.BadParameter("--via 只用于 PDF\n写 -o 通报.pdf，或不写 --via")
    return ending
