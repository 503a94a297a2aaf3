"""Board: the whole ledger on one day; all figures of all reports come from here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from ganxian_ledger.domain.model.calendar import month_of
from ganxian_ledger.domain.model.ledger import Entry, Ledger
from ganxian_ledger.domain.model.plan import Policy
from ganxian_ledger.domain.model.target import Target
from ganxian_ledger.domain.model.unit import Unit, UnitRegister
from ganxian_ledger.domain.state.attainment import Attainment, attainment_of
from ganxian_ledger.domain.state.pace import rounded, time_progress
from ganxian_ledger.domain.state.standing import Standing, standing_of
from ganxian_ledger.domain.state.steps import State
from ganxian_ledger.domain.state.workdays import return_day


class Light(StrEnum):
    """亮灯; the word always stands beside the colour."""

    BLUE = "蓝"
    GREY = "灰"
    RED = "红"
    YELLOW = "黄"
    GREEN = "绿"


class Reporting(StrEnum):
    """Whether this month's progress has come in."""

    RETURNED = "已报送"
    AWAITED = "待报"
    MISSING = "未报送"
    NOT_ASKED = "无需报送"


class Role(StrEnum):
    """What a unit is in a measure."""

    LEAD = "lead"
    SUPPORT = "support"


ROLE_WORDS = {Role.LEAD: "牵头", Role.SUPPORT: "配合"}


class Row(NamedTuple):
    """One measure on the day. Names are registered names; `time_progress` in percent, exact."""

    entry: Entry
    standing: Standing
    lead: tuple[str, ...]
    support: tuple[str, ...]
    time_progress: Fraction
    overdue: bool
    due_soon: bool
    lagging: bool
    light: Light
    days_overdue: int
    reporting: Reporting

    @property
    def id(self) -> str:
        """The measure's number."""
        return self.entry.measure.id

    @property
    def title(self) -> str:
        """The measure's short name."""
        return self.entry.measure.title

    @property
    def state(self) -> State:
        """The measure's state."""
        return self.standing.state

    @property
    def gap(self) -> Decimal:
        """Points by which it is behind the time (negative: ahead), from the figures as shown."""
        return rounded(self.time_progress) - self.standing.percent


class Summary(NamedTuple):
    """Counts over a set of measures; `open` counts the unfinished, `missing` those not returned."""

    total: int
    closed: int
    open: int
    overdue: int
    due_soon: int
    lagging: int
    submitted: int
    cancelled: int
    missing: int

    @property
    def countable(self) -> int:
        """What there is to close: all but the cancelled."""
        return self.total - self.cancelled

    @property
    def close_rate(self) -> Fraction | None:
        """Closed of what there is to close, in percent; None where there is nothing to close."""
        return Fraction(self.closed * 100, self.countable) if self.countable else None


class Tally(NamedTuple):
    """A unit's (or section's) sums as lead, its rank by close rate, and how often it supports."""

    name: str
    summary: Summary
    support: int
    rank: int | None


@dataclass(frozen=True)
class Board:
    """The assessment of a ledger as of the end of `day`."""

    ledger: Ledger
    day: date

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Every measure in the natural order of its number."""
        asked = return_day(self.ledger, month_of(self.day)).day
        return tuple(_row(self.ledger, entry, self.day, asked) for entry in self.ledger.ordered)

    @cached_property
    def attainments(self) -> tuple[Attainment, ...]:
        """Every target in the file's order."""
        return tuple(attainment_of(t, self.ledger.plan, self.day) for t in self.ledger.targets)

    def leads_of(self, target: Target) -> tuple[str, ...]:
        """Who answers for a target on the day: its own lead, else its measure's lead on the day."""
        if target.lead is not None:
            return tuple(map(self.ledger.units.named, target.lead))
        row = self._row_by_id.get(target.clause)
        return row.lead if row else ()

    @cached_property
    def _row_by_id(self) -> dict[str, Row]:
        return {row.id: row for row in self.rows}

    def row(self, number: str) -> Row:
        """The measure of this number.

        Raises:
            Unknown: with near misses.
        """
        return self._row_by_id[self.ledger.entry(number).id]

    def roles_of(self, unit: Unit) -> dict[str, Role]:
        """The measures of a unit, its groups' included, by number; lead wins where both.

        A group has only the measures that name the group itself.
        """
        return dict(self.roles.get(unit.name, {}))

    @cached_property
    def roles(self) -> Mapping[str, Mapping[str, Role]]:
        """What `roles_of` says of every unit and group, by its name."""
        found: dict[str, dict[str, Role]] = {}
        for row in self.rows:
            for name, role in roles_in(self.ledger.units, row.lead, row.support).items():
                found.setdefault(name, {})[row.id] = role
        return found

    @cached_property
    def by_unit(self) -> tuple[Tally, ...]:
        """Each first lead by rank, then in the register's order; a group counts as itself."""
        led = _grouped(self.rows, lambda row: row.lead[0])
        order = {unit.name: i for i, unit in enumerate(self.ledger.units)}
        support: dict[str, int] = {}
        for row in self.rows:
            for name in dict.fromkeys(row.support):
                support[name] = support.get(name, 0) + 1
        sums = {name: summary_of(rows) for name, rows in led.items()}
        ranks = _ranks(sums)
        tallies = [Tally(n, s, support.get(n, 0), ranks.get(n)) for n, s in sums.items()]
        last = len(tallies) + 1
        return tuple(sorted(tallies, key=lambda t: (t.rank or last, order.get(t.name, len(order)))))

    @cached_property
    def by_section(self) -> tuple[tuple[str, str, Summary], ...]:
        """Id, title and sums of each section in the plan's order."""
        held = _grouped(self.rows, lambda row: row.entry.section.id)
        return tuple(
            (section.id, section.title, summary_of(held.get(section.id, ())))
            for section in self.ledger.sections
        )

    @cached_property
    def summary(self) -> Summary:
        """The sums over all measures."""
        return summary_of(self.rows)


def roles_in(
    register: UnitRegister, lead: Iterable[str], support: Iterable[str]
) -> dict[str, Role]:
    """What each unit and group is in a measure of these registered names; lead wins where both.

    What names a group counts for the group itself and for each unit that it holds.
    """
    roles = {unit: Role.SUPPORT for name in support for unit in register.stood_for(name)}
    return roles | {unit: Role.LEAD for name in lead for unit in register.stood_for(name)}


def row_of(ledger: Ledger, entry: Entry, day: date) -> Row:
    """One measure at the end of a day, without the rest of the board."""
    return _row(ledger, entry, day, return_day(ledger, month_of(day)).day)


def summary_of(rows: Iterable[Row]) -> Summary:
    """Count a set of measures."""
    listed = tuple(rows)
    states = [row.state for row in listed]
    return Summary(
        total=len(listed),
        closed=states.count(State.CLOSED),
        open=sum(state.is_unfinished for state in states),
        overdue=sum(row.overdue for row in listed),
        due_soon=sum(row.due_soon for row in listed),
        lagging=sum(row.lagging for row in listed),
        submitted=states.count(State.SUBMITTED),
        cancelled=states.count(State.CANCELLED),
        missing=sum(row.reporting is Reporting.MISSING for row in listed),
    )


def _row(ledger: Ledger, entry: Entry, day: date, asked: date) -> Row:
    plan = ledger.plan
    standing = standing_of(entry.measure, plan.due, day)
    gone = time_progress(plan.start, standing.due, day)
    unfinished = standing.state.is_unfinished
    overdue = unfinished and day > standing.due
    behind = gone - standing.percent
    due_soon = unfinished and not overdue and _within(standing.due, day, plan.policy.due_soon_days)
    lagging = standing.state.is_open and not overdue and behind > Fraction(plan.policy.lag_yellow)
    return Row(
        entry=entry,
        standing=standing,
        lead=tuple(map(ledger.units.named, standing.lead)),
        support=tuple(map(ledger.units.named, entry.measure.support)),
        time_progress=gone,
        overdue=overdue,
        due_soon=due_soon,
        lagging=lagging,
        light=_light(standing, behind, plan.policy, overdue=overdue, warned=due_soon or lagging),
        days_overdue=(day - standing.due).days if overdue else 0,
        reporting=_reporting(entry, standing, day, asked),
    )


def _within(due: date, day: date, days: int) -> bool:
    return (due - day).days <= days


def _light(
    standing: Standing, behind: Fraction, policy: Policy, *, overdue: bool, warned: bool
) -> Light:
    if standing.state is State.CLOSED:
        return Light.BLUE
    if standing.state is State.CANCELLED:
        return Light.GREY
    far = policy.lag_red is not None and behind > Fraction(policy.lag_red)
    if overdue or (far and standing.state.is_open):
        return Light.RED
    return Light.YELLOW if warned or standing.state is State.RETURNED else Light.GREEN


def _reporting(entry: Entry, standing: Standing, day: date, asked: date) -> Reporting:
    """Open measures are asked for progress each month, from its return day `asked` on."""
    if not standing.state.is_open:
        return Reporting.NOT_ASKED
    month = month_of(day)
    for event in entry.measure.log:
        if event.type in {"progress", "submit"} and month.first <= event.date <= day:
            return Reporting.RETURNED
    return Reporting.MISSING if day >= asked else Reporting.AWAITED


def _grouped(rows: Iterable[Row], key: Callable[[Row], str]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return groups


def _ranks(sums: dict[str, Summary]) -> dict[str, int]:
    """Rank by close rate, best first; ties share a rank, nothing to close is not ranked."""
    rates = {name: s.close_rate for name, s in sums.items() if s.close_rate is not None}
    return {name: 1 + sum(other > rate for other in rates.values()) for name, rate in rates.items()}
