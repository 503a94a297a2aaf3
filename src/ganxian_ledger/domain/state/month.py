"""The office's month as it stands on a day: sent, returned, to check, to write, to open again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ganxian_ledger.domain.model.calendar import Period
from ganxian_ledger.domain.model.letter import NOTICE, Letter
from ganxian_ledger.domain.state.board import Board, Row
from ganxian_ledger.domain.state.ladder import Rung, rungs_of
from ganxian_ledger.domain.state.returning import (
    ReturnDay,
    ReturnStatus,
    ReturnSummary,
    UnitReturn,
    return_day,
    returns_of,
    returns_summary,
)
from ganxian_ledger.domain.state.sent import Answering, Sent, about_of, sent_of
from ganxian_ledger.domain.state.steps import State

_OUTSTANDING = (ReturnStatus.AWAITED, ReturnStatus.MISSING)


@dataclass(frozen=True)
class Month:
    """What there is to see of a month on the board's day, which may lie after the month."""

    board: Board
    period: Period

    @property
    def day(self) -> date:
        """The day on which it is looked at."""
        return self.board.day

    @property
    def is_ending(self) -> bool:
        """Whether the month's last day has come."""
        return self.day >= self.period.last

    @cached_property
    def due(self) -> ReturnDay:
        """By when the month is to be returned."""
        return return_day(self.board.ledger, self.period)

    @cached_property
    def returns(self) -> tuple[UnitReturn, ...]:
        """Every lead unit's return."""
        return returns_of(self.board, self.period)

    @cached_property
    def summary(self) -> ReturnSummary:
        """How many returns stand where."""
        return returns_summary(self.returns)

    @cached_property
    def notices(self) -> tuple[Letter, ...]:
        """The 调度通知 of the month that were sent, oldest first."""
        sent = (one for one in self.board.ledger.letters if one.kind == NOTICE)
        known = (one for one in sent if one.date <= self.day and about_of(one) == self.period)
        return tuple(sorted(known, key=lambda one: one.date))

    @cached_property
    def unsent(self) -> tuple[str, ...]:
        """The units that have not returned and that no notice went to; the office needs none."""
        units = self.board.ledger.units
        told = {units.named(self.board.ledger.plan.office)}
        for unit in (units.by_name.get(name) for one in self.notices for name in one.to):
            told.update((unit.name, *units.members_of(unit)) if unit else ())
        waiting = (one.unit for one in self.returns if one.status in _OUTSTANDING)
        return tuple(name for name in waiting if name not in told)

    @cached_property
    def submitted(self) -> tuple[Row, ...]:
        """The measures that wait to be checked, the longest first."""
        rows = (row for row in self.board.rows if row.state is State.SUBMITTED)
        return tuple(sorted(rows, key=lambda row: -days_waiting(row, self.day)))

    @cached_property
    def failed(self) -> tuple[Row, ...]:
        """The closed measures that failed a look-back and were not opened again."""
        closed = (row for row in self.board.rows if row.state is State.CLOSED)
        return tuple(
            row for row in closed if row.standing.review and not row.standing.review.passed
        )

    @cached_property
    def rungs(self) -> tuple[Rung, ...]:
        """The letters that are due by the month's end, as known on the day."""
        last = min(self.day, self.period.last)
        board = self.board if last == self.day else Board(self.board.ledger, last)
        return tuple(one for one in rungs_of(board, self.period, known=self.day) if one.kind)

    @cached_property
    def sent(self) -> tuple[Sent, ...]:
        """Every letter by its addressees."""
        return sent_of(self.board.ledger, self.day)

    @cached_property
    def unanswered(self) -> tuple[Sent, ...]:
        """The letters whose answer is late."""
        return tuple(one for one in self.sent if one.answering is Answering.LATE)

    @property
    def to_check(self) -> int:
        """How many measures are to be checked before the month can be reported; later, none."""
        return 0 if self.day > self.period.last else len(self.submitted)

    @property
    def is_whole(self) -> bool:
        """Whether there is nothing left that a report of the month would have to wait for."""
        total = self.summary
        return self.is_ending and not (total.awaited or total.missing or self.to_check)


def days_waiting(row: Row, day: date) -> int:
    """For how many days a submitted measure has waited to be checked."""
    submission = row.standing.submission
    return (day - submission.date).days if submission else 0
