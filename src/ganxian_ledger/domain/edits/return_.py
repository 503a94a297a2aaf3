"""退回: the office sends a submission back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ganxian_ledger.domain.edits.decision import Decision
from ganxian_ledger.domain.edits.said import UNSAID, Said
from ganxian_ledger.domain.edits.step import take, the_office
from ganxian_ledger.domain.edits.words import prose
from ganxian_ledger.domain.model.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Return:
    """Return a submitted measure, with the reason; `until` is when to supply what is missing."""

    measure: str
    reason: str
    until: date | None = None
    said: Said = UNSAID


def return_(ledger: Ledger, intent: Return, *, today: date) -> Decision:
    """The office returns it; the lead supplies what is missing and submits again."""
    step = take(ledger, "return", intent.measure, intent.said, today=today, by=the_office)
    return step.record(reason=prose(intent.reason, "理由"), until=intent.until, following="submit")
