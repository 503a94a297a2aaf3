"""Rules about numbers, where they are not plain."""

from __future__ import annotations

import pytest
from tests.rules.conftest import Finder
from tests.support.build import ledger_files


def _percents(*records: str) -> dict[str, bytes]:
    lines = [
        f"  - {{date: 2024-05-{day:02}, by: 区城管局, {record}}}"
        for day, record in enumerate(records, 1)
    ]
    return ledger_files(measure="\n".join(["log:", *lines]))


def _report(percent: int | str) -> str:
    return f"type: progress, percent: {percent}"


def _readings(
    *readings: str, goal: str = "at_least: 690", kind: str = "cumulative"
) -> dict[str, bytes]:
    lines = [f"  - {{date: 2024-06-05, by: 区城管局, {reading}}}" for reading in readings]
    head = [f"kind: {kind}", f"goal: {{{goal}}}", "readings:"]
    return ledger_files(target="\n".join([*head, *lines]))


def test_full_percent_is_warned_about_until_the_measure_is_submitted(find: Finder) -> None:
    (found,) = find(_percents(_report(60), _report(100)))
    assert found.mark == ("N402", 23, "100")
    assert find(_percents(_report(100), "type: submit")) == []


def test_full_percent_from_before_a_reopening_is_no_report_of_100(find: Finder) -> None:
    proof = "evidence: [{url: 'https://example.org/a'}]"
    done = (_report(100), f"type: submit, {proof}", "type: close")
    assert find(_percents(*done, "type: reopen, reason: 反弹")) == []


def test_full_percent_is_not_judged_where_the_last_record_is_of_unknown_type(find: Finder) -> None:
    assert [f.code for f in find(_percents(_report(100), "type: submitt"))] == ["Y307"]


def test_a_fall_is_told_at_each_report_that_falls(find: Finder) -> None:
    found = find(_percents(_report(60), _report(50), _report(55), _report(40)))
    assert [f.mark for f in found] == [("N403", 23, "50"), ("N403", 25, "40")]
    assert found[1].message == "完成比例从 2024-05-03 的 55% 降到 40%"


def test_what_was_reopened_begins_anew(find: Finder) -> None:
    proof = "evidence: [{url: 'https://example.org/a'}]"
    done = (_report(100), f"type: submit, {proof}", "type: close", "type: reopen, reason: 反弹")
    assert find(_percents(*done, _report(70))) == []


def test_a_percentage_that_could_not_be_read_falls_not(find: Finder) -> None:
    assert [f.code for f in find(_percents(_report(60), _report(160), _report(70)))] == ["N401"]


def test_a_project_s_percentage_may_be_left_out_but_not_fall(find: Finder) -> None:
    log = """\
log:
  - {date: 2024-05-01, by: 区城管局, stage: 在建, percent: 60}
  - {date: 2024-05-02, by: 区城管局, stage: 在建}
  - {date: 2024-05-03, by: 区城管局, stage: 在建, percent: 50}"""
    assert [f.mark for f in find(ledger_files(project=log))] == [("N403", 10, "50")]


def test_a_goal_of_nought_is_its_own_baseline(find: Finder) -> None:
    (found,) = find(ledger_files(target="kind: cumulative\ngoal: {at_least: 0}"))
    assert found.mark == ("N404", 9, "0")


def test_a_level_may_have_its_goal_as_baseline_and_a_goal_of_nought(find: Finder) -> None:
    assert find(ledger_files(target="goal: {at_least: 90.0}\nbaseline: 90")) == []
    assert find(ledger_files(target="goal: {equal: 0}")) == []


def test_a_baseline_is_compared_as_a_number(find: Finder) -> None:
    (found,) = find(ledger_files(target="kind: cumulative\ngoal: {at_least: 90.0}\nbaseline: 90"))
    assert found.mark == ("N404", 10, "90")


@pytest.mark.parametrize("goal", ["at_most: 5", "less_than: 5", "text: 有所增加"])
def test_a_count_cannot_reach_a_ceiling_or_words(goal: str, find: Finder) -> None:
    (found,) = find(ledger_files(target=f"kind: cumulative\ngoal: {{{goal}}}"))
    assert found.mark == ("N405", 9, f"{{{goal}}}")


@pytest.mark.parametrize("goal", ["at_least: 5", "more_than: 5", "equal: 5"])
def test_a_count_can_reach_a_floor(goal: str, find: Finder) -> None:
    assert find(ledger_files(target=f"kind: cumulative\ngoal: {{{goal}}}")) == []


@pytest.mark.parametrize(
    ("goal", "code"),
    [("at_least: x", "Y306"), ("at_least: 5, at_most: 5", "Y311"), ("no_less: 5", "Y301")],
)
def test_a_goal_that_could_not_be_read_is_told_once(goal: str, code: str, find: Finder) -> None:
    reading = "readings:\n  - {period: 2024-05, date: 2024-06-05, by: 区城管局}"
    files = ledger_files(target=f"kind: cumulative\ngoal: {{{goal}}}\nbaseline: 5\n{reading}")
    assert {f.code for f in find(files)} == {code}


def test_a_count_falls_in_the_order_of_its_periods_not_of_the_file(find: Finder) -> None:
    files = _readings(
        "period: 2024-05, value: 300", "period: 2024-03, value: 100", "period: 2024-04, value: 350"
    )
    assert [f.mark for f in find(files)] == [("N406", 11, "300")]


def test_of_one_period_only_the_last_reading_counts(find: Finder) -> None:
    files = _readings(
        "period: 2024-04, value: 3000", "period: 2024-04, value: 300", "period: 2024-05, value: 400"
    )
    assert find(files) == []


def test_periods_that_end_together_count_as_one(find: Finder) -> None:
    files = _readings("period: 2024-06, value: 300", "period: 2024-Q2, value: 290")
    assert find(files) == []


def test_a_level_may_fall(find: Finder) -> None:
    readings = ("period: 2024-04, value: 30", "period: 2024-05, value: 20")
    assert find(_readings(*readings, goal="at_most: 24", kind="level")) == []


def test_a_value_or_a_period_that_could_not_be_read_is_told_once(find: Finder) -> None:
    files = _readings(
        "period: 2024-04, value: 300", "period: 2024-05, value: 3O0", "period: 五月, value: 100"
    )
    assert [f.code for f in find(files)] == ["Y306", "Y310"]


def test_a_goal_in_words_may_be_reported_on_in_words(find: Finder) -> None:
    reading = "period: 2024-05, note: 没有降低"
    assert find(_readings(reading, goal="text: 不降低", kind="level")) == []


def test_a_reading_without_its_number_is_told_at_the_reading(find: Finder) -> None:
    (found,) = find(_readings("period: 2024-05, note: 没有降低"))
    assert (found.code, found.line) == ("N408", 11)
    assert found.marked.startswith("{date: 2024-06-05")


def test_a_plan_of_one_day_is_a_plan(find: Finder) -> None:
    assert find(ledger_files(plan="start: 2024-12-31")) == []
    (found,) = find(ledger_files(plan="start: 2025-01-01"))
    assert (found.code, found.marked) == ("N407", "2024-12-31")
