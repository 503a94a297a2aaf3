"""Which day an answer about a month speaks of: late forms come in after the month's end."""

from __future__ import annotations

from datetime import date

from ganxian_ledger.domain.errors import Unknown
from ganxian_ledger.domain.model.calendar import Period, month_of
from ganxian_ledger.domain.views.words import day_words
from ganxian_ledger.usecases.context import Context, context


class NotBegun(Unknown):
    """The month had not begun on the day that is asked about."""


def context_of_month(
    month: Period | None, data: str | None, as_of: date | None = None, at: str | None = None
) -> Context:
    """The ledger and the day: the one asked for, which may lie after the month, or today.

    Without a month it is the one of that day.

    Raises:
        CannotLoad: where there is no ledger.
        NotBegun: where the day lies before the month.
    """
    here = context(data, as_of, at)
    if month is None or here.day >= month.first:
        return here
    if as_of is None:
        words = f"{month.words}还没有开始，没有可看的情况"
        raise NotBegun(words, remedy=f"今天是{day_words(here.day)}")
    words = f"{as_of} 在{month.words}之前"
    raise NotBegun(words, remedy=f"--as-of 写{day_words(month.first)}及以后的日期，或不写")


def current(here: Context) -> Period:
    """The month of the day that is asked about."""
    return month_of(here.day)
