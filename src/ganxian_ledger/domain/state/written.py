"""Which letters about a measure count: towards the next rung of the ladder, or for a month."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from ganxian_ledger.domain.model.calendar import Period
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.model.letter import REMINDER, TALK, URGING
from ganxian_ledger.domain.state.board import Row, row_of
from ganxian_ledger.domain.state.sent import Answering, Sent, about_of, seen_on

RUNGS = (REMINDER, URGING, TALK)
"""From the lowest to the highest."""


class Written(NamedTuple):
    """All letters to one unit that count, as a month is looked at on a day."""

    ledger: Ledger
    month: Period
    day: date
    sent: Sequence[Sent] = ()

    def urgings(self, row: Row) -> tuple[Sent, ...]:
        """The 督办函 that name a measure and were sent because it was overdue, oldest first."""
        return self._sent_about(row, URGING)

    def reminders(self, row: Row) -> tuple[Sent, ...]:
        """The 提醒函 that name a measure and were sent when it lagged or was overdue."""
        return self._sent_about(row, REMINDER)

    def talk(self, row: Row) -> Sent | None:
        """The last talk about a measure, since it was last put off or opened again."""
        since = _renewed(row)
        held = [
            one
            for one in self.sent
            if one.letter.kind == TALK and one.covers(row.id) and one.letter.date > since
        ]
        return max(held, key=lambda one: one.letter.date, default=None)

    def months(self, letters: Iterable[Sent]) -> int:
        """In how many months before this one they were written about.

        The office looks at its plan once a month: letters about one month count as one, and those
        about the month itself for nothing yet.
        """
        about = (about_of(one.letter) for one in letters)
        return len({month.text for month in about if month.first < self.month.first})

    def settling(self, number: str, kind: str) -> Sent | None:
        """The letter for which a measure needs none of this rung now, if there is one.

        It is the last of this rung or a higher one that is about the month, or that still waits
        for its answer whatever it is about. One that was to be answered and was not settles
        nothing any longer.
        """
        enough = RUNGS[RUNGS.index(kind) :]
        held = [
            one
            for one in self.sent
            if one.letter.kind in enough and one.covers(number) and self._is_present(one)
        ]
        last = max(reversed(held), key=lambda one: one.letter.date, default=None)
        return None if last is None or last.answering is Answering.LATE else last

    def _is_present(self, one: Sent) -> bool:
        return about_of(one.letter) == self.month or one.waits_on(self.day)

    def _sent_about(self, row: Row, kind: str) -> tuple[Sent, ...]:
        """The letters of a kind since the ladder began anew for a measure; of one day the last."""
        talk = self.talk(row)
        since = max(_renewed(row), talk.letter.date if talk else date.min)
        found = {
            one.letter.date: one
            for one in self.sent
            if one.letter.kind == kind
            and row.id in one.letter.measures
            and one.letter.date > since
            and self._was_late(row, one)
        }
        return tuple(found[day] for day in sorted(found))

    def _was_late(self, row: Row, one: Sent) -> bool:
        """Whether a letter of its kind was due for what the measure was then.

        The register does not say why a letter named a measure: it may only have been due soon, or
        not returned.
        """
        letter = one.letter
        then = row_of(self.ledger, row.entry, seen_on(letter.month, letter.date))
        return then.overdue or (letter.kind == REMINDER and then.lagging)


def _renewed(row: Row) -> date:
    """The day of the last extension or reopening: letters up to it are settled."""
    standing = row.standing
    last = standing.last.date if standing.last else date.min
    days = (e.date for e in row.entry.measure.log if e.type in {"extend", "reopen"})
    return max((day for day in days if day <= last), default=date.min)
