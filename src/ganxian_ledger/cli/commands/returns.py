"""`ledger returns`: which unit handed in its month, when, and which did not."""

from __future__ import annotations

from typing import Annotated

import typer

from ganxian_ledger.cli import completion
from ganxian_ledger.cli.options import (
    AtOpt,
    DataOpt,
    FormatOpt,
    JsonOpt,
    OverwriteOpt,
    PaperOpt,
    one_of,
)
from ganxian_ledger.cli.period_options import AsOfSinceOpt, MonthOpt
from ganxian_ledger.cli.showing import answer

STATES = ("按时", "迟报", "待报", "未报", "无需报送")

LeadUnitOpt = Annotated[
    str | None,
    typer.Option(
        "--unit",
        metavar="单位",
        help="只看这个牵头单位（名称、别名或名称的一部分）",
        autocompletion=completion.units,
        show_default=False,
    ),
]
ReturnStateOpt = Annotated[
    list[str] | None,
    typer.Option(
        "--state",
        metavar="状态",
        help=f"只看这种状态，可写多次：{' '.join(STATES)}",
        parser=one_of(*STATES),
        autocompletion=completion.return_states,
        show_default=False,
    ),
]


def returns(
    *,
    month: MonthOpt = None,
    unit: LeadUnitOpt = None,
    state: ReturnStateOpt = None,
    as_of: AsOfSinceOpt = None,
    at: AtOpt = None,
    form: FormatOpt = None,
    as_json: JsonOpt = False,
    output: PaperOpt = None,
    overwrite: OverwriteOpt = False,
    data: DataOpt = None,
) -> None:
    """列出各牵头单位一个月的报送情况：按时、迟报几天、待报、未报；按收到填报表的日期算。

    例：ledger returns --month 2024-06
    """
    from ganxian_ledger.domain.views.returns import returns as view
    from ganxian_ledger.usecases.month import context_of_month

    if month is None:
        raise typer.BadParameter("要写上月份\n例如 --month 2024-06")
    here = context_of_month(month, data, as_of, at)
    answer(
        here,
        lambda board, path: view(board, month, path=path, unit=unit, states=tuple(state or ())),
        form,
        output,
        as_json=as_json,
        overwrite=overwrite,
    )
