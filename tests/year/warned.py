"""The warnings of `check` that the events of a year explain, computed from the model.

T301, T302 closed without evidence or without having been submitted; T305 marks that are dated
ahead of the day; T307 extended when already late; T310 a failed review without consequence;
N402 100 % without a submission; N403 a percent that fell; N406 an amount that fell.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from tests.year.truth import AFTER, OPEN, Record, Standing, World


def warnings(world: World, day: date) -> Iterator[tuple[str, str]]:
    """Code, and id of the measure or target (empty for a mark)."""
    now = world.standings(day)
    scheme = world.plan.scheme
    for given in (*scheme["marks"], *scheme["veto"]):
        if given["date"] > day:
            yield "T305", ""
    for number, one in now.items():
        for code in (*_extended(world, number), *_closed(world, number), *_told(world, number)):
            yield code, number
        if one.is_open and _last_told(world.logs[number]) == 100:
            yield "N402", number
    for number in failed(world, now):
        yield "T310", number
    yield from _fallen(world)


def failed(world: World, now: dict[str, Standing]) -> Iterator[str]:
    """Closed measures whose last review failed."""
    for number, one in now.items():
        reviews = [r for r in world.logs[number] if r.kind in {"review", "reopen"}]
        if one.state == "已销号" and reviews and not reviews[-1].passed:
            yield number


def _extended(world: World, number: str) -> Iterator[str]:
    due = world.clauses[number].due
    for one in world.logs[number]:
        if one.kind == "extend":
            if one.day > due:
                yield "T307"
            due = one.to


def _closed(world: World, number: str) -> Iterator[str]:
    """Of the closing in force: was it asked for, and is there evidence on either side?"""
    steps = [one for one in world.logs[number] if one.kind in AFTER]
    if not steps or steps[-1].kind != "close":
        return
    before = [one.kind for one in steps[:-1]][-1:]
    state = AFTER[before[0]] if before else "未启动"
    submitted = [one.evidence for one in steps if one.kind == "submit"][-1:]
    if state in OPEN:
        yield "T302"
    if not steps[-1].evidence and (state in OPEN or submitted == [0]):
        yield "T301"


def _told(world: World, number: str) -> Iterator[str]:
    """Falls of the percent; what was reopened begins anew."""
    before = 0
    for one in world.logs[number]:
        if one.kind == "reopen":
            before = 0
        if one.kind == "progress":
            if one.percent < before:
                yield "N403"
            before = one.percent


def _last_told(log: list[Record]) -> int | None:
    """The percent of the last record that led to a state, if that was a progress."""
    last = [one for one in log if one.kind in AFTER][-1:]
    return last[0].percent if last and last[0].kind == "progress" else None


def _fallen(world: World) -> Iterator[tuple[str, str]]:
    for quantity in world.plan.quantities:
        ends = {r.ends: r.value for r in world.readings[quantity.id] if r.value is not None}
        if quantity.is_cumulative:
            for before, after in pairwise(ends[end] for end in sorted(ends)):
                if after < before:
                    yield "N406", quantity.id
