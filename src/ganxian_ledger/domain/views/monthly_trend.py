"""The months of a quarter or a year side by side: what was closed and late at the end of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from ganxian_ledger.domain.model.calendar import Period, month_of
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.state.pace import rounded, time_progress
from ganxian_ledger.domain.views.paper import Chart, Series
from ganxian_ledger.domain.views.table import Column, Table


@dataclass(frozen=True, slots=True)
class TrendLine:
    """The whole ledger at the end of a month, or on the report's day within the last.

    `rate` is closed in percent, `pace` how much of the plan's time is gone, both to one decimal.
    """

    month: str
    day: date
    closed: int
    rate: Decimal | None
    submitted: int
    overdue: int
    lagging: int
    pace: Decimal


def trend_lines(board: Board, period: Period) -> tuple[TrendLine, ...]:
    """The months of a period up to the board's day; none for a single month."""
    months = tuple(_months(period, board.day))
    if len(months) < 2:
        return ()
    return tuple(_line(board, month) for month in months)


def _months(period: Period, day: date) -> Iterator[Period]:
    month = month_of(period.first)
    while month.first <= min(period.last, day):
        yield month
        month = month_of(month.last + timedelta(days=1))


def _line(board: Board, month: Period) -> TrendLine:
    day = min(month.last, board.day)
    then = board if day == board.day else Board(board.ledger, day)
    plan, sums = board.ledger.plan, then.summary
    return TrendLine(
        month=month.words,
        day=day,
        closed=sums.closed,
        rate=None if sums.close_rate is None else rounded(sums.close_rate),
        submitted=sums.submitted,
        overdue=sums.overdue,
        lagging=sums.lagging,
        pace=rounded(time_progress(plan.start, plan.due, day)),
    )


def trend_table(lines: Sequence[TrendLine]) -> Table:
    """The months for readers."""
    columns = (
        Column("month", "月份"),
        Column("day", "截至"),
        Column("closed", "已销号", "right"),
        Column("rate", "销号率", "right", suffix="%"),
        Column("pace", "方案序时进度", "right", suffix="%"),
        Column("submitted", "待核查", "right"),
        Column("overdue", "逾期", "right"),
        Column("lagging", "滞后", "right"),
    )
    rows = tuple(
        (t.month, t.day, t.closed, t.rate, t.pace, t.submitted, t.overdue, t.lagging) for t in lines
    )
    return Table(columns, rows, "各月末情况")


def trend_chart(lines: Sequence[TrendLine]) -> Chart:
    """The close rate beside the time that is gone."""
    return Chart(
        key="trend_chart",
        title="销号率与方案序时进度",
        kind="line",
        categories=tuple(f"{line.day.month}月" for line in lines),
        series=(
            Series("销号率", tuple(line.rate for line in lines), "蓝"),
            Series("方案序时进度", tuple(line.pace for line in lines), "灰"),
        ),
        unit="%",
    )
