"""Time progress is counted in months, exactly, and rounded only when shown."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from ganxian_ledger.domain.state.pace import rounded, time_progress

START, DUE = date(2024, 1, 1), date(2024, 12, 31)


@pytest.mark.parametrize("month", range(1, 13))
def test_at_a_month_s_end_its_share_of_a_calendar_year_is_gone(month: int) -> None:
    end = (date(2024, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    assert time_progress(START, DUE, end) == Fraction(month * 100, 12)


def test_at_the_end_of_june_exactly_half_is_gone() -> None:
    assert time_progress(START, DUE, date(2024, 6, 30)) == 50
    assert time_progress(date(2023, 1, 1), date(2023, 12, 31), date(2023, 6, 30)) == 50


def test_a_day_is_its_share_of_its_month() -> None:
    assert time_progress(START, DUE, date(2024, 2, 29)) == Fraction(200, 12)
    assert time_progress(START, DUE, date(2024, 2, 1)) == (1 + Fraction(1, 29)) * 100 / 12
    assert time_progress(START, DUE, date(2024, 1, 1)) == Fraction(100, 31 * 12)


def test_it_is_held_between_nought_and_a_hundred() -> None:
    assert time_progress(START, DUE, date(2023, 12, 31)) == 0
    assert time_progress(START, DUE, date(1999, 1, 1)) == 0
    assert time_progress(START, DUE, DUE) == 100
    assert time_progress(START, DUE, date(2025, 1, 1)) == 100


@pytest.mark.parametrize("due", [START, date(2023, 12, 31), date(2020, 2, 29)])
@pytest.mark.parametrize("day", [date(2019, 1, 1), START, DUE])
def test_it_is_full_where_the_deadline_is_not_after_the_start(due: date, day: date) -> None:
    assert time_progress(START, due, day) == 100


def test_it_never_falls_from_one_day_to_the_next() -> None:
    start, due = date(2023, 11, 17), date(2025, 2, 28)
    days = [date(2023, 10, 1) + timedelta(days=n) for n in range(600)]
    gone = [time_progress(start, due, day) for day in days]
    assert gone == sorted(gone)
    assert gone[0] == 0
    assert gone[-1] == 100


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(1, 20), "0.1"),
        (Fraction(1, 20) - Fraction(1, 10**30), "0.0"),
        (Fraction(100, 3), "33.3"),
        (Fraction(200, 3), "66.7"),
        (Decimal("0.25"), "0.3"),
        (Decimal("2.45"), "2.5"),
        (Decimal("-0.25"), "-0.3"),
        (Decimal("-0.24"), "-0.2"),
        (Fraction(-100, 3), "-33.3"),
        (Decimal("99.95"), "100.0"),
        (50, "50.0"),
        (0, "0.0"),
        (Decimal(10) ** 40, "1" + "0" * 40 + ".0"),
    ],
)
def test_a_figure_is_rounded_half_up_to_one_decimal(
    value: Fraction | Decimal | int, shown: str
) -> None:
    assert rounded(value) == Decimal(shown)
    assert str(rounded(value)) == shown


def test_a_small_loss_is_not_shown_as_minus_nought() -> None:
    assert str(rounded(Fraction(-1, 100))) == "0.0"
    assert rounded(Fraction(-1, 100)) == 0
