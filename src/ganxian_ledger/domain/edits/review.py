"""回头看: the office looks back at a closed measure; its state stays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ganxian_ledger.domain.edits.decision import Decision
from ganxian_ledger.domain.edits.said import UNSAID, Said
from ganxian_ledger.domain.edits.step import take, the_office
from ganxian_ledger.domain.edits.words import prose
from ganxian_ledger.domain.model.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Review:
    """Look back at a closed measure: whether it still holds, and what was found."""

    measure: str
    passed: bool
    reason: str | None = None
    said: Said = UNSAID


def review(ledger: Ledger, intent: Review, *, today: date) -> Decision:
    """The office looks back; a failed review asks for a reopening."""
    step = take(ledger, "review", intent.measure, intent.said, today=today, by=the_office)
    return step.record(
        passed=intent.passed,
        reason=prose(intent.reason, "理由"),
        following="show" if intent.passed else "reopen",
    )
