"""Targets: which reading is in force, the exact comparison, and the rate against the time."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from ganxian_ledger.domain.model.plan import Plan
from ganxian_ledger.domain.model.target import Target
from ganxian_ledger.domain.state.attainment import Attainment, attainment_of

PLAN = Plan.model_validate(
    {
        "title": "方案",
        "number": "1号",
        "issuer": "组",
        "office": "办",
        "issued": date(2024, 4, 16),
        "start": date(2024, 1, 1),
        "due": date(2024, 12, 31),
    }
)


def reading(period: str, day: str, value: str | None = None) -> dict[str, Any]:
    """A reading as it stands in the file."""
    given = {"period": period, "date": day, "by": "甲"}
    return given | ({"value": Decimal(value)} if value is not None else {})


def judged(
    goal: dict[str, Any], *readings: dict[str, Any], day: str = "2024-06-30", **more: Any
) -> Attainment:
    """Where a target stands; goals with numbers given as text."""
    exact = {key: value if key == "text" else Decimal(value) for key, value in goal.items()}
    given = {"id": "t", "name": "量", "clause": "二", "unit": "户", "kind": "level"} | more
    target = Target.model_validate(given | {"goal": exact, "readings": list(readings)})
    return attainment_of(target, PLAN, date.fromisoformat(day))


@pytest.mark.parametrize(
    ("bound", "below", "at", "above"),
    [
        ("at_least", False, True, True),
        ("at_most", True, True, False),
        ("equal", False, True, False),
        ("more_than", False, False, True),
        ("less_than", True, False, False),
    ],
)
@pytest.mark.parametrize("goal", ["24", "-0.5", "76.16", "0"])
def test_a_level_is_compared_exactly(
    goal: str, bound: str, *, below: bool, at: bool, above: bool
) -> None:
    tiny = Decimal("1e-20")
    for value, met in ((Decimal(goal) - tiny, below), (goal, at), (Decimal(goal) + tiny, above)):
        found = judged({bound: goal}, reading("2024-05", "2024-06-01", str(value)))
        assert (str(found.verdict), found.rate) == ("达标" if met else "未达标", None)


@pytest.mark.parametrize("kind", ["level", "cumulative"])
def test_without_a_reading_there_is_no_data(kind: str) -> None:
    late = reading("2024-05", "2024-07-01", "9")
    unended = reading("2024", "2024-06-01", "9")
    for readings in ((), (late,), (unended,)):
        found = judged({"at_least": "5"}, *readings, kind=kind)
        assert (str(found.verdict), found.rate, found.reading) == ("暂无数据", None, None)


def test_the_latest_period_that_has_ended_counts_and_of_equals_the_last_in_the_file() -> None:
    readings = [
        reading("2024-06", "2024-06-30", "1"),
        reading("2024-Q2", "2024-06-30", "2"),
        reading("2024-05", "2024-06-30", "3"),
        reading("2024", "2024-06-30", "4"),
    ]
    found = judged({"at_least": "5"}, *readings)
    assert found.reading is not None
    assert found.reading.value == 2
    end = judged({"at_least": "5"}, *readings, day="2024-12-31")
    assert end.reading is not None
    assert end.reading.value == 4


def test_a_count_is_measured_from_its_baseline_and_not_capped() -> None:
    goal, value = {"at_least": "110"}, reading("2024-06", "2024-06-30", "140")
    found = judged(goal, value, kind="cumulative", baseline=Decimal(10))
    assert found.rate == 130
    bare = judged(goal, reading("2024-06", "2024-06-30", "-11"), kind="cumulative")
    assert bare.rate == -10


@pytest.mark.parametrize(
    ("value", "day", "verdict"),
    [
        ("50", "2024-06-30", "达序时"),
        ("49.999", "2024-06-30", "未达序时"),
        ("100", "2024-06-30", "达标"),
        ("99", "2024-12-31", "未达序时"),
        ("99", "2025-01-01", "未达标"),
        ("100", "2025-01-01", "达标"),
    ],
)
def test_a_count_is_held_against_the_time_until_the_plan_ends(
    value: str, day: str, verdict: str
) -> None:
    found = judged(
        {"at_least": "100"}, reading("2024-06", "2024-06-30", value), kind="cumulative", day=day
    )
    assert str(found.verdict) == verdict


def test_a_third_of_the_goal_is_an_exact_rate() -> None:
    found = judged({"at_least": "3"}, reading("2024-05", "2024-06-01", "1"), kind="cumulative")
    assert found.rate == Fraction(100, 3)


def test_a_goal_in_words_is_told_in_words() -> None:
    found = judged({"text": "不降低"}, reading("2024-05", "2024-06-01"))
    assert (str(found.verdict), found.rate) == ("定性", None)
    assert found.reading is not None
