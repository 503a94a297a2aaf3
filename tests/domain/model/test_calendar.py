"""Days and periods: only as the contract writes them."""

from datetime import date

import pytest
from pydantic import BaseModel, ValidationError

from ganxian_ledger.domain.model.calendar import Day, month_of, parse_period


class Dated(BaseModel):
    """A day of the files."""

    day: Day


@pytest.mark.parametrize("text", ["2024-02-29", "2000-02-29", "1900-01-01", "2999-12-31"])
def test_a_day_that_exists_is_read(text: str) -> None:
    assert Dated.model_validate({"day": text}).day == date.fromisoformat(text)


@pytest.mark.parametrize(
    "text",
    [
        *("2024-02-30", "2023-02-29", "1900-02-29", "2024-13-01", "2024-00-10", "2024-01-00"),
        *("2024-6-30", "2024/06/30", "20240630", "2024年6月30日", "2024-06-30T00:00", "1727654400"),
        *("", " 2024-06-30", "２０２４-06-30", "2024-06-3٣", "-024-06-30", "0000-01-01", "today"),
    ],
)
def test_any_other_text_is_no_day(text: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Dated.model_validate({"day": text})
    [error] = caught.value.errors()
    assert error["type"] == "Y305"
    assert "日期" in error["msg"]


def test_the_words_for_a_day_that_does_not_exist_say_how_long_the_month_is() -> None:
    with pytest.raises(ValidationError, match="2023年2月只有28天"):
        Dated.model_validate({"day": "2023-02-29"})


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2024-12", date(2024, 12, 1), date(2024, 12, 31)),
        ("2024-Q1", date(2024, 1, 1), date(2024, 3, 31)),
        ("2024-Q4", date(2024, 10, 1), date(2024, 12, 31)),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_a_period_runs_from_its_first_to_its_last_day(text: str, first: date, last: date) -> None:
    period = parse_period(text)
    assert period is not None
    assert (period.first, period.last, str(period)) == (first, last, text)
    assert first in period
    assert last in period


@pytest.mark.parametrize(
    "text",
    [
        *("", "24", "02024", "2024-", "2024-0", "2024-6", "2024-00", "2024-13", "2024-006"),
        *("2024-Q0", "2024-Q5", "2024-q1", "2024Q1", "2024-Q", "2024-Q11", "2024-06-30", "2024年"),
        *("２０２４", "2024-０6", "0000", " 2024", "2024-H1"),
    ],
)
def test_nothing_else_is_a_period(text: str) -> None:
    assert parse_period(text) is None


@pytest.mark.parametrize("day", [date(2024, 2, 29), date(2024, 2, 1), date(2024, 2, 14)])
def test_the_month_of_a_day_is_written_as_in_readings(day: date) -> None:
    assert month_of(day) == parse_period("2024-02")
