"""Sums, redistribution, ranks, grades and vetoes; and who takes no part."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from tests.support.build import a_measure, a_unit
from tests.support.scheme import a_scheme, ledger_of, line_of, of_unit, scored

from ganxian_ledger.domain.scoring.score import (
    NO_GROUP,
    NOTHING_DUE,
    NOTHING_HELD,
    SUPPORT_ONLY,
    Scores,
    UnitScore,
)
from ganxian_ledger.domain.scoring.trace import figure
from ganxian_ledger.domain.state.pace import rounded

OFFICE = "领导小组办公室"
NAMES = ["甲局", "乙局", "丙局", "丁镇"]
UNITS = [a_unit(name=name, kind=f"区直{name[1:]}") for name in NAMES]
GRADES = [{"name": "优秀", "at_least": 90}, {"name": "合格", "at_least": 60}]


def given(unit: str, item: str, points: str, **keys: Any) -> dict[str, Any]:
    """A mark of June."""
    return {
        "unit": unit,
        "period": "2024-06",
        "item": item,
        "points": Decimal(points),
        "reason": "理由",
        "approved_by": "批准人",
        "date": date(2024, 6, 20),
        "by": OFFICE,
        **keys,
    }


IN_TIME = {"id": "due", "type": "overdue_days", "points": 0, "each": 0}
"""An item of no points, for which the units have something that is due."""
CLOSED: dict[str, Any] = {"date": date(2024, 5, 10), "type": "close", "by": OFFICE}
DUE = [
    a_measure(id=f"8.{n}", lead=name, due=date(2024, 6, 1), log=[CLOSED])
    for n, name in enumerate(NAMES, 4)
]


def marks_only(folder: Path, *marks: Any, **keys: Any) -> Scores:
    """Scores that rest on marks, from nought for 60 points and from full for 40."""
    seen = keys.pop("seen", None)
    scheme = a_scheme(
        IN_TIME,
        {"id": "one", "type": "marks", "points": 60},
        {"id": "two", "type": "marks", "points": 40, "start": "full"},
        marks=list(marks),
        **keys,
    )
    ledger = ledger_of(folder, scheme, more_units=UNITS, more_measures=DUE)
    return scored(ledger, "2024-06", seen=seen)


def with_rest(folder: Path, when_empty: str, *marks: Any) -> UnitScore:
    """The score of 甲局 by marks for 60 points, beside 40 for look-backs, which nobody had."""
    scheme = a_scheme(
        IN_TIME,
        {"id": "one", "type": "marks", "points": 60},
        {
            "id": "two",
            "type": "failed_reviews",
            "points": 40,
            "each": 1,
            "when_empty": when_empty,
        },
        marks=list(marks),
    )
    ledger = ledger_of(folder, scheme, more_units=UNITS, more_measures=DUE)
    return of_unit(scored(ledger, "2024-06"), "甲局")


def ranks(scores: Scores) -> dict[str, int | None]:
    """The ranks of those who take part and have any points given for the first item."""
    return {
        one.unit: one.rank for one in scores.units if one.takes_part and line_of(one, "one").facts
    }


def test_ties_of_what_is_shown_share_a_rank_and_the_next_is_left_out(tmp_path: Path) -> None:
    marks = [
        given("甲局", "one", "50.001"),
        given("乙局", "one", "50.004"),
        given("丙局", "one", "49.9"),
    ]
    scores = marks_only(tmp_path, *marks)
    assert ranks(scores) == {"甲局": 1, "乙局": 1, "丙局": 3}
    assert {one.among for one in scores.units if one.group == "区直局"} == {3}
    assert [one.unit for one in scores.units][:3] == ["甲局", "乙局", "丙局"]


def test_more_decimals_part_them(tmp_path: Path) -> None:
    marks = [given("甲局", "one", "50.001"), given("乙局", "one", "50.004")]
    assert ranks(marks_only(tmp_path, *marks, decimals=3)) == {"乙局": 1, "甲局": 2}


def test_an_empty_item_gives_its_points_to_the_others(tmp_path: Path) -> None:
    one = with_rest(tmp_path, "redistribute", given("甲局", "one", "45"))
    assert one.total == 75
    assert one.rounded == Decimal("75.00")
    assert line_of(one, "one").formula == "0＋45＝45；折算 45×5/3＝75"
    assert line_of(one, "two").formula == "没有可考评的，分值折算到其他项"


def test_an_empty_item_may_be_given_in_full(tmp_path: Path) -> None:
    one = with_rest(tmp_path, "full", given("甲局", "one", "45"))
    assert one.total == 85
    assert line_of(one, "two").formula == "没有可考评的，得满分 40"


def test_an_item_given_by_hand_is_never_empty_so_that_praise_lowers_no_total(
    tmp_path: Path,
) -> None:
    bare = with_rest(tmp_path, "redistribute")
    praised = with_rest(tmp_path, "redistribute", given("甲局", "one", "1"))
    assert line_of(bare, "one").formula == "0（没有评分）＝0；折算 0×5/3＝0"
    assert bare.total < praised.total
    of_full = of_unit(marks_only(tmp_path), "甲局")
    assert line_of(of_full, "two").formula == "40（没有评分）＝40"
    assert of_full.total == 40


@pytest.mark.parametrize("unit", ["戊局", "区城管局"])
def test_marks_and_full_points_for_nothing_let_nobody_take_part(tmp_path: Path, unit: str) -> None:
    more = {"id": "praise", "type": "marks", "title": "表扬", "points": 5}
    scheme = a_scheme(
        {"id": "one", "type": "marks", "points": 60, "start": "full"},
        {"id": "two", "type": "rejected", "points": 40, "each": 1, "when_empty": "full"},
        marks=[given(unit, "one", "-5"), given(unit, "praise", "1")],
        bonus={"cap": 5, "items": [more]},
    )
    units = [a_unit(name="戊局", kind="区直局")]
    one = of_unit(scored(ledger_of(tmp_path, scheme, more_units=units), "2024-06"), unit)
    assert (one.takes_part, one.rounded, one.rank) == (False, None, None)
    assert one.reason == (NOTHING_HELD if unit == "戊局" else NOTHING_DUE)
    assert line_of(one, "one").formula == "60－5＝55；未参评，不计"
    assert [line.result for line in (*one.lines, *one.bonus_lines)] == [0, 0, 0]


@pytest.mark.parametrize(
    ("due", "log", "takes_part"),
    [("2024-06-30", [], True), ("2024-07-01", [], False), ("2024-07-01", [CLOSED], True)],
)
def test_a_measure_neither_due_nor_closed_counts_and_lets_nobody_take_part(
    tmp_path: Path, due: str, log: list[Any], takes_part: bool
) -> None:
    scheme = a_scheme({"id": "rate", "type": "close_rate", "points": 100, "base": "all"})
    more = [a_measure(id="8.4", lead="甲局", due=date.fromisoformat(due), log=log)]
    ledger = ledger_of(tmp_path, scheme, more_measures=more, more_units=UNITS)
    one = of_unit(scored(ledger, "2024-06"), "甲局")
    assert one.takes_part == takes_part
    assert [fact.subject for fact in line_of(one, "rate").facts] == ["8.4"]


def test_the_total_is_rounded_half_up_at_the_end(tmp_path: Path) -> None:
    marks = [given("甲局", "one", "10.002"), given("甲局", "two", "-29.997")]
    one = of_unit(marks_only(tmp_path, *marks), "甲局")
    assert one.total == Fraction("20.005")
    assert one.rounded == Decimal("20.01")


@pytest.mark.parametrize(
    ("points", "grade"), [("49.995", "优秀"), ("49.994", "合格"), ("20", "合格"), ("19.9", "")]
)
def test_the_grade_goes_by_what_is_shown(tmp_path: Path, points: str, grade: str) -> None:
    one = of_unit(marks_only(tmp_path, given("甲局", "one", points), grades=GRADES), "甲局")
    assert one.grade == grade


@pytest.mark.parametrize(
    ("period", "day", "seen", "grade"),
    [
        ("2024-06", date(2024, 6, 30), None, "合格"),
        ("2024-06", date(2024, 7, 1), None, "优秀"),
        ("2024-06", date(2024, 7, 1), date(2024, 6, 30), "优秀"),
        ("2024-06", date(2024, 7, 1), date(2024, 7, 1), "合格"),
        ("2024-06", date(2025, 2, 1), date(2025, 2, 3), "合格"),
        ("2024-05", date(2024, 5, 30), None, "优秀"),
        ("2024-05", date(2024, 6, 15), None, "优秀"),
        ("2024-Q2", date(2024, 6, 30), None, "优秀"),
    ],
)
def test_a_veto_of_the_period_caps_the_grade_from_its_day_on_and_leaves_score_and_rank(
    tmp_path: Path, period: str, day: date, seen: date | None, grade: str
) -> None:
    veto = given("甲局", "one", "1", period=period, date=day, grade="合格")
    del veto["item"], veto["points"]
    marks = [given("甲局", "one", "58"), given("乙局", "one", "50")]
    scores = marks_only(tmp_path, *marks, grades=GRADES, veto=[veto], seen=seen)
    one = of_unit(scores, "甲局")
    assert (one.grade, one.rounded, one.rank) == (grade, Decimal("98.00"), 1)
    assert scores.later == ((day,) if seen == day or (seen and seen > day) else ())


def test_each_kind_is_a_group_where_none_is_declared(tmp_path: Path) -> None:
    marks = [given(name, "one", points) for name, points in zip(NAMES, "4321", strict=True)]
    scores = marks_only(tmp_path, *marks)
    assert scores.groups == ("区直部门", "区直局", "区直镇")
    assert ranks(scores) == {"甲局": 1, "乙局": 2, "丙局": 3, "丁镇": 1}


def test_a_unit_of_no_group_has_a_score_and_no_rank(tmp_path: Path) -> None:
    marks = [given(name, "one", points) for name, points in zip(NAMES, "4321", strict=True)]
    scores = marks_only(tmp_path, *marks, groups=[{"name": "局", "kinds": ["区直局"]}])
    one = of_unit(scores, "丁镇")
    assert (one.rounded, one.rank, one.reason) == (Decimal("41.00"), None, NO_GROUP)
    assert [unit.unit for unit in scores.units if unit.takes_part] == NAMES


@pytest.mark.parametrize(
    ("given_points", "item_points", "cap", "added"),
    [("2", 3, 5, 2), ("2", 3, 1, 1), ("3", 3, 5, 3)],
)
def test_the_bonus_stands_beside_the_hundred_and_is_capped(
    tmp_path: Path, given_points: str, item_points: int, cap: int, added: int
) -> None:
    more = {"id": "praise", "type": "marks", "title": "表扬", "points": item_points}
    marks = [
        given("甲局", "one", "60"),
        given("甲局", "two", "40"),
        given("甲局", "praise", given_points),
    ]
    scores = marks_only(tmp_path, *marks, bonus={"cap": cap, "items": [more]})
    one = of_unit(scores, "甲局")
    assert one.bonus == added
    assert one.total == 100 + added


def test_early_closings_are_a_bonus_by_the_first_deadline(tmp_path: Path) -> None:
    def closed(number: str, due: date, *log: Any) -> str:
        last: dict[str, Any] = {"date": date(2024, 6, 10), "type": "close", "by": OFFICE}
        return a_measure(id=number, due=due, log=[*log, last])

    later = {"type": "extend", "by": OFFICE, "to": date(2024, 12, 1), "reason": "暴雨"}
    measures = [
        closed("8.4", date(2024, 7, 10)),
        closed("8.5", date(2024, 7, 9)),
        closed("8.6", date(2024, 6, 20), {"date": date(2024, 6, 1), **later}),
    ]
    item = {"id": "early", "type": "early_closing", "title": "提前", "points": 5}
    scheme = a_scheme(
        {"id": "rate", "type": "close_rate", "points": 100, "base": "all"},
        bonus={"cap": 9, "items": [{**item, "each": 2, "days": 30}]},
    )
    ledger = ledger_of(tmp_path, scheme, more_measures=measures)
    one = of_unit(scored(ledger, "2024-06"), "区城管局")
    assert one.bonus == 2
    assert [fact.subject for fact in line_of(one, "early").facts] == ["8.4"]
    assert one.total == 75 + 2


@pytest.mark.parametrize(("share", "reason"), [(0, SUPPORT_ONLY), (1, NOTHING_DUE)])
def test_who_has_nothing_due_takes_no_part(tmp_path: Path, share: int, reason: str) -> None:
    scheme = a_scheme({"id": "rate", "type": "close_rate", "points": 100}, support_share=share)
    more = [a_measure(id="8.4", support=["甲局"])]
    ledger = ledger_of(tmp_path, scheme, more_measures=more, more_units=UNITS)
    scores = scored(ledger, "2024-06")
    assert [one.unit for one in scores.units if one.takes_part] == []
    assert of_unit(scores, "甲局").reason == reason
    assert of_unit(scores, "区城管局").reason == NOTHING_DUE
    assert of_unit(scores, "乙局").reason == NOTHING_HELD
    assert OFFICE not in {one.unit for one in scores.units}


def test_who_has_something_only_for_items_without_points_takes_no_part(tmp_path: Path) -> None:
    rest = {"id": "rest", "type": "failed_reviews", "points": 100, "each": 1}
    ledger = ledger_of(tmp_path, a_scheme(IN_TIME, rest), more_measures=DUE, more_units=UNITS)
    one = of_unit(scored(ledger, "2024-06"), "甲局")
    assert (one.takes_part, one.rounded) == (False, None)


def test_groups_without_members_are_told(tmp_path: Path) -> None:
    scheme = a_scheme({"id": "rate", "type": "close_rate", "points": 100})
    more = [a_measure(id="8.4", lead="有关部门", due=date(2024, 5, 1))]
    units = [*UNITS, a_unit(name="有关部门", kind="集合")]
    scores = scored(ledger_of(tmp_path, scheme, more_measures=more, more_units=units), "2024-06")
    assert scores.open_groups == (("有关部门", 1),)
    assert "有关部门" not in {one.unit for one in scores.units}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(30), "30"),
        (Fraction(1, 4), "0.25"),
        (Fraction(-3, 2), "-1.5"),
        (Fraction(1, 3), "1/3"),
        (Fraction(100), "100"),
        (Fraction(1, 2**20), "1/1048576"),
    ],
)
def test_a_figure_is_exact(value: Fraction, text: str) -> None:
    assert figure(value) == text


def test_half_goes_up_and_away_from_nought() -> None:
    assert [str(rounded(Fraction(n, 200), 2)) for n in (1, 3, -1, 200)] == [
        "0.01",
        "0.02",
        "-0.01",
        "1.00",
    ]
    assert [str(rounded(value)) for value in (Fraction(1, 20), Fraction(-1, 30), 50)] == [
        "0.1",
        "0.0",
        "50.0",
    ]
