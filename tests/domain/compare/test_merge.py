"""Two continuations of one list: all records, in a legal order that no side decides."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.branches import Branches, branches, can_be_one
from tests.support.build import a_measure, a_target, ledger_files

from ganxian_ledger.adapters.yaml.load import read_ledger
from ganxian_ledger.domain.compare.merge import Union, unions
from ganxian_ledger.domain.compare.weave import (
    Taken,
    contested,
    measure_course,
    project_course,
    twins_of,
    woven,
)
from ganxian_ledger.domain.model.calendar import months
from ganxian_ledger.domain.model.event import Closure, Event, Extension, Progress, Submission
from ganxian_ledger.domain.model.files import TargetsFile, TasksFile
from ganxian_ledger.domain.model.project import ProjectEvent
from ganxian_ledger.domain.model.target import Reading
from ganxian_ledger.domain.state.steps import State

START = date(2024, 6, 1)
OPEN = measure_course(State.UNDER_WAY, date(2024, 12, 31), START)


def on(day: int) -> date:
    return date(2024, 6, day)


def progress(day: int, percent: int = 50, note: str | None = None) -> Progress:
    return Progress(date=on(day), type="progress", by="甲局", percent=percent, note=note)


def submit(day: int) -> Submission:
    return Submission(date=on(day), type="submit", by="甲局")


def close(day: int) -> Closure:
    return Closure(date=on(day), type="close", by="办公室")


def extend(day: int, to: date) -> Extension:
    return Extension(date=on(day), type="extend", by="办公室", to=to, reason="雨季")


def whole(ours: list[Event], theirs: list[Event]) -> list[Event] | None:
    """The records of both sides in the order found, and the same from the other side."""
    there, back = woven(ours, theirs, OPEN), woven(theirs, ours, OPEN)
    assert (there is None) == (back is None)
    if there is None or back is None:
        return None
    one, other = said(there, ours, theirs), said(back, theirs, ours)
    assert one == other
    return one


def said(order: tuple[Taken, ...], ours: list[Event], theirs: list[Event]) -> list[Event]:
    return [
        ours[taken.ours] if taken.ours is not None else theirs[taken.theirs or 0] for taken in order
    ]


def test_records_stand_by_their_dates() -> None:
    assert whole([progress(3), progress(9)], [progress(5)]) == [
        progress(3),
        progress(5),
        progress(9),
    ]


def test_of_one_day_the_report_stands_before_the_submission() -> None:
    assert whole([submit(5)], [progress(5)]) == [progress(5), submit(5)]


def test_of_one_day_the_lesser_percent_stands_first() -> None:
    assert whole([progress(5, 70)], [progress(5, 60)]) == [progress(5, 60), progress(5, 70)]


def test_of_one_day_the_extension_stands_before_the_closing_that_would_forbid_it() -> None:
    later = extend(5, date(2025, 1, 31))
    assert whole([close(5)], [later]) == [later, close(5)]


def test_two_extensions_stand_so_that_each_is_later_than_the_one_before() -> None:
    near, far = extend(5, date(2025, 1, 31)), extend(5, date(2025, 3, 31))
    assert whole([far], [near]) == [near, far]


def test_two_extensions_to_one_day_cannot_both_be() -> None:
    to = date(2025, 1, 31)
    assert whole([extend(5, to)], [extend(7, to)]) is None


def test_two_closings_cannot_both_be() -> None:
    assert whole([close(5)], [close(6)]) is None


def test_a_report_after_the_other_sides_closing_cannot_be() -> None:
    assert whole([close(5)], [progress(6)]) is None


def test_what_both_sides_have_counts_once_wherever_it_stands() -> None:
    assert whole([progress(3), progress(5), submit(9)], [progress(5)]) == [
        progress(3),
        progress(5),
        submit(9),
    ]


def test_a_record_that_one_side_has_twice_stays_twice() -> None:
    assert whole([progress(5), progress(5)], [progress(5)]) == [progress(5), progress(5)]


def test_equal_records_in_opposite_orders_cannot_be_one() -> None:
    one, other = progress(5, 60), progress(5, 70)
    assert whole([one, other], [other, one]) is None


def test_hundreds_of_records_are_woven_without_trying_every_order() -> None:
    ours = [progress(1, n % 100, f"{n}") for n in range(300)]
    theirs = [*(progress(1, n % 100, f"乙{n}") for n in range(300)), close(1)]
    found = whole([*ours], [*theirs])
    assert found is not None
    assert found[-1] == close(1)
    assert whole([*ours, close(2)], [*theirs]) is None


def test_the_dates_of_projects_never_go_back() -> None:
    made = [ProjectEvent(date=on(day), by="甲局", stage="在建") for day in (3, 5, 9)]
    order = woven([made[0], made[2]], [made[1]], project_course(START))
    assert order == (Taken(0, None), Taken(None, 0), Taken(1, None))


def reading(month: int, value: str | None, day: int = 5, note: str | None = None) -> Reading:
    return Reading(
        period=months(2024, month, month, text=f"2024-{month:02}"),
        date=date(2024, 7, day),
        value=None if value is None else Decimal(value),
        by="甲局",
        note=note,
    )


def test_two_values_for_one_period_are_contested() -> None:
    pair = (reading(6, "23.1"), reading(6, "23.4", 9))
    assert contested([pair[0]], [pair[1], reading(5, "20")]) == [pair]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ([reading(6, "23.1")], [reading(6, "23.10", 9)]),
        ([reading(6, "23.1")], [reading(6, "23.1"), reading(6, "23.4", 9)]),
        ([reading(6, "1"), reading(6, "2")], [reading(6, "2", 9)]),
        ([reading(5, "1")], [reading(6, "2")]),
    ],
)
def test_one_value_or_a_correction_of_what_both_have_is_not_contested(
    ours: list[Reading], theirs: list[Reading]
) -> None:
    assert contested(ours, theirs) == contested(theirs, ours) == []


def test_notes_are_what_readings_without_numbers_say() -> None:
    assert len(contested([reading(6, None, note="平稳")], [reading(6, None, note="变差")])) == 1


def test_twins_are_found_in_their_order() -> None:
    assert twins_of("abab", "ba") == {0: 1, 1: 0}


@given(st.integers(0, 10**9))
@settings(max_examples=150, deadline=None)
def test_there_is_an_order_exactly_where_trying_all_finds_one(seed: int) -> None:
    made = branches(seed, ledger_files())
    old, mine, yours = (read_ledger(files).ledger for files in made)
    entry = old.entries[0]
    count = len(entry.measure.log)
    ours, theirs = (list(one.entries[0].measure.log[count:]) for one in (mine, yours))
    union = union_of(made, "措施 8.3")
    if not (ours or theirs):
        assert union is None
        return
    assert union is not None
    assert bool(union.clash) != can_be_one(entry, old.plan.due, ours, theirs)
    if not union.clash:
        places = [taken.ours for taken in union.joined if taken.ours is not None]
        others = [taken.theirs for taken in union.joined if taken.theirs is not None]
        assert places == list(range(count, count + len(ours)))
        assert others == list(range(count, count + len(theirs)))


@given(st.integers(0, 10**9))
@settings(max_examples=60, deadline=None)
def test_nothing_is_added_where_the_other_side_added_nothing(seed: int) -> None:
    base, ours, _ = branches(seed, ledger_files())
    assert of_tasks(Branches(base, base, base)) == ()
    for one in of_tasks(Branches(base, ours, base)):
        assert all(taken.theirs is None for taken in one.joined)
        assert one.clash == ""


@given(st.integers(0, 10**9))
@settings(max_examples=60, deadline=None)
def test_the_order_of_a_random_pair_is_the_same_from_both_sides(seed: int) -> None:
    dice = Random(seed)
    ours, theirs = ([_some(dice) for _ in range(dice.randrange(6))] for _ in range(2))
    ours.sort(key=lambda event: event.date)
    theirs.sort(key=lambda event: event.date)
    found = whole(ours, theirs)
    if found is not None:
        assert Counter(found) == Counter(ours) | Counter(theirs)
        assert [one.date for one in found] == sorted(one.date for one in found)


def _some(dice: Random) -> Event:
    day = dice.randrange(1, 6)
    later = date(2025, 1, 1) + timedelta(days=dice.randrange(9))
    made = (progress(day, dice.randrange(3)), submit(day), extend(day, later), close(day))
    return dice.choice(made[: dice.choice((1, 1, 3, 4))])


def of_tasks(made: Branches) -> tuple[Union, ...]:
    files: list[TasksFile] = [read_ledger(one).ledger.tasks for one in made]
    return tuple(unions(*files))


def union_of(made: Branches, name: str) -> Union | None:
    return next((one for one in of_tasks(made) if one.key == ("log", name)), None)


def test_a_list_that_somebody_changed_otherwise_is_left_alone() -> None:
    record = "{{date: 2024-06-{}, type: progress, percent: 5, by: 区城管局}}"
    logs = [f"log: [{', '.join(record.format(d) for d in days)}]" for days in ("12", "3", "12")]
    logs = [logs[0].replace("06-1", "06-11").replace("06-2", "06-12"), *logs[1:]]
    files = [read_ledger(ledger_files(measure=log)).ledger.tasks for log in logs]
    assert list(unions(*files)) == []


def test_new_measures_of_both_sides_are_both_kept_in_the_order_of_their_numbers() -> None:
    def with_measures(*numbers: str) -> TasksFile:
        more = [a_measure(id=number) for number in numbers]
        return read_ledger(ledger_files(more_measures=more)).ledger.tasks

    (union,) = unions(with_measures(), with_measures("8.10"), with_measures("8.9"))
    assert union.joined == (Taken(None, 1), Taken(1, None))


def test_one_new_target_that_says_two_things_is_left_to_the_text() -> None:
    def with_target(name: str | None) -> TargetsFile:
        more = [a_target(id="new", name=name)] if name else []
        return read_ledger(ledger_files(more_targets=more)).ledger.targets_file

    assert list(unions(with_target(None), with_target("甲"), with_target("乙"))) == []


def test_a_number_that_stands_twice_names_nothing() -> None:
    twice = read_ledger(ledger_files(more_measures=[a_measure()])).ledger.tasks
    assert list(unions(twice, twice, twice)) == []
