"""The official calendar of China: holidays and days of work in their stead (调休)."""

from __future__ import annotations

from chinese_calendar import constants

from ganxian_ledger.domain.model.ledger import OfficialDays


def official_days(years: range) -> OfficialDays:
    """The days of rest and of work of those years that the State Council has published.

    A year that the library does not know yet is not among `years` of the answer.
    """
    rest, work = (
        frozenset(day for day in days if day.year in years)
        for days in (constants.holidays, constants.workdays)
    )
    known = frozenset(day.year for day in (*constants.holidays, *constants.workdays))
    return OfficialDays(known & frozenset(years), rest, work)
