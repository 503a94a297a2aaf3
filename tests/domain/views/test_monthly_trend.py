"""The months of a year side by side: each is what its own report says."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.domain.model.calendar import Period, month_of, parse_period
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.views.monthly import Report, build
from ganxian_ledger.domain.views.monthly_trend import trend_chart, trend_table
from ganxian_ledger.usecases.opening import open_sound

DEMO = Path(__file__).parents[3] / "examples" / "demo"


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return open_sound(LedgerFolder(DEMO), date(2025, 3, 31)).ledger


def report_of(ledger: Ledger, period: Period, day: date) -> Report:
    earlier = Board(ledger, period.first - timedelta(days=1))
    return build(Board(ledger, day), earlier, period)


def period(text: str) -> Period:
    found = parse_period(text)
    assert found is not None
    return found


def test_each_month_of_a_year_is_what_its_own_report_says(ledger: Ledger) -> None:
    year = period("2024")
    lines = report_of(ledger, year, year.last).trend
    assert [line.day.month for line in lines] == list(range(1, 13))
    for line in lines:
        own = report_of(ledger, month_of(line.day), line.day).overview.whole
        told = (line.closed, line.rate, line.submitted, line.overdue, line.lagging)
        assert told == (own.closed, own.rate, own.submitted, own.overdue, own.lagging)
    assert {line.closed for line in lines} > {0, 59}


def test_a_quarter_that_is_not_over_ends_on_its_day(ledger: Ledger) -> None:
    lines = report_of(ledger, period("2024-Q3"), date(2024, 8, 12)).trend
    assert [line.day for line in lines] == [date(2024, 7, 31), date(2024, 8, 12)]
    table, chart = trend_table(lines), trend_chart(lines)
    assert [row[2] for row in table.rows] == [line.closed for line in lines]
    assert chart.categories == ("7月", "8月")
    assert chart.series[0].values == tuple(line.rate for line in lines)


@pytest.mark.parametrize(("text", "day"), [("2024-06", (2024, 6, 30)), ("2024", (2024, 1, 20))])
def test_a_single_month_has_nothing_to_be_put_beside(
    ledger: Ledger, text: str, day: tuple[int, int, int]
) -> None:
    assert report_of(ledger, period(text), date(*day)).trend == ()
