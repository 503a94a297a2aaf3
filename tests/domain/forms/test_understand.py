"""What people type is understood where it can mean one thing only; all else is asked about."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ganxian_ledger.domain.forms.raw import RawCell, RawValue
from ganxian_ledger.domain.forms.understand import (
    Calendar,
    Measured,
    Misread,
    day_of,
    number_of,
    percent_of,
    text_of,
    yes_of,
)
from ganxian_ledger.domain.model.calendar import month_of

CALENDAR = Calendar(month_of(date(2024, 6, 1)), date(2024, 1, 1), date(2024, 6, 30))
DUST = Measured("微克/立方米", (Decimal(24),))
SHARE = Measured("%", (Decimal(90),))
SMALL_SHARE = Measured("%", (Decimal("0.5"),))


def percent(value: RawValue, *, last: int = 40, is_percent: bool = False) -> int:
    return percent_of(RawCell(value, is_percent=is_percent), last=last, is_submitted=False)


def code(value: RawValue, *, last: int = 40, is_percent: bool = False) -> str:
    with pytest.raises(Misread) as told:
        percent(value, last=last, is_percent=is_percent)
    assert told.value.remedy
    return told.value.kind.code


@pytest.mark.parametrize(
    "typed", [60, 60.0, "60", "60%", "６０％", "60 %", " 60　", "60.0", "60.00%", "+60", "60﹪"]
)
def test_sixty_is_understood_however_it_is_typed(typed: RawValue) -> None:
    assert percent(typed) == 60


@pytest.mark.parametrize(("stored", "meant"), [(0.6, 60), (0.57, 57), (0.07, 7), (1, 100), (0, 0)])
def test_a_cell_that_shows_percent_says_what_it_shows(stored: float, meant: int) -> None:
    assert percent(stored, is_percent=True) == meant


@pytest.mark.parametrize("typed", [0.5, "0.5", "０．５", 0.99, ".5%", 0.05])
def test_half_is_never_taken_for_fifty_or_for_nought(typed: RawValue) -> None:
    assert code(typed) in {"F306", "F303"}


def test_the_remedy_is_what_the_cell_lets_one_type() -> None:
    with pytest.raises(Misread) as told:
        percent(0.5)
    assert told.value.remedy == "是 50% 的填 50，不带百分号"


def test_one_is_asked_about_where_the_work_was_further_already() -> None:
    assert code(1, last=40) == code("1", last=40) == "F306"
    assert percent(1, last=0) == 1
    assert percent("1%", last=40) == 1


@pytest.mark.parametrize(
    "typed",
    [
        "约60",
        "60左右",
        "六十",
        "60-70",
        "60%%",
        "60²",
        "①",
        "٦٠",
        "𝟔𝟎",
        "1e2",
        True,
        date(2024, 6, 1),
        "6 0",
        "60%。",
        "百分之六十",
        float("nan"),
        float("inf"),
    ],
)
def test_what_is_not_a_number_is_not_guessed_at(typed: RawValue) -> None:
    assert code(typed) == "F303"


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [(120, "F304"), (-1, "F304"), ("101%", "F304"), (60.5, "F305"), ("0.5%", "F305")],
)
def test_out_of_range_and_broken_percents_are_told_apart(typed: RawValue, wrong: str) -> None:
    assert code(typed) == wrong


def test_a_percent_of_sixty_in_a_cell_of_percents_is_six_thousand() -> None:
    assert code(60, is_percent=True) == "F304"


def test_formulas_and_errors_are_refused_whatever_they_give() -> None:
    for cell, wrong in (
        (RawCell(60, is_formula=True), "F301"),
        (RawCell(None, is_error=True), "F302"),
    ):
        with pytest.raises(Misread) as told:
            percent_of(cell, last=0, is_submitted=False)
        assert told.value.kind.code == wrong


@given(st.integers(0, 100), st.sampled_from(["{}", "{}%", " {} %", "{}.0", "{}.00 %"]))
def test_every_percent_comes_back_as_it_was_typed(number: int, form: str) -> None:
    typed = form.format(number)
    if number == 1 and "%" not in typed:
        assert percent(typed, last=0) == 1
    else:
        assert percent(typed, last=0) == percent(typed, last=40) == number


@given(st.one_of(st.text(max_size=8), st.floats(), st.integers(), st.booleans(), st.dates()))
def test_no_cell_gives_a_percent_that_is_none(value: RawValue) -> None:
    try:
        made = percent(value)
    except Misread:
        return
    assert 0 <= made <= 100


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("23.1", "23.1"),
        (23.1, "23.1"),
        (23, "23"),
        ("２３．１", "23.1"),
        ("1,234.5", "1234.5"),
        ("1,234,567", "1234567"),
        ("23.1微克/立方米", "23.1"),
        ("23.1 微克／立方米", "23.1"),
        ("-3.2", "-3.2"),
        ("−3.2", "-3.2"),
        (23.0, "23"),
        ("23.10", "23.10"),
        (-0.0, "0"),
        ("-0", "0"),
        (0.1, "0.1"),
    ],
)
def test_numbers_are_exact(typed: RawValue, meant: str) -> None:
    assert str(number_of(RawCell(typed), DUST)) == meant


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ("约23", "F309"),
        ("二十三", "F309"),
        ("1,23", "F309"),
        ("1.2.3", "F309"),
        ("12 34", "F309"),
        ("023", "F309"),
        ("1,2345", "F309"),
        (True, "F309"),
        (date(2024, 6, 1), "F309"),
        ("-", "F309"),
        ("23.1毫克/立方米", "F310"),
        ("23%", "F310"),
        ("2万", "F310"),
        ("23.1左右", "F310"),
        ("10³", "F310"),
        (23.123456789012345, "F312"),
        (1e20, "F312"),
        ("1234567890123456", "F312"),
        (1 / 3, "F312"),
    ],
)
def test_numbers_that_can_mean_something_else_are_refused(typed: RawValue, wrong: str) -> None:
    with pytest.raises(Misread) as told:
        number_of(RawCell(typed), DUST)
    assert told.value.kind.code == wrong


def test_percents_are_taken_only_where_the_unit_is_percent() -> None:
    assert number_of(RawCell(0.953, is_percent=True), SHARE) == Decimal("95.3")
    assert number_of(RawCell(0.9530000000000001, is_percent=True), SHARE) == Decimal("95.3")
    assert number_of(RawCell("95%"), SHARE) == number_of(RawCell("９５％"), SHARE) == 95
    with pytest.raises(Misread) as told:
        number_of(RawCell(0.95, is_percent=True), DUST)
    assert told.value.kind.code == "F310"


def test_a_share_below_one_is_asked_about_unless_shares_are_so_small() -> None:
    with pytest.raises(Misread) as told:
        number_of(RawCell(0.95), SHARE)
    assert (told.value.kind.code, told.value.message) == (
        "F311",
        "数值填的是 0.95：是 95% 还是 0.95%？",
    )
    assert number_of(RawCell(0.4), SMALL_SHARE) == Decimal("0.4")
    assert number_of(RawCell("0.4%"), SHARE) == Decimal("0.4")


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=4
    )
)
def test_a_typed_number_keeps_every_digit(number: Decimal) -> None:
    made = number_of(RawCell(f"{number:f}"), DUST)
    assert made == number
    assert f"{made:f}".lstrip("-") == f"{number:f}".lstrip("-")


@pytest.mark.parametrize(
    "typed",
    [
        "2024.6.15",
        "2024-6-15",
        "2024/06/15",
        "2024年6月15日",
        "２０２４．６．１５",
        "6月15日",
        "6月15号",
        "20240615",
        20240615,
        date(2024, 6, 15),
        datetime(2024, 6, 15, 10, 30),  # noqa: DTZ001 (a sheet knows no zone)
        "2024-06-15 00:00:00",
    ],
)
def test_the_fifteenth_of_june_is_understood_however_it_is_typed(typed: RawValue) -> None:
    assert day_of(RawCell(typed), CALENDAR) == date(2024, 6, 15)


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        (45458, "F313"),
        (6.15, "F313"),
        ("6.15", "F313"),
        ("15/6/2024", "F313"),
        ("2024.6-15", "F313"),
        ("24.6.15", "F313"),
        ("2024-6-31", "F313"),
        ("上周五", "F313"),
        (True, "F313"),
        ("2月30日", "F313"),
        ("2023-12-31", "F314"),
        (date(2014, 6, 15), "F314"),
        ("2024-07-01", "F315"),
        ("12月30日", "F315"),
    ],
)
def test_days_that_cannot_be_are_refused(typed: RawValue, wrong: str) -> None:
    with pytest.raises(Misread) as told:
        day_of(RawCell(typed), CALENDAR)
    assert told.value.kind.code == wrong


def test_yes_and_no_are_taken_only_where_they_are_unmistakable() -> None:
    assert all(yes_of(RawCell(one)) for one in ("是", " 是 ", "√", "✔", "y", "ＹＥＳ"))
    assert not any(yes_of(RawCell(one)) for one in ("否", "×", "N", "no"))
    for odd in ("x", "可以", "是否", 1, 0, True, date(2024, 6, 1), "不"):
        with pytest.raises(Misread) as told:
            yes_of(RawCell(odd))
        assert told.value.kind.code == "F308"


def test_texts_are_trimmed_and_nothing_hidden_gets_through() -> None:
    def text(value: RawValue) -> str:
        return text_of(RawCell(value), head="说明", most=10)

    assert text("　已开工\r\n二期 ") == "已开工\n二期"
    assert (text(60), text(3.5)) == ("60", "3.5")
    assert text_of(RawCell(0.6, is_percent=True), head="说明", most=10) == "60%"
    for odd, wrong in (
        ("甲\u202e乙", "F317"),
        ("甲\t乙", "F317"),
        ("字" * 11, "F316"),
        (True, "F318"),
    ):
        with pytest.raises(Misread) as told:
            text(odd)
        assert told.value.kind.code == wrong
    with pytest.raises(Misread, match="第 2 个字"):
        text("甲\u202e乙")
