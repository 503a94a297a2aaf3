"""What an assessment looks at: whose each measure and record is, for every unit at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from ganxian_ledger.domain.model.assessment import AssessmentFile, Mark
from ganxian_ledger.domain.model.calendar import Period, month_of
from ganxian_ledger.domain.model.event import Event
from ganxian_ledger.domain.model.ledger import Entry
from ganxian_ledger.domain.model.unit import Unit, UnitRegister
from ganxian_ledger.domain.state.attainment import Attainment
from ganxian_ledger.domain.state.board import Board, Role, Row
from ganxian_ledger.domain.state.returning import UnitReturn, returns_of
from ganxian_ledger.domain.state.standing import Standing, standing_of, standings_of
from ganxian_ledger.domain.state.steps import State

ROLE_WORDS = {Role.LEAD: "牵头", Role.SUPPORT: "配合"}
_DAY = timedelta(days=1)
_JUDGED = frozenset({"submit", "return", "review"})
"""Records that items look at one by one."""


class Held(NamedTuple):
    """A measure of a unit on the day, and how much it counts."""

    row: Row
    role: str
    weight: Fraction


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


def units_in(register: UnitRegister, group: Unit) -> tuple[str, ...]:
    """The units that a group stands for, through groups of groups, without these."""
    members = (register.by_name.get(name) for name in register.members_of(group))
    return tuple(unit.name for unit in members if unit is not None and not unit.is_group)


@dataclass(frozen=True)
class Sight:
    """A board and a period, looked at unit by unit; names are registered names.

    A group's measure counts for each unit that is its member, also through groups; groups
    themselves are not assessed.
    """

    board: Board
    scheme: AssessmentFile
    period: Period

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

    def returns(self, unit: str) -> tuple[tuple[Period, UnitReturn], ...]:
        """The unit's return of each month of the period that has begun."""
        return tuple(self._returns.get(unit, ()))

    def marks(self, unit: str, item: str) -> tuple[tuple[int, Mark], ...]:
        """The marks for an item within the period, known by the day, with their numbers from 1."""
        return tuple(self._marks.get((unit, item), ()))

    def is_within(self, period: Period, day: date) -> bool:
        """Whether what was given by hand on a day for a period counts in this assessment."""
        return self.period.first <= period.first <= period.last <= self.period.last and (
            day <= self.day
        )

    def supports_only(self, unit: str) -> bool:
        """Whether it has measures, none of which counts."""
        return unit in self._named and unit not in self._held

    @cached_property
    def months(self) -> tuple[Period, ...]:
        """The months of the period that have begun by the day."""
        found = [month_of(self.period.first)]
        while (after := found[-1].last + _DAY) <= min(self.period.last, self.day):
            found.append(month_of(after))
        return tuple(found)

    def _weight(self, role: Role) -> Fraction:
        return Fraction(1) if role is Role.LEAD else Fraction(self.scheme.support_share)

    def _parts(self, lead: Iterable[str], support: Iterable[str]) -> dict[str, Role]:
        """Each unit's role in a measure, as `Board.roles_of` has it; lead wins where both."""
        roles = {unit: Role.SUPPORT for name in support for unit in self._standing_for(name)}
        roles |= {unit: Role.LEAD for name in lead for unit in self._standing_for(name)}
        return roles

    def _standing_for(self, name: str) -> tuple[str, ...]:
        """The units that a name stands for: itself, or a group's members."""
        known = self._members.get(name)
        if known is None:
            register = self.board.ledger.units
            unit = register.by_name.get(name)
            known = units_in(register, unit) if unit is not None and unit.is_group else (name,)
            self._members[name] = known
        return known

    @cached_property
    def _members(self) -> dict[str, tuple[str, ...]]:
        return {}

    @cached_property
    def _named(self) -> frozenset[str]:
        """The units that any measure names on the day."""
        return frozenset(
            unit for row in self.board.rows for unit in self._parts(row.lead, row.support)
        )

    @cached_property
    def _held(self) -> Mapping[str, list[Held]]:
        found: dict[str, list[Held]] = {}
        for row in self.board.rows:
            for unit, role in self._parts(row.lead, row.support).items():
                if weight := self._weight(role):
                    found.setdefault(unit, []).append(Held(row, ROLE_WORDS[role], weight))
        return found

    def _of(self, standing: Standing, entry: Entry) -> dict[str, Role]:
        """Each unit's role while a measure stands so."""
        named = self.board.ledger.units.named
        return self._parts(map(named, standing.lead), map(named, entry.measure.support))

    @cached_property
    def _told(self) -> Mapping[str, list[Told]]:
        found: dict[str, list[Told]] = {}
        for entry in self.board.ledger.ordered:
            log = entry.measure.log
            if not any(e.type in _JUDGED and e.date in self.period for e in log):
                continue
            standings = standings_of(entry.measure, self.board.ledger.plan.due, self.day)
            for number, (event, standing) in enumerate(zip(log, standings, strict=False), 1):
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
        for entry in self.board.ledger.ordered:
            gathered: dict[tuple[str, Role], Late] = {}
            for standing, first, last in self._stretches(entry):
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

    def _stretches(self, entry: Entry) -> Iterator[tuple[Standing, date, date]]:
        """The stretches of the period in which a measure was overdue at each day's end."""
        plan_due, log = self.board.ledger.plan.due, entry.measure.log
        issued = standing_of(entry.measure, plan_due, date.min)
        changes = [(date.min, issued)]
        standings = standings_of(entry.measure, plan_due, self.day)
        changes.extend((e.date, s) for e, s in zip(log, standings, strict=False))
        end = min(self.period.last, self.day)
        for (begun, standing), (until, _) in pairwise([*changes, (end + _DAY, issued)]):
            if not standing.state.is_unfinished or standing.due >= end:
                continue
            first = max(begun, self.period.first, standing.due + _DAY)
            last = min(until - _DAY, end)
            if first <= last:
                yield standing, first, last

    @cached_property
    def _targets(self) -> Mapping[str, list[Attainment]]:
        found: dict[str, list[Attainment]] = {}
        cancelled = {row.id for row in self.board.rows if row.state is State.CANCELLED}
        for one in self.board.attainments:
            if one.target.clause in cancelled:
                continue
            for unit in self._parts(self.board.leads_of(one.target), ()):
                found.setdefault(unit, []).append(one)
        return found

    @cached_property
    def _returns(self) -> Mapping[str, list[tuple[Period, UnitReturn]]]:
        found: dict[str, list[tuple[Period, UnitReturn]]] = {}
        for month in self.months:
            for one in returns_of(self.board, month):
                found.setdefault(one.unit, []).append((month, one))
        return found

    @cached_property
    def _marks(self) -> Mapping[tuple[str, str], list[tuple[int, Mark]]]:
        found: dict[tuple[str, str], list[tuple[int, Mark]]] = {}
        for number, mark in enumerate(self.scheme.marks, 1):
            if self.is_within(mark.period, mark.date):
                unit = self.board.ledger.units.named(mark.unit)
                found.setdefault((unit, mark.item), []).append((number, mark))
        return found
