"""Returns (报送): which unit handed in its month, when, and which did not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from ganxian_ledger.domain.errors import Unknown
from ganxian_ledger.domain.model.calendar import Period, month_of
from ganxian_ledger.domain.model.event import Event
from ganxian_ledger.domain.model.evidence import Source
from ganxian_ledger.domain.model.ledger import Entry, Ledger
from ganxian_ledger.domain.model.letter import NOTICE
from ganxian_ledger.domain.model.target import Target
from ganxian_ledger.domain.state.asked import is_settled
from ganxian_ledger.domain.state.attainment import attainment_of
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.state.sent import about_of
from ganxian_ledger.domain.state.standing import Standing, standing_of, standings_of
from ganxian_ledger.domain.state.workdays import ReturnDay, return_day

__all__ = [
    "REPORTS",
    "BeforePlan",
    "ReturnDay",
    "ReturnStatus",
    "ReturnSummary",
    "UnitReturn",
    "counted_months",
    "require_planned",
    "return_day",
    "returns_of",
    "returns_summary",
]

_DAY = timedelta(days=1)
REPORTS = frozenset({"progress", "submit"})
"""Records that say how far a measure is."""


class BeforePlan(Unknown):
    """The month was over before the plan starts: nothing could be returned for it."""


class ReturnStatus(StrEnum):
    """Where a unit's return of a month stands."""

    ON_TIME = "按时"
    LATE = "迟报"
    AWAITED = "待报"
    MISSING = "未报"
    NOT_ASKED = "无需报送"


class UnitReturn(NamedTuple):
    """One lead unit's return of a month.

    `received` is the day of its first form, or the day on which its records were complete where
    it handed in none (`by_records`); `days_late` counts calendar days from the day after the
    return day. `asked` and `asked_targets` are numbers of measures and ids of targets; `forms`
    counts the forms that were taken in.
    """

    unit: str
    status: ReturnStatus
    received: date | None = None
    days_late: int = 0
    asked: tuple[str, ...] = ()
    asked_targets: tuple[str, ...] = ()
    forms: int = 0
    by_records: bool = False

    @property
    def words(self) -> str:
        """The status as it is said: 迟报 3 天."""
        return f"{self.status} {self.days_late} 天" if self.days_late else self.status.value

    @property
    def how(self) -> str:
        """In which way it was returned, or nothing."""
        return "逐项记录" if self.by_records else "填报表" if self.forms else ""


class ReturnSummary(NamedTuple):
    """How many units stand where; `asked` counts all but those of which nothing is asked."""

    asked: int
    on_time: int
    late: int
    missing: int
    awaited: int
    not_asked: int


def returns_summary(returns: Iterable[UnitReturn]) -> ReturnSummary:
    """Count the units by the status of their return."""
    counts = Counter(one.status for one in returns)
    not_asked = counts[ReturnStatus.NOT_ASKED]
    return ReturnSummary(
        asked=counts.total() - not_asked,
        on_time=counts[ReturnStatus.ON_TIME],
        late=counts[ReturnStatus.LATE],
        missing=counts[ReturnStatus.MISSING],
        awaited=counts[ReturnStatus.AWAITED],
        not_asked=not_asked,
    )


def returns_of(board: Board, month: Period) -> tuple[UnitReturn, ...]:
    """The return of each lead unit for a month, as known at the end of the board's day.

    Asked of a unit are the measures that it leads (as the first) and that are open, and its
    targets that are not settled, at the end of the day before its first form was received: what
    the form itself brought about does not count. A unit without a form is asked what stands open
    at the month's end (on the board's day before that), and what it reported on by single
    records: it has returned when it reported on every measure (where only targets are asked: when
    each has a reading of the month). In the register's order.
    """
    ledger, last = board.ledger, min(board.day, month.last)
    forms = _forms(ledger, month, board.day)
    asked = _Asked(ledger, month, last, {unit: min(days) for unit, days in forms.items()})
    measures, targets = asked.measures(), asked.targets()
    names = dict.fromkeys((*(unit.name for unit in ledger.units), *measures, *targets, *forms))
    days = _Days(return_day(ledger, month).day, board.day)
    return tuple(
        _return_of(name, (measures.get(name, []), targets.get(name, [])), forms.get(name, []), days)
        for name in names
        if name in measures or name in targets or name in forms
    )


def require_planned(ledger: Ledger, month: Period) -> None:
    """Whether a month can be asked about at all.

    Raises:
        BeforePlan: where the plan starts after it.
    """
    start = ledger.plan.start
    if month.last < start:
        raise BeforePlan(
            f"{month.words}在方案起算之前，没有要报送的",
            remedy=f"方案从 {start} 起算，--month 写 {month_of(start).text} 及以后的月份",
        )


def counted_months(ledger: Ledger, day: date) -> tuple[Period, ...]:
    """The months whose missing and late returns may be held against a unit, oldest first.

    From the month in which the plan starts to that of the day: those from the month on in which
    the plan was issued; before it only those for which, by the end of the day, a 调度通知 was
    recorded or any unit returned a form. A plan is issued late: nobody was asked before.
    """
    issued = month_of(ledger.plan.issued).first
    asked = {one.month.text for one in ledger.returns if one.date <= day}
    asked |= {
        about_of(one).text for one in ledger.letters if one.kind == NOTICE and one.date <= day
    }
    found: list[Period] = []
    month = month_of(ledger.plan.start)
    while month.first <= day:
        if month.first >= issued or month.text in asked:
            found.append(month)
        month = month_of(month.last + _DAY)
    return tuple(found)


class _Days(NamedTuple):
    """By when the return is due, and the day on which it is looked at."""

    due: date
    today: date


class _Matter(NamedTuple):
    """A measure or target of a unit: whether it is asked for, and since when it is reported."""

    id: str
    is_asked: bool
    reported: date | None


def _return_of(
    name: str, matters: tuple[list[_Matter], list[_Matter]], forms: list[date], days: _Days
) -> UnitReturn:
    measures, targets = ([one for one in held if one.is_asked] for held in matters)
    asked = tuple(one.id for one in measures), tuple(one.id for one in targets)
    received = min(forms) if forms else _complete_on(measures or targets)
    if received is None:
        status = ReturnStatus.AWAITED if days.today < days.due else ReturnStatus.MISSING
        is_asked = bool(measures or targets)
        return UnitReturn(name, status if is_asked else ReturnStatus.NOT_ASKED, None, 0, *asked)
    late = max((received - days.due).days, 0)
    status = ReturnStatus.LATE if late else ReturnStatus.ON_TIME
    return UnitReturn(name, status, received, late, *asked, len(forms), not forms)


def _complete_on(asked: list[_Matter]) -> date | None:
    """The day on which all that was asked for had been reported; None before that."""
    days = [one.reported for one in asked if one.reported is not None]
    return max(days) if days and len(days) == len(asked) else None


def _forms(ledger: Ledger, month: Period, day: date) -> dict[str, list[date]]:
    """The days on which forms of the month were received up to a day, by the unit's name."""
    forms: dict[str, list[date]] = {}
    for one in ledger.returns:
        if one.month.text == month.text and one.date <= day:
            forms.setdefault(ledger.units.named(one.unit), []).append(one.date)
    return forms


class _Asked:
    """What a month asks of each unit, each seen on the day that counts for the unit."""

    def __init__(
        self, ledger: Ledger, month: Period, last: date, received: Mapping[str, date]
    ) -> None:
        """`last` is the day that counts without a form, `received` the day of each first form."""
        self._ledger = ledger
        self._month = month
        self._last = last
        self._received = received

    def measures(self) -> dict[str, list[_Matter]]:
        """The measures of each lead unit in the order of their numbers, asked for or not."""
        held: dict[str, list[_Matter]] = {}
        for entry in self._ledger.ordered:
            reported = self._reported(entry.measure.log)
            for unit, standing in self._holders(entry):
                is_asked = standing.state.is_open or (
                    reported is not None and unit not in self._received
                )
                held.setdefault(unit, []).append(_Matter(entry.id, is_asked, reported))
        return held

    def targets(self) -> dict[str, list[_Matter]]:
        """The targets of each lead unit in the file's order, asked for or not."""
        held: dict[str, list[_Matter]] = {}
        for target in self._ledger.targets:
            for unit in self._answering(target):
                matter = _Matter(target.id, self._is_asked(target, unit), self._read(target))
                held.setdefault(unit, []).append(matter)
        return held

    def _day(self, unit: str) -> date:
        """The day at whose end it shows what is asked of a unit."""
        first = self._received.get(unit)
        return self._last if first is None else min(self._last, first - _DAY)

    def _holders(self, entry: Entry) -> Iterator[tuple[str, Standing]]:
        """Who leads a measure on the day that counts for the unit, and how it stands on it."""
        measure, plan_due = entry.measure, self._ledger.plan.due
        leads = [measure.lead[0]]
        leads.extend(one.lead[0] for one in standings_of(measure, plan_due, self._last))
        for unit in dict.fromkeys(map(self._ledger.units.named, leads)):
            standing = standing_of(measure, plan_due, self._day(unit))
            if self._ledger.units.named(standing.lead[0]) == unit:
                yield unit, standing

    def _answering(self, target: Target) -> Iterable[str]:
        if target.lead is not None:
            return (self._ledger.units.named(target.lead[0]),)
        if not self._ledger.has_measure(target.clause):
            return ()
        return (unit for unit, _ in self._holders(self._ledger.entry(target.clause)))

    def _is_asked(self, target: Target, unit: str) -> bool:
        ledger, day = self._ledger, self._day(unit)
        if ledger.has_measure(target.clause):
            measure = ledger.entry(target.clause).measure
            if not standing_of(measure, ledger.plan.due, day).state.is_unfinished:
                return False
        return not is_settled(attainment_of(target, ledger.plan, day))

    def _reported(self, log: Iterable[Event]) -> date | None:
        """The first day of the month on which a single record told of a measure."""
        return next(
            (
                event.date
                for event in log
                if event.type in REPORTS
                and event.source is None
                and self._month.first <= event.date <= self._last
            ),
            None,
        )

    def _read(self, target: Target) -> date | None:
        """The first day on which a single reading of the month was known."""
        days = (
            reading.date
            for reading in target.readings
            if not isinstance(reading.source, Source)
            and self._month.first <= reading.date <= self._last
        )
        return min(days, default=None)
