"""The types of items by their names in the files: one line each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ganxian_ledger.domain.scoring import (
    close_rate,
    early_closing,
    failed_reviews,
    marks,
    on_time_returns,
    overdue_days,
    quantities,
    rejected,
)
from ganxian_ledger.domain.scoring.sight import Sight
from ganxian_ledger.domain.scoring.trace import Judged

Judge = Callable[[Any, str, Sight], Judged | None]
"""From an item of its type and a unit's registered name; None where the unit has nothing."""

JUDGES: dict[str, Judge] = {
    "close_rate": close_rate.judge,
    "quantities": quantities.judge,
    "on_time_returns": on_time_returns.judge,
    "overdue_days": overdue_days.judge,
    "rejected": rejected.judge,
    "failed_reviews": failed_reviews.judge,
    "early_closing": early_closing.judge,
    "marks": marks.judge,
}
