"""What a lead unit is asked to return for a month, and the notice (通知) that says so."""

from __future__ import annotations

from typing import NamedTuple

from ganxian_ledger.domain.model.calendar import Period
from ganxian_ledger.domain.state.workdays import ReturnDay


class Request(NamedTuple):
    """What one unit is asked for: counts of measures, targets and open cells.

    `waiting` are the numbers of measures that the office is checking, which are not asked.
    """

    unit: str
    measures: int
    targets: int
    cells: int
    waiting: tuple[str, ...] = ()


class Notice(NamedTuple):
    """What a template sees beside the paper: the request, its days, and what is attached."""

    request: Request
    month: Period
    until: ReturnDay
    attached: tuple[str, ...]
