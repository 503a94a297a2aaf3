"""Each type of item by itself: what it counts, its limits, and whose it is."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from tests.support.build import a_measure, a_target, a_unit
from tests.support.scheme import a_scheme, ledger_of, line_of, of_unit, scored

from ganxian_ledger.domain.scoring.score import Line

UNIT = "区城管局"
OTHER = "区水利局"
BY = {"by": UNIT}
OFFICE = {"by": "领导小组办公室"}


def event(kind: str, day: str, **keys: Any) -> dict[str, Any]:
    """A record of a log."""
    by = BY if kind in {"progress", "submit"} else OFFICE
    return {"date": date.fromisoformat(day), "type": kind, **by, **keys}


def measure(identity: str, due: str = "2024-12-31", *log: Any, **keys: Any) -> str:
    """A measure of the unit with a deadline and a log."""
    more = {"log": list(log)} if log else {}
    return a_measure(id=identity, due=date.fromisoformat(due), **more, **keys)


def judged(
    folder: Path, item: dict[str, Any], period: str, unit: str = UNIT, **records: Any
) -> Line:
    """The line of one item, in a scheme in which support counts half."""
    scheme = a_scheme({"id": "it", **item}, support_share=Fraction(1, 2).__float__())
    records.setdefault("more_units", [a_unit(name=OTHER)])
    ledger = ledger_of(folder, scheme, **records)
    return line_of(of_unit(scored(ledger, period), unit), "it")


RATE = {"type": "close_rate", "points": 30}
CLOSED = event("close", "2024-06-10")


def test_the_close_rate_counts_what_is_due_by_the_day(tmp_path: Path) -> None:
    more = [
        measure("8.4", "2024-06-30", CLOSED),
        measure("8.5", "2024-06-30"),
        measure("8.6", "2024-07-01", CLOSED),
        measure("8.7", "2024-05-31", event("cancel", "2024-05-02", reason="方案调整")),
    ]
    line = judged(tmp_path, RATE, "2024-06", more_measures=more)
    assert line.raw == 15
    assert [fact.subject for fact in line.facts] == ["8.4", "8.5"]
    assert line.judged is not None
    assert line.judged.formula == "30×1÷2"


def test_the_close_rate_of_all_measures_counts_the_later_ones_too(tmp_path: Path) -> None:
    more = [measure("8.4", "2024-06-30", CLOSED), measure("8.5", "2024-07-31", CLOSED)]
    line = judged(tmp_path, {**RATE, "base": "all"}, "2024-06", more_measures=more)
    assert line.raw == Fraction(30 * 2, 3)


def test_a_supported_measure_counts_by_its_share(tmp_path: Path) -> None:
    more = [
        measure("8.4", "2024-06-30", CLOSED),
        measure("8.5", "2024-06-30", lead=OTHER, support=[UNIT]),
    ]
    line = judged(tmp_path, RATE, "2024-06", more_measures=more)
    assert line.raw == Fraction(30) / (1 + Fraction(1, 2))
    assert line.formula.startswith("30×1÷（1＋0.5×1）＝20")
    assert [fact.role for fact in line.facts] == ["牵头", "配合"]


def test_a_groups_measure_counts_for_each_member(tmp_path: Path) -> None:
    units = [a_unit(name=OTHER), a_unit(name="各单位", kind="集合", members=[UNIT, OTHER])]
    more = [measure("8.4", "2024-06-30", CLOSED, lead="各单位")]
    for unit in (UNIT, OTHER):
        line = judged(tmp_path, RATE, "2024-06", unit, more_measures=more, more_units=units)
        assert line.raw == 30
        assert [fact.weight for fact in line.facts] == [1]


def target(identity: str, goal: str, kind: str, value: str | None, **keys: Any) -> str:
    """A target of the unit with one reading of June."""
    reading = {"period": "2024-06", "date": date(2024, 6, 28), "value": value, "by": UNIT}
    text = a_target(id=identity, kind=kind, **keys).replace("goal: {at_most: 24}", f"goal: {goal}")
    if value is None:
        return text
    return text + "readings:\n  - {" + ", ".join(f"{k}: {v}" for k, v in reading.items()) + "}\n"


QUANTITIES = {"type": "quantities", "points": 20}
TARGETS = [
    target("pipes", "{at_least: 15}", "cumulative", "5"),
    target("rate", "{at_least: 90}", "level", "91"),
    target("words", "{text: 提高}", "level", None),
    target("over", "{at_least: 10}", "cumulative", "12"),
]


@pytest.mark.parametrize(
    ("keys", "points"),
    [
        ({}, Fraction(20) * (Fraction(1, 3) + 1 + 1) / 3),
        ({"against": "pace"}, Fraction(20) * (Fraction(2, 3) + 1 + 1) / 3),
        ({"no_data": "zero"}, Fraction(20) * (Fraction(1, 3) + 1 + 1) / 4),
        ({"leave_out": ["pipes"]}, Fraction(20)),
        ({"combine": "sum", "each": 6}, Fraction(14)),
        ({"combine": "sum", "each": 12}, Fraction(20)),
    ],
)
def test_quantities_are_a_mean_or_a_sum(
    tmp_path: Path, keys: dict[str, Any], points: Fraction
) -> None:
    line = judged(tmp_path, {**QUANTITIES, **keys}, "2024-06", more_targets=TARGETS)
    assert line.raw == points


def test_targets_of_a_measure_struck_off_do_not_count(tmp_path: Path) -> None:
    gone = [event("cancel", "2024-05-02", reason="方案调整")]
    more = [target("pipes", "{at_least: 15}", "cumulative", "5", clause="8.4")]
    line = judged(
        tmp_path,
        QUANTITIES,
        "2024-06",
        more_measures=[measure("8.4", "2024-12-31", *gone)],
        more_targets=more,
    )
    assert line.judged is None


OVERDUE = {"type": "overdue_days", "points": 10, "each": 0.5}


@pytest.mark.parametrize(
    ("keys", "log", "lost"),
    [
        ({}, [], 10),
        ({"points": 20}, [], 15),
        ({"cap": 4}, [], 4),
        ({"per": "week"}, [], Fraction(5, 2)),
        ({}, [event("close", "2024-06-08")], Fraction(7, 2)),
        ({}, [event("extend", "2024-06-04", to=date(2024, 8, 1), reason="暴雨")], Fraction(3, 2)),
        (
            {},
            [
                event("close", "2024-06-03"),
                event("reopen", "2024-06-05", reason="反弹"),
                event("close", "2024-06-05"),
                event("reopen", "2024-06-29", reason="反弹"),
            ],
            2,
        ),
    ],
)
def test_overdue_days_are_those_of_the_period_at_whose_end_it_was_overdue(
    tmp_path: Path, keys: dict[str, Any], log: list[Any], lost: Fraction
) -> None:
    item = {**OVERDUE, **keys}
    more = [measure("8.4", "2024-05-20", *log)]
    line = judged(tmp_path, item, "2024-06", more_measures=more)
    assert item["points"] - line.raw == lost


def test_each_unit_answers_for_the_overdue_days_on_which_it_led(tmp_path: Path) -> None:
    log = [event("transfer", "2024-06-21", lead=OTHER, reason="职责调整")]
    more = [measure("8.4", "2024-06-10", *log)]
    item = {**OVERDUE, "points": 50}
    before = judged(tmp_path, item, "2024-06", UNIT, more_measures=more)
    after = judged(tmp_path, item, "2024-06", OTHER, more_measures=more)
    assert [50 - line.raw for line in (before, after)] == [5, 5]
    assert "本期逾期10天（2024-06-11 至 2024-06-20）" in before.facts[0].words


def test_a_measure_in_time_is_something_to_judge_and_takes_nothing(tmp_path: Path) -> None:
    more = [measure("8.4", "2024-06-30")]
    line = judged(tmp_path, OVERDUE, "2024-06", more_measures=more)
    assert line.raw == 10
    assert line.formula.startswith("10－0＝10")


REJECTED = {"type": "rejected", "points": 2, "each": 1.5}


@pytest.mark.parametrize(("count", "left"), [(0, 2), (1, Fraction(1, 2)), (2, 0)])
def test_each_return_takes_points_until_there_are_none(
    tmp_path: Path, count: int, left: Fraction
) -> None:
    log = [event("submit", "2024-06-03")]
    for day in range(count):
        log.append(event("return", f"2024-06-{4 + 2 * day:02}", reason="缺材料"))
        log.append(event("submit", f"2024-06-{5 + 2 * day:02}"))
    more = [measure("8.4", "2024-12-31", *log)]
    line = judged(tmp_path, REJECTED, "2024-06", more_measures=more)
    assert line.raw == left
    assert ("扣完为止" in line.formula) == (count == 2)


def test_without_a_submission_there_is_nothing_that_could_be_rejected(tmp_path: Path) -> None:
    log = [event("submit", "2024-05-31"), event("return", "2024-05-31", reason="缺材料")]
    more = [measure("8.4", "2024-12-31", *log)]
    assert judged(tmp_path, REJECTED, "2024-06", more_measures=more).judged is None


def test_a_failed_review_takes_points_from_lead_and_by_its_share_from_support(
    tmp_path: Path,
) -> None:
    log = [CLOSED, event("review", "2024-06-20", passed=False, reason="反弹")]
    more = [measure("8.4", "2024-12-31", *log, support=[OTHER])]
    item = {"type": "failed_reviews", "points": 5, "each": 2}
    assert judged(tmp_path, item, "2024-06", UNIT, more_measures=more).raw == 3
    assert judged(tmp_path, item, "2024-06", OTHER, more_measures=more).raw == 4


RETURNS = """\
schema_version: 1
returns:
  - month: 2024-04
    unit: 区城管局
    date: 2024-04-30
    by: 领导小组办公室
    form: {path: returns/4.xlsx, sha256: HASH}
  - month: 2024-05
    unit: 区城管局
    date: 2024-06-03
    by: 领导小组办公室
    form: {path: returns/5.xlsx, sha256: HASH}
"""


MISSING = "没有收到的记录"
ON_TIME = {"type": "on_time_returns", "points": 10, "late": 1, "missing": 4}


@pytest.mark.parametrize(("per", "left"), [("return", 10 - 1 - 4), ("day", 10 - 3 - 4)])
def test_returns_are_judged_month_by_month(tmp_path: Path, per: str, left: int) -> None:
    item = {**ON_TIME, "late_per": per}
    forms = RETURNS.replace("HASH", "a" * 64, 1).replace("HASH", "b" * 64)
    line = judged(tmp_path, item, "2024-Q2", returns=forms)
    assert line.raw == left
    assert [fact.words for fact in line.facts] == [
        "按时，期限 2024-04-30，填报表",
        "迟报3天，期限 2024-05-31，填报表",
        "未报，期限 2024-06-30",
    ]
    assert [fact.source for fact in line.facts] == ["returns.yaml", "returns.yaml", MISSING]
    assert judged(tmp_path, item, "2024-05", returns=forms).raw == 6


def test_a_missing_return_says_what_it_rests_on(tmp_path: Path) -> None:
    line = judged(tmp_path, ON_TIME, "2024-06")
    assert [fact.source for fact in line.facts] == [MISSING]
    told = [measure("8.4", "2024-12-31", event("progress", "2024-06-05", percent=10, note="开工"))]
    alone: dict[str, Any] = {"measure": f"lead: {OTHER}", "target": f"lead: {OTHER}"}
    line = judged(tmp_path, ON_TIME, "2024-06", **alone, more_measures=told)
    assert [(fact.words, fact.source) for fact in line.facts] == [
        ("按时，期限 2024-06-30，逐项记录", "tasks.yaml")
    ]


MOVED = "policy: {return_holiday: next_working_day}\n"
NOTICE = """\
schema_version: 1
letters:
  - {date: 2024-03-20, kind: 调度通知, to: 区城管局, by: 领导小组办公室, month: 2024-03}
"""


@pytest.mark.parametrize(
    ("period", "months"),
    [
        ("2024-03", []),
        ("2024-04", ["2024-04"]),
        ("2024-05", ["2024-05"]),
        ("2024-06", []),
        ("2024-07", ["2024-06", "2024-07"]),
        ("2024-Q1", []),
        ("2024-Q2", ["2024-04", "2024-05"]),
        ("2024-Q3", ["2024-06", "2024-07", "2024-08", "2024-09"]),
        ("2024", [f"2024-{month:02}" for month in range(4, 13)]),
    ],
)
def test_each_months_return_is_judged_once_where_its_deadline_falls(
    tmp_path: Path, period: str, months: list[str]
) -> None:
    """2024-03-31 and 2024-06-30 are Sundays, and the days after them are worked on."""
    line = judged(tmp_path, ON_TIME, period, plan=MOVED)
    assert [fact.subject for fact in line.facts] == months


@pytest.mark.parametrize(("letters", "months"), [("", []), (NOTICE, ["2024-03"])])
def test_a_month_before_the_plan_was_issued_counts_only_where_it_was_asked_for(
    tmp_path: Path, letters: str, months: list[str]
) -> None:
    more = {"letters": letters} if letters else {}
    line = judged(tmp_path, ON_TIME, "2024-Q1", **more)
    assert [fact.subject for fact in line.facts] == months


def test_a_month_before_the_plan_begins_counts_never(tmp_path: Path) -> None:
    before = NOTICE.replace("2024-03-20", "2023-12-20").replace("2024-03", "2023-12")
    line = judged(tmp_path, ON_TIME, "2023", letters=before)
    assert line.judged is None


def mark(points: float, period: str = "2024-06", day: str = "2024-06-20") -> dict[str, Any]:
    """A mark for the item `it`."""
    return {
        "unit": UNIT,
        "period": period,
        "item": "it",
        "points": points,
        "reason": "理由",
        "approved_by": "批准人",
        "date": date.fromisoformat(day),
        **OFFICE,
    }


@pytest.mark.parametrize(
    ("keys", "marks", "points"),
    [
        ({}, [mark(3), mark(1.5)], Fraction(9, 2)),
        ({}, [mark(6), mark(6)], 10),
        ({}, [mark(3), mark(-5)], 0),
        ({"start": "full"}, [mark(-1.5), mark(0.5)], 9),
        ({"start": "full"}, [mark(-8), mark(-8)], 0),
        ({}, [mark(3), mark(1, "2024-05"), mark(2, "2024-Q2")], 3),
        ({}, [mark(3), mark(1, day="2024-07-01")], 3),
        ({}, [mark(3), mark(1, day="2024-05-01")], 4),
        ({}, [mark(1, "2024-05")], 0),
        ({}, [], 0),
        ({"start": "full"}, [], 10),
    ],
)
def test_marks_are_added_within_the_items_points(
    tmp_path: Path, keys: dict[str, Any], marks: list[Any], points: Fraction
) -> None:
    scheme = a_scheme({"id": "it", "type": "marks", "points": 10, **keys}, marks=marks)
    line = line_of(of_unit(scored(ledger_of(tmp_path, scheme), "2024-06"), UNIT), "it")
    assert line.judged is not None
    assert line.raw == points


@pytest.mark.parametrize(("seen", "points"), [("2024-06-30", 3), ("2024-07-01", 4)])
def test_a_mark_of_the_period_counts_from_the_day_on_which_it_was_given(
    tmp_path: Path, seen: str, points: int
) -> None:
    marks = [mark(3), mark(1, day="2024-07-01"), mark(5, "2024-07", "2024-06-20")]
    scheme = a_scheme({"id": "it", "type": "marks", "points": 10}, marks=marks)
    scores = scored(ledger_of(tmp_path, scheme), "2024-06", seen=date.fromisoformat(seen))
    assert line_of(of_unit(scores, UNIT), "it").raw == points


@pytest.mark.parametrize(("periods", "points"), [("within", 5), ("exact", 2)])
def test_a_quarter_takes_its_months_marks_or_only_its_own(
    tmp_path: Path, periods: str, points: int
) -> None:
    marks = [mark(3, "2024-05"), mark(2, "2024-Q2")]
    scheme = a_scheme({"id": "it", "type": "marks", "points": 10, "periods": periods}, marks=marks)
    assert (
        line_of(of_unit(scored(ledger_of(tmp_path, scheme), "2024-Q2"), UNIT), "it").raw == points
    )
