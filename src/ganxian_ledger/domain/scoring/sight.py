"""What an assessment looks at: whose each measure and record is, for every unit at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from ganxian_ledger.domain.model.assessment import AssessmentFile, Mark
from ganxian_ledger.domain.model.calendar import Period
from ganxian_ledger.domain.model.event import Event
from ganxian_ledger.domain.model.ledger import Entry
from ganxian_ledger.domain.scoring.trace import record_source
from ganxian_ledger.domain.state.attainment import Attainment
from ganxian_ledger.domain.state.board import ROLE_WORDS, Board, Role, Row, roles_in
from ganxian_ledger.domain.state.returning import (
    UnitReturn,
    counted_months,
    return_day,
    returns_of,
)
from ganxian_ledger.domain.state.standing import Standing, standing_of, standings_of
from ganxian_ledger.domain.state.steps import State

_DAY = timedelta(days=1)
_JUDGED = frozenset({"submit", "return", "review"})
"""Records that items look at one by one."""


class Held(NamedTuple):
    """A measure of a unit on the day, and how much it counts."""

    row: Row
    role: str
    weight: Fraction

    @property
    def closing_source(self) -> str:
        """Where the record of its closing stands; it is closed."""
        closure = self.row.standing.closure
        log = self.row.entry.measure.log
        return record_source(next(n for n, event in enumerate(log, 1) if event is closure))


class MonthReturn(NamedTuple):
    """A unit's return of a month, and by when it was due."""

    month: Period
    due: date
    told: UnitReturn


class Told(NamedTuple):
    """A record of the period about a unit's measure; `number` counts from 1 within its log."""

    entry: Entry
    event: Event
    number: int
    role: str
    weight: Fraction


class Late(NamedTuple):
    """On how many days of the period a measure was overdue while the unit had it in that role.

    `first` and `last` are the first and the last of those days; `due` the deadline in force on the
    last.
    """

    entry: Entry
    role: str
    weight: Fraction
    days: int
    first: date
    last: date
    due: date


@dataclass(frozen=True)
class Sight:
    """A board and a period, looked at unit by unit; names are registered names.

    A group's measure counts for each unit that is its member, also through groups; groups
    themselves are not assessed. `seen` is the day on which one looks: what is given by hand counts
    up to it, also when it was given after the period.
    """

    board: Board
    scheme: AssessmentFile
    period: Period
    seen: date

    @property
    def day(self) -> date:
        """The day up to which records count."""
        return self.board.day

    def held(self, unit: str) -> tuple[Held, ...]:
        """The measures that count for a unit on the day, in the order of their numbers."""
        return tuple(self._held.get(unit, ()))

    def told(self, unit: str, *types: str) -> tuple[Told, ...]:
        """The records of these types that the period has on a unit's measures."""
        return tuple(one for one in self._told.get(unit, ()) if one.event.type in types)

    def late(self, unit: str) -> tuple[Late, ...]:
        """The unit's measures that were overdue on some day of the period."""
        return tuple(self._late.get(unit, ()))

    def targets(self, unit: str) -> tuple[Attainment, ...]:
        """The targets that a unit answers for, in the file's order; not of cancelled measures."""
        return tuple(self._targets.get(unit, ()))

    def returns(self, unit: str) -> tuple[MonthReturn, ...]:
        """The unit's returns that are judged in the period."""
        return tuple(self._returns.get(unit, ()))

    def marks(self, unit: str, item: str) -> tuple[tuple[int, Mark], ...]:
        """The marks for an item within the period, with their numbers from 1."""
        return tuple(self._marks.get((unit, item), ()))

    def is_within(self, period: Period, day: date) -> bool:
        """Whether what was given by hand on a day for a period counts in this assessment."""
        return self.period.first <= period.first <= period.last <= self.period.last and (
            day <= self.seen
        )

    @property
    def later(self) -> tuple[date, ...]:
        """The days after the board's on which something that counts was given by hand."""
        days = [one.date for one in self.scheme.marks if self.is_within(one.period, one.date)]
        days += [one.date for one in self.scheme.veto if self.is_within(one.period, one.date)]
        return tuple(sorted(day for day in days if day > self.day))

    def supports_only(self, unit: str) -> bool:
        """Whether it has measures, none of which counts."""
        return unit in self.board.roles and unit not in self._held

    @cached_property
    def months(self) -> tuple[tuple[Period, date], ...]:
        """The months whose return day lies in the period, of those that count, with that day.

        A return day that is moved past its month's end takes the month along: so each month is
        judged in one month, one quarter and one year.
        """
        ledger = self.board.ledger
        begun = ((one, return_day(ledger, one).day) for one in counted_months(ledger, self.day))
        return tuple((month, due) for month, due in begun if due in self.period)

    def _weight(self, role: Role) -> Fraction:
        return Fraction(1) if role is Role.LEAD else Fraction(self.scheme.support_share)

    @cached_property
    def _held(self) -> Mapping[str, list[Held]]:
        rows = {row.id: row for row in self.board.rows}
        found: dict[str, list[Held]] = {}
        for unit, roles in self.board.roles.items():
            for number, role in roles.items():
                if weight := self._weight(role):
                    found.setdefault(unit, []).append(Held(rows[number], ROLE_WORDS[role], weight))
        return found

    def _of(self, standing: Standing, entry: Entry) -> dict[str, Role]:
        """Each unit's role while a measure stands so."""
        register = self.board.ledger.units
        lead = map(register.named, standing.lead)
        return roles_in(register, lead, map(register.named, entry.measure.support))

    def _standings(self, entry: Entry) -> tuple[Standing, ...]:
        """The standing of a measure after each record up to the day; folded once."""
        known = self._folded.get(entry.id)
        if known is None:
            known = tuple(standings_of(entry.measure, self.board.ledger.plan.due, self.day))
            self._folded[entry.id] = known
        return known

    @cached_property
    def _folded(self) -> dict[str, tuple[Standing, ...]]:
        return {}

    @cached_property
    def _told(self) -> Mapping[str, list[Told]]:
        found: dict[str, list[Told]] = {}
        for entry in self.board.ledger.ordered:
            log = entry.measure.log
            if not any(e.type in _JUDGED and e.date in self.period for e in log):
                continue
            told = zip(log, self._standings(entry), strict=False)
            for number, (event, standing) in enumerate(told, 1):
                if event.type not in _JUDGED or event.date not in self.period:
                    continue
                for unit, role in self._of(standing, entry).items():
                    if weight := self._weight(role):
                        one = Told(entry, event, number, ROLE_WORDS[role], weight)
                        found.setdefault(unit, []).append(one)
        return found

    @cached_property
    def _late(self) -> Mapping[str, list[Late]]:
        found: dict[str, list[Late]] = {}
        for row in self.board.rows:
            entry = row.entry
            gathered: dict[tuple[str, Role], Late] = {}
            for standing, first, last in self._stretches(row):
                for unit, role in self._of(standing, entry).items():
                    days = (last - first).days + 1
                    late = Late(
                        entry,
                        ROLE_WORDS[role],
                        self._weight(role),
                        days,
                        first,
                        last,
                        standing.due,
                    )
                    before = gathered.get((unit, role))
                    if before is not None:
                        late = late._replace(days=before.days + days, first=before.first)
                    gathered[unit, role] = late
            for (unit, _), late in gathered.items():
                if late.weight:
                    found.setdefault(unit, []).append(late)
        return found

    def _stretches(self, row: Row) -> Iterator[tuple[Standing, date, date]]:
        """The stretches of the period in which a measure was overdue at each day's end."""
        end = min(self.period.last, self.day)
        if row.standing.original_due >= end:  # extensions only ever move it later
            return
        changes = self._changes(row)
        for (begun, standing), (until, _) in pairwise([*changes, (end + _DAY, row.standing)]):
            if not standing.state.is_unfinished or standing.due >= end:
                continue
            first = max(begun, self.period.first, standing.due + _DAY)
            last = min(until - _DAY, end)
            if first <= last:
                yield standing, first, last

    def _changes(self, row: Row) -> list[tuple[date, Standing]]:
        """From which day on a measure stood how; one standing where the period has no record."""
        entry = row.entry
        log = entry.measure.log
        if not any(event.date in self.period for event in log):
            return [(self.period.first, row.standing)]
        issued = standing_of(entry.measure, self.board.ledger.plan.due, date.min)
        changes = zip((event.date for event in log), self._standings(entry), strict=False)
        return [(date.min, issued), *changes]

    @cached_property
    def _targets(self) -> Mapping[str, list[Attainment]]:
        found: dict[str, list[Attainment]] = {}
        cancelled = {row.id for row in self.board.rows if row.state is State.CANCELLED}
        for one in self.board.attainments:
            if one.target.clause in cancelled:
                continue
            for unit in roles_in(self.board.ledger.units, self.board.leads_of(one.target), ()):
                found.setdefault(unit, []).append(one)
        return found

    @cached_property
    def _returns(self) -> Mapping[str, list[MonthReturn]]:
        found: dict[str, list[MonthReturn]] = {}
        for month, due in self.months:
            for one in returns_of(self.board, month):
                found.setdefault(one.unit, []).append(MonthReturn(month, due, one))
        return found

    @cached_property
    def _marks(self) -> Mapping[tuple[str, str], list[tuple[int, Mark]]]:
        found: dict[tuple[str, str], list[tuple[int, Mark]]] = {}
        for number, mark in enumerate(self.scheme.marks, 1):
            if self.is_within(mark.period, mark.date):
                unit = self.board.ledger.units.named(mark.unit)
                found.setdefault((unit, mark.item), []).append((number, mark))
        return found
