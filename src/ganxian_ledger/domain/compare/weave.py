"""Two continuations of one list as one, in an order that the procedure allows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from datetime import date
from operator import itemgetter
from typing import Any, NamedTuple

from ganxian_ledger.domain.model.event import TYPE_WORDS, Event, Extension
from ganxian_ledger.domain.model.ids import natural_key
from ganxian_ledger.domain.model.project import ProjectEvent
from ganxian_ledger.domain.model.target import Reading
from ganxian_ledger.domain.state.steps import State, after, is_legal

Status = Hashable
"""What holds before a record, as far as it decides what may follow."""


class Course(NamedTuple):
    """How the records of a list may follow one another.

    `start` is what holds before the first; `step` gives what holds after a record, None where the
    record may not follow. Of records that may stand in either order the one of the lesser `key`
    stands first.
    """

    start: Status
    step: Callable[[Any, Any], Status | None]
    key: Callable[[Any], tuple[Any, ...]]


class Taken(NamedTuple):
    """One record of the whole: its positions on our side and on theirs, None where it is not."""

    ours: int | None
    theirs: int | None

    def behind(self, count: int) -> Taken:
        """The same with so many entries before each side."""
        return Taken(*(None if n is None else n + count for n in self))


class Held(NamedTuple):
    """What decides which record a measure may have next."""

    state: State
    due: date
    day: date


def measure_course(state: State, due: date, day: date) -> Course:
    """The course of a measure that is in this state, with this deadline, since this day."""
    return Course(Held(state, due, day), _after_event, _event_key)


def project_course(day: date) -> Course:
    """The course of a project whose last record is of this day: dates never go back."""
    return Course(day, _after_day, lambda event: (event.date, repr(event)))


def reading_course() -> Course:
    """Readings may stand in any order; of one period the last counts."""
    return Course((), lambda status, _: status, _reading_key)


def office_course() -> Course:
    """What the office keeps may stand in any order; by day it reads best."""
    return Course((), lambda status, _: status, lambda one: (one.date, repr(one)))


def named_course() -> Course:
    """What has a number or a name may stand in any order."""
    return Course((), lambda status, _: status, natural_key)


def woven(ours: Sequence[Any], theirs: Sequence[Any], course: Course) -> tuple[Taken, ...] | None:
    """All records of both sides, each side in its own order; None where no order is allowed.

    What both sides have counts once. The order is the same whichever side is called ours: it is
    the first of all allowed ones, by the keys.
    """
    twins = twins_of(ours, theirs)
    paired = set(twins.values())
    keys = [*map(course.key, ours)], [*map(course.key, theirs)]
    waiting: list[tuple[int, int, Status, _Path | None]] = [(0, 0, course.start, None)]
    seen: set[Hashable] = set()
    while waiting:
        i, j, status, path = waiting.pop()
        if (i, j) == (len(ours), len(theirs)):
            return tuple(_unrolled(path))[::-1]
        if (i, j, status) in seen:
            continue
        seen.add((i, j, status))
        heads = []
        if i < len(ours) and (i not in twins or twins[i] == j):
            heads.append((keys[0][i], ours[i], Taken(i, j if i in twins else None)))
        if j < len(theirs) and j not in paired:
            heads.append((keys[1][j], theirs[j], Taken(None, j)))
        for _, record, taken in sorted(heads, key=itemgetter(0), reverse=True):
            following = course.step(status, record)
            if following is not None:
                behind = (i + (taken.ours is not None), j + (taken.theirs is not None))
                waiting.append((*behind, following, _Path(taken, path)))
    return None


class _Path(NamedTuple):
    taken: Taken
    before: _Path | None


def _unrolled(path: _Path | None) -> Iterator[Taken]:
    while path is not None:
        yield path.taken
        path = path.before


def twins_of(ours: Sequence[Hashable], theirs: Sequence[Hashable]) -> dict[int, int]:
    """The positions of equal records on both sides, the first of ours with the first of theirs."""
    there: dict[Hashable, list[int]] = {}
    for j, record in enumerate(theirs):
        there.setdefault(record, []).append(j)
    met: Counter[Hashable] = Counter()
    twins = {}
    for i, record in enumerate(ours):
        places = there.get(record, [])
        if met[record] < len(places):
            twins[i] = places[met[record]]
            met[record] += 1
    return twins


def contested(ours: Sequence[Reading], theirs: Sequence[Reading]) -> list[tuple[Reading, Reading]]:
    """The last readings of each side for the periods of which the two say different things."""
    twins = twins_of(ours, theirs)
    mine = {one.period.text: one for i, one in enumerate(ours) if i not in twins}
    paired = set(twins.values())
    yours = {one.period.text: one for j, one in enumerate(theirs) if j not in paired}
    pairs = ((mine[period], yours[period]) for period in sorted(mine.keys() & yours.keys()))
    return [(one, other) for one, other in pairs if _said(one) != _said(other)]


def _said(reading: Reading) -> object:
    return reading.note if reading.value is None else reading.value


def _after_event(status: Held, event: Event) -> Held | None:
    if event.date < status.day or not is_legal(event.type, status.state):
        return None
    due = status.due
    if isinstance(event, Extension):
        if event.to <= due:
            return None
        due = event.to
    return Held(after(event.type, status.state), due, event.date)


def _after_day(day: date, event: ProjectEvent) -> date | None:
    return None if event.date < day else event.date


_RANKS = {kind: rank for rank, kind in enumerate(TYPE_WORDS)}


def _event_key(event: Event) -> tuple[Any, ...]:
    """By day, then as a measure's life goes; of two reports of one day the lesser percent first."""
    percent = getattr(event, "percent", 0)
    return event.date, _RANKS.get(event.type, len(_RANKS)), percent, repr(event)


def _reading_key(reading: Reading) -> tuple[Any, ...]:
    return reading.date, reading.period.text, repr(reading)
