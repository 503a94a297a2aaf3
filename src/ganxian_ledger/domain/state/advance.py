"""Advance: how far a set of measures is on average, beside how much of their time is gone."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from ganxian_ledger.domain.state.board import Row
from ganxian_ledger.domain.state.steps import State


class Advance(NamedTuple):
    """Plain means over the measures that are not cancelled, in percent, exact; None of none.

    `percent` is what is done (a closed measure counts 100), `time` what is gone of each measure's
    own time.
    """

    percent: Fraction | None
    time: Fraction | None


def advance_of(rows: Iterable[Row]) -> Advance:
    """The means of a set of measures."""
    listed = [row for row in rows if row.state is not State.CANCELLED]
    if not listed:
        return Advance(None, None)
    done = Fraction(sum(row.standing.percent for row in listed), len(listed))
    gone = sum((row.time_progress for row in listed), start=Fraction(0)) / len(listed)
    return Advance(done, gone)
