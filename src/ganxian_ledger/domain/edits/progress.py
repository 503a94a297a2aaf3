"""进展: the lead reports how far the work is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ganxian_ledger.domain.edits.decision import Decision
from ganxian_ledger.domain.edits.refusals import OUT_OF_RANGE
from ganxian_ledger.domain.edits.said import UNSAID, Said
from ganxian_ledger.domain.edits.step import take, the_lead
from ganxian_ledger.domain.edits.words import prose
from ganxian_ledger.domain.model.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Progress:
    """Report progress on an open measure."""

    measure: str
    percent: int
    issue: str | None = None
    next: str | None = None
    said: Said = UNSAID


def progress(ledger: Ledger, intent: Progress, *, today: date) -> Decision:
    """The lead reports; at 100 percent the submission is next."""
    step = take(ledger, "progress", intent.measure, intent.said, today=today, by=the_lead)
    if not 0 <= intent.percent <= 100:
        raise OUT_OF_RANGE.of(
            f"完成比例 {intent.percent} 不在 0—100 之间", remedy="写成 0 到 100 的整数"
        )
    return step.record(
        percent=intent.percent,
        issue=prose(intent.issue, "存在问题"),
        next=prose(intent.next, "下步打算"),
        following="submit" if intent.percent == 100 else "show",
    )
