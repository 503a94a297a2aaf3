"""`ledger log`: who recorded what, when it was true, and when it was committed."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from ganxian_ledger.cli import completion, console
from ganxian_ledger.cli.options import (
    DataOpt,
    FormatOpt,
    JsonOpt,
    day_option,
    format_of,
)

SubjectArg = Annotated[
    str | None,
    typer.Argument(
        metavar="编号",
        help="措施、指标或项目的编号，例如 8.3、pm25；不写为整本台账",
        show_default=False,
        autocompletion=completion.measures,
    ),
]
UnitOpt = Annotated[
    str | None,
    typer.Option(
        "--unit",
        metavar="单位",
        help="只看由这个单位（名称、别名或名称的一部分）负责的，和它自己记的",
        show_default=False,
        autocompletion=completion.units,
    ),
]
SinceOpt = Annotated[date | None, day_option("--since", "只看这一天起提交的，按提交时间算")]
UntilOpt = Annotated[date | None, day_option("--until", "只看到这一天为止提交的，按提交时间算")]


def log(
    subject: SubjectArg = None,
    *,
    unit: UnitOpt = None,
    since: SinceOpt = None,
    until: UntilOpt = None,
    form: FormatOpt = None,
    as_json: JsonOpt = False,
    data: DataOpt = None,
) -> None:
    """列出台账的经历：谁在何时提交，记了什么、改了什么，事情发生在哪一天。

    例：ledger log 8.3 --since 2024-06-01
    """
    from ganxian_ledger.cli.waiting import waiting
    from ganxian_ledger.domain.views.history import Question
    from ganxian_ledger.usecases.context import context
    from ganxian_ledger.usecases.history import log as history

    chosen = format_of(form, as_json=as_json)
    question = Question(subject, unit, since, until)
    with waiting("读取历次提交") as progress:
        sheet = history(context(data), question, progress)
    console.show(sheet, chosen)
