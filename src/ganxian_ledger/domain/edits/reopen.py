"""重新挂号: a closed measure is opened again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ganxian_ledger.domain.edits.decision import Decision
from ganxian_ledger.domain.edits.said import UNSAID, Said
from ganxian_ledger.domain.edits.step import take, the_office
from ganxian_ledger.domain.edits.words import prose
from ganxian_ledger.domain.model.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Reopen:
    """Open a closed measure again, with the reason."""

    measure: str
    reason: str
    said: Said = UNSAID


def reopen(ledger: Ledger, intent: Reopen, *, today: date) -> Decision:
    """The office reopens it; the lead reports again."""
    step = take(ledger, "reopen", intent.measure, intent.said, today=today, by=the_office)
    return step.record(reason=prose(intent.reason, "理由"), following="progress")
