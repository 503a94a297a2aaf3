"""`ledger month`: where the office stands in its month."""

from __future__ import annotations

from ganxian_ledger.cli.options import DataOpt, FormatOpt, JsonOpt
from ganxian_ledger.cli.period_options import AsOfSinceOpt, MonthArg
from ganxian_ledger.cli.showing import answer


def month(
    month: MonthArg = None,
    *,
    as_of: AsOfSinceOpt = None,
    form: FormatOpt = None,
    as_json: JsonOpt = False,
    data: DataOpt = None,
) -> None:
    """看一个月办到哪一步：发出、收回、核查、函件、通报、考评，和下一步的命令；不写月份为当月。

    例：ledger month 2024-06
    """
    from ganxian_ledger.domain.views.month import month as view
    from ganxian_ledger.usecases.month import context_of_month, current

    here = context_of_month(month, data, as_of)
    period = month or current(here)
    answer(here, lambda board, path: view(board, period, path=path), form, None, as_json=as_json)
