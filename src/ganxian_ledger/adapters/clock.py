"""Which day it is: in Asia/Shanghai, or the day that LEDGER_TODAY names."""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta, timezone

from ganxian_ledger.domain.errors import Unknown
from ganxian_ledger.domain.model.calendar import day_of
from ganxian_ledger.domain.model.record import typed

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China keeps one zone without summer time (since 1991), so no zone data is needed."""


class BadToday(Unknown):
    """LEDGER_TODAY is set but is no day."""


def today() -> date:
    """The day in Asia/Shanghai, or that of LEDGER_TODAY.

    Raises:
        BadToday: where LEDGER_TODAY is not a day.
    """
    fixed = os.environ.get("LEDGER_TODAY")
    if not fixed:
        return day_in_shanghai()
    try:
        return typed(day_of, fixed)
    except Unknown:
        raise BadToday(
            f"环境变量 LEDGER_TODAY=“{fixed}”不是日期", remedy="写成 2024-06-30 的样子"
        ) from None


def day_in_shanghai() -> date:
    """The day in Asia/Shanghai by the machine's clock, whatever LEDGER_TODAY says."""
    return datetime.now(SHANGHAI).date()
