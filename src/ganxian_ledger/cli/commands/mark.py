"""`ledger mark`: points that are given by hand, or a veto, for the assessment."""

from __future__ import annotations

from typing import Annotated

import typer

from ganxian_ledger.cli import completion, outcome
from ganxian_ledger.cli.options import ByOpt, DataOpt, DateOpt, DryRunOpt, PointsOpt, ReasonOpt
from ganxian_ledger.cli.period_options import MonthOpt, QuarterOpt, YearOpt, the_one

MarkedArg = Annotated[
    str,
    typer.Argument(
        metavar="单位",
        help="给哪个单位（名称、别名或名称的一部分）",
        autocompletion=completion.units,
        show_default=False,
    ),
]
ItemOpt = Annotated[
    str | None,
    typer.Option(
        "--item",
        metavar="考评项",
        help="考评办法里类型为 marks 的考评项的编号",
        show_default=False,
    ),
]
VetoOpt = Annotated[
    str | None,
    typer.Option(
        "--veto",
        metavar="等次",
        help="一票否决：这一期的等次不高于它；不与 --item、--points 合用",
        show_default=False,
    ),
]
ApproverOpt = Annotated[
    str, typer.Option("--approved-by", metavar="批准人", help="谁批准的", show_default=False)
]


def mark(
    unit: MarkedArg,
    *,
    reason: ReasonOpt,
    approved_by: ApproverOpt,
    item: ItemOpt = None,
    points: PointsOpt = None,
    veto: VetoOpt = None,
    month: MonthOpt = None,
    quarter: QuarterOpt = None,
    year: YearOpt = None,
    by: ByOpt = None,
    date: DateOpt = None,
    dry_run: DryRunOpt = False,
    data: DataOpt = None,
) -> None:
    """手工评分：按考评办法给单位加分、扣分，或一票否决；理由和批准人必填，只增不改。

    例：ledger mark 区水利局 --item praise --points 1 --month 2024-06 --reason … --approved-by …
    """
    from ganxian_ledger.domain.edits.mark import GiveMark, GiveVeto

    period = the_one(month, quarter, year)
    said = outcome.said(date, by, None)
    if (veto is None) == (item is None and points is None):
        raise typer.BadParameter("--item 和 --points（评分）与 --veto（一票否决）写一样，不能都写")
    if veto is not None:
        outcome.record(
            data, GiveVeto(unit, period, veto, reason, approved_by, said), dry_run=dry_run
        )
        return
    if item is None or points is None:
        raise typer.BadParameter("评分要写 --item（考评项）和 --points（分数）")
    outcome.record(
        data, GiveMark(unit, period, item, points, reason, approved_by, said), dry_run=dry_run
    )
