"""`ledger score`: the assessment of a month, a quarter or a year."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ganxian_ledger.cli import completion, console, showing
from ganxian_ledger.cli.options import (
    AtOpt,
    DataOpt,
    FormatOpt,
    JsonOpt,
    OverwriteOpt,
    PaperOpt,
    TemplateOpt,
    format_of,
)
from ganxian_ledger.cli.period_options import (
    AsOfWithinOpt,
    MonthOpt,
    QuarterOpt,
    YearOpt,
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
ScoredUnitOpt = Annotated[
    str | None,
    typer.Option(
        "--unit",
        metavar="单位",
        help="只出这个单位（名称、别名或名称的一部分）的得分明细表",
        autocompletion=completion.units,
        show_default=False,
    ),
]
ExplainOpt = Annotated[
    bool,
    typer.Option("--explain", help="每一分都写明依据、计算式和结果", show_default=False),
]


def score(
    *,
    month: MonthOpt = None,
    quarter: QuarterOpt = None,
    year: YearOpt = None,
    unit: ScoredUnitOpt = None,
    explain: ExplainOpt = False,
    as_of: AsOfWithinOpt = None,
    at: AtOpt = None,
    form: FormatOpt = None,
    as_json: JsonOpt = False,
    output: PaperOpt = None,
    all_formats: AllFormatsOpt = None,
    template: TemplateOpt = None,
    overwrite: OverwriteOpt = False,
    data: DataOpt = None,
) -> None:
    """按台账的考评办法（assessment.yaml）给各单位打分、排名，每一分都可以查到依据。

    例：ledger score --month 2024-06 -o 得分表.docx
    """
    from ganxian_ledger.usecases import score as scores
    from ganxian_ledger.usecases.context import context as context_of
    from ganxian_ledger.usecases.report import Question

    period = the_one(month, quarter, year)
    ending = _ending(form, output, all_formats, template, as_json=as_json)
    here = context_of(data)
    question = Question(period, as_of, at, unit)
    sheet, bundle = scores.answer(here.folder, question, explain=explain, today=here.day)
    if ending is None:
        console.show(sheet, format_of(form, as_json=as_json))
        return
    showing.hand_out(
        here.folder, bundle, ending, output, all_formats, template=template, overwrite=overwrite
    )


def _ending(
    form: str | None,
    output: Path | None,
    every: Path | None,
    template: str | None,
    *,
    as_json: bool,
) -> str | None:
    """The format of the file that is asked for; None where the answer is shown.

    Raises:
        UnknownEnding: where there is no such format.
        typer.BadParameter: where the options contradict each other.
    """
    if output is not None and every is not None:
        raise typer.BadParameter("-o 和 --all-formats 只能写一个")
    chosen = format_of(form, as_json=as_json)
    if every is not None:
        if form or as_json:
            raise typer.BadParameter("--all-formats 各种格式都写，不要再写 --format")
        return showing.PLAIN
    if output is None or str(output) == "-":
        if template is not None and chosen != "md":
            raise typer.BadParameter("--template 要和 -o 或 --format md 一起写")
        return showing.PLAIN if template is not None else None
    ending = showing.ending_of(output, example="得分表.xlsx")
    if (form or as_json) and ending != f".{chosen}":
        raise typer.BadParameter(f"格式 {chosen} 和后缀 {ending} 不一致\n写一个就够了")
    return ending
