"""Working days, and the day by which a month's return is due (报送期限)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from ganxian_ledger.domain.model.calendar import Period, month_of
from ganxian_ledger.domain.model.ledger import Ledger, OfficeFiles, OfficialDays
from ganxian_ledger.domain.model.plan import NEXT_WORKING_DAY

_DAY = timedelta(days=1)
_SATURDAY = 5


class Workdays:
    """Which days are worked on: the office's own calendar, else the official one, else the week.

    The office's file settles the days that it names, and every day of the years for which it alone
    counts; there, and where nobody knows the year, Monday to Friday are worked.
    """

    def __init__(self, files: OfficeFiles) -> None:
        """The calendar of a ledger."""
        self._own = files.holidays
        self._official = files.official

    @cached_property
    def _named(self) -> Mapping[date, bool]:
        """The days that the office names, and whether each is worked; of two the last counts."""
        if self._own is None:
            return {}
        from ganxian_ledger.domain.model.holidays import WORK  # noqa: PLC0415 (a file of few)

        return {one.date: one.kind == WORK for one in self._own.days}

    @cached_property
    def _years(self) -> frozenset[int]:
        """The years for which the office's file alone counts."""
        return frozenset(self._own.years if self._own else ())

    def is_worked(self, day: date) -> bool:
        """Whether a day is one of work."""
        named = self._named.get(day)
        if named is not None:
            return named
        official = OfficialDays() if day.year in self._years else self._official
        if day in official.rest or day in official.work:
            return day in official.work
        return day.weekday() < _SATURDAY

    def is_known(self, day: date) -> bool:
        """Whether a calendar says so, and not the week alone."""
        return day in self._named or self.knows(day.year)

    def knows(self, year: int) -> bool:
        """Whether one of the two calendars covers a year."""
        return year in self._years or year in self._official.years


class ReturnDay(NamedTuple):
    """By when a month's return is due: `day`, moved from `nominal` where that is not worked.

    `is_known` is False where the move rests on a year that no calendar covers.
    """

    day: date
    nominal: date
    is_known: bool = True

    @property
    def is_moved(self) -> bool:
        """Whether it is due later than the policy's own day."""
        return self.day != self.nominal


def return_day(ledger: Ledger, month: Period) -> ReturnDay:
    """The policy's day of the month (its last day where the month is shorter, or none is set).

    Where the policy says so it is moved to the next working day, even into the next month.
    """
    policy, last = ledger.plan.policy, month.last.day
    nominal = month.first.replace(day=min(policy.return_day or last, last))
    if policy.return_holiday != NEXT_WORKING_DAY:
        return ReturnDay(nominal, nominal)
    workdays = Workdays(ledger.office_files)
    day, is_known = nominal, workdays.is_known(nominal)
    while not workdays.is_worked(day):
        day += _DAY
        is_known = is_known and workdays.is_known(day)
    return ReturnDay(day, nominal, is_known)


class NextReturn(NamedTuple):
    """The return that units are asked for next: of which month, and by when."""

    month: Period
    day: date


def next_return(ledger: Ledger, day: date) -> NextReturn:
    """The first return day after a day; it may still be that of the month before."""
    month = month_of(month_of(day).first - _DAY)
    while (until := return_day(ledger, month).day) <= day:
        month = month_of(month.last + _DAY)
    return NextReturn(month, until)
