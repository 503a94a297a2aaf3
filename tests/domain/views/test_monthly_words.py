"""The phrases of a report."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from ganxian_ledger.domain.views import words


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (1, 3, "33.3"),
        (2, 3, "66.7"),
        (1, 16, "6.3"),
        (0, 5, "0.0"),
        (0, 0, "0.0"),
        (1, 2000, "0.1"),
    ],
)
def test_shares_are_rounded_half_up_to_one_decimal(part: int, whole: int, expected: str) -> None:
    assert words.share(part, whole) == Decimal(expected)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("24", "24"), ("24.50", "24.5"), ("1E+3", "1000"), ("0.000", "0"), ("-0.50", "-0.5")],
)
def test_numbers_are_plain(value: str, expected: str) -> None:
    assert words.number(Decimal(value)) == expected


def test_lists_are_cut_after_five() -> None:
    assert words.named(list("甲乙丙丁戊")) == "甲、乙、丙、丁、戊"
    assert words.named(list("甲乙丙丁戊己"), "家") == "甲、乙、丙、丁、戊等6家"


def test_changes_are_said_in_words() -> None:
    assert words.changed(3, 5) == "增加2项"
    assert words.changed(5, 3, "家") == "减少2家"
    assert words.changed(3, 3) == "持平"
    assert words.points_changed(Decimal("3.8"), Decimal("7.6")) == "提高3.8个百分点"
    assert words.points_changed(Decimal("7.6"), Decimal("3.8")) == "下降3.8个百分点"
    assert words.points_changed(Decimal("7.6"), Decimal("7.6")) == "持平"
    assert not words.points_changed(None, Decimal("3.8"))


def test_days_have_no_leading_noughts_and_a_year_where_it_differs() -> None:
    assert words.day_words(date(2024, 6, 5)) == "2024年6月5日"
    assert words.short_day(date(2024, 6, 5), date(2024, 7, 1)) == "6月5日"
    assert words.short_day(date(2024, 6, 5), date(2025, 1, 1)) == "2024年6月5日"


def test_what_units_wrote_fits_into_a_sentence() -> None:
    assert words.stopped("已完成招标。\n正在施工；") == "已完成招标。 正在施工"
    assert words.quoted("“三气”专项\n整治") == "“‘三气’专项 整治”"


def test_nothing_to_divide_is_a_dash() -> None:
    assert words.percent(None) == "—"
    assert words.percent(Decimal("7.6")) == "7.6%"
