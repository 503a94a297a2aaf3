"""核减: a measure is struck off without being done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ganxian_ledger.domain.edits.decision import Decision
from ganxian_ledger.domain.edits.said import UNSAID, Said
from ganxian_ledger.domain.edits.step import take, the_office
from ganxian_ledger.domain.edits.words import prose
from ganxian_ledger.domain.model.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Cancel:
    """Strike an unfinished measure off, with the reason."""

    measure: str
    reason: str
    said: Said = UNSAID


def cancel(ledger: Ledger, intent: Cancel, *, today: date) -> Decision:
    """The office strikes it off; nothing is recorded on it any more."""
    step = take(ledger, "cancel", intent.measure, intent.said, today=today, by=the_office)
    return step.record(reason=prose(intent.reason, "理由"))
