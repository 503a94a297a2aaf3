"""延期: a new deadline, later than the one in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ganxian_ledger.domain.edits.decision import Decision
from ganxian_ledger.domain.edits.refusals import NOT_LATER
from ganxian_ledger.domain.edits.said import UNSAID, Said
from ganxian_ledger.domain.edits.step import take, the_office
from ganxian_ledger.domain.edits.words import one_line, prose
from ganxian_ledger.domain.model.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Extend:
    """Put the deadline of an unfinished measure off."""

    measure: str
    to: date
    reason: str
    approved_by: str | None = None
    said: Said = UNSAID


def extend(ledger: Ledger, intent: Extend, *, today: date) -> Decision:
    """The office puts the deadline off; only ever to a later day."""
    step = take(ledger, "extend", intent.measure, intent.said, today=today, by=the_office)
    due = step.standing.due
    if intent.to <= due:
        raise NOT_LATER.of(
            f"{step.named}的新时限 {intent.to} 不晚于现行时限 {due}",
            remedy=f"--to 写成 {due} 以后的日期",
        )
    return step.record(
        to=intent.to,
        reason=prose(intent.reason, "理由"),
        approved_by=one_line(intent.approved_by, "批准人"),
    )
