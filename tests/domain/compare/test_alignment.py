"""What became of each record of an append-only list."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from ganxian_ledger.domain.compare.alignment import Alignment, Pair, aligned

Item = tuple[int, str]
ITEMS = st.lists(st.tuples(st.integers(0, 4), st.sampled_from("甲乙")), max_size=9)


def day(record: Item) -> int:
    return record[0]


def word(record: Item) -> str:
    return record[1]


@given(ITEMS, ITEMS)
def test_what_is_added_behind_is_only_appended(before: list[Item], more: list[Item]) -> None:
    parts = aligned(before, [*before, *more], day, word)
    kept = tuple(Pair(n, n) for n in range(len(before)))
    behind = tuple(range(len(before), len(before) + len(more)))
    assert parts == Alignment(kept, appended=behind)


@given(ITEMS, ITEMS, st.booleans())
def test_every_position_is_told_exactly_once(
    before: list[Item], after: list[Item], has_traits: bool
) -> None:
    parts = aligned(before, after, *((day, word) if has_traits else ()))
    pairs = (*parts.kept, *parts.changed, *parts.moved)
    assert Counter([*(p.before for p in pairs), *parts.removed]) == Counter(range(len(before)))
    there = [*(p.after for p in pairs), *parts.inserted, *parts.appended]
    assert Counter(there) == Counter(range(len(after)))


@given(ITEMS, ITEMS)
def test_kept_and_moved_are_equal_and_changed_are_not(
    before: list[Item], after: list[Item]
) -> None:
    parts = aligned(before, after, day)
    assert all(before[p.before] == after[p.after] for p in (*parts.kept, *parts.moved))
    assert all(before[p.before] != after[p.after] for p in parts.changed)
    assert all(day(before[p.before]) == day(after[p.after]) for p in parts.changed)


@given(ITEMS, ITEMS)
def test_what_is_appended_stands_behind_all_that_was_there(
    before: list[Item], after: list[Item]
) -> None:
    parts = aligned(before, after, day)
    there = [p.after for p in (*parts.kept, *parts.changed, *parts.moved)]
    assert all(k > max(there, default=-1) for k in parts.appended)
    assert all(k < max(there, default=-1) for k in parts.inserted)


def test_one_changed_one_removed_and_one_appended_are_told_apart() -> None:
    before = [(1, "甲"), (2, "甲"), (3, "甲"), (4, "甲")]
    parts = aligned(before, [(2, "乙"), (3, "甲"), (4, "甲"), (5, "甲")], day)
    assert parts.changed == (Pair(1, 0),)
    assert (parts.removed, parts.inserted, parts.appended) == ((0,), (), (3,))


def test_of_equal_records_one_fewer_is_one_removed() -> None:
    parts = aligned([(1, "甲")] * 3, [(1, "甲")] * 2, day)
    assert (len(parts.kept), len(parts.removed), parts.changed) == (2, 1, ())


def test_records_that_changed_places_are_moved() -> None:
    parts = aligned([(1, "甲"), (2, "甲")], [(2, "甲"), (1, "甲")], day)
    assert (len(parts.kept), len(parts.moved), parts.removed, parts.inserted) == (1, 1, (), ())
