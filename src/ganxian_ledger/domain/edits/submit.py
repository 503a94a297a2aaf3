"""申请销号: the lead says that it is done and asks to be checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ganxian_ledger.domain.changes import Scalar
from ganxian_ledger.domain.edits.decision import Decision
from ganxian_ledger.domain.edits.said import UNSAID, Said
from ganxian_ledger.domain.edits.step import take, the_lead
from ganxian_ledger.domain.model.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Submit:
    """Submit an open measure to be closed off."""

    measure: str
    evidence: tuple[Mapping[str, Scalar], ...] = ()
    said: Said = UNSAID


def submit(ledger: Ledger, intent: Submit, *, today: date) -> Decision:
    """The lead submits; the office closes it off next, or returns it."""
    step = take(ledger, "submit", intent.measure, intent.said, today=today, by=the_lead)
    return step.record(evidence=intent.evidence, following="close")
