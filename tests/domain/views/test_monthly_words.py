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
    assert words.stopped("已完成招标。\n正在施工；") == "已完成招标。正在施工"
    assert words.quoted("“三气”专项\n整治") == "“‘三气’专项整治”"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  已完成\r\n招标  ", "已完成招标"),
        ("V 类及劣 V  类", "V 类及劣 V 类"),
        ("完成 ，再报 （初稿） 。", "完成，再报（初稿）。"),
        ("GB/T\n9704", "GB/T 9704"),
        ("使用GPS\n定位", "使用GPS定位"),
        ("甲\u2028乙\u3000丙", "甲乙 丙"),
        ("", ""),
        (" ", ""),
        ("甲", "甲"),
    ],
)
def test_no_blank_lets_a_line_begin_with_a_mark(text: str, expected: str) -> None:
    assert words.one_line(text) == expected


def test_many_units_are_counted_once() -> None:
    units = [(f"{n}局", 9 - i) for i, n in enumerate("甲乙丙丁戊己")]
    assert words.of_units(units[:2]) == "2家单位：甲局（9项）、乙局（8项）"
    assert words.of_units(units).startswith("甲局（9项）、")
    assert words.of_units(units).endswith("戊局（5项）等6家单位")


def test_nothing_to_divide_is_a_dash() -> None:
    assert words.percent(None) == "—"
    assert words.percent(Decimal("7.6")) == "7.6%"
