"""回头看: the office looks back at a closed measure; its state stays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from ganxian_ledger.domain.edits.decision import Decision
from ganxian_ledger.domain.edits.refusals import EMPTY_TEXT, REVIEWED_ALREADY
from ganxian_ledger.domain.edits.said import UNSAID, Said
from ganxian_ledger.domain.edits.step import Step, take, the_office
from ganxian_ledger.domain.edits.words import prose
from ganxian_ledger.domain.model import event
from ganxian_ledger.domain.model.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Review:
    """Look back at a closed measure: whether it still holds, and what was found."""

    measure: str
    passed: bool
    reason: str | None = None
    said: Said = UNSAID


def review(ledger: Ledger, intent: Review, *, today: date) -> Decision:
    """The office looks back; a failed review asks for a reopening.

    Raises:
        Refused: as `take`; P108 where a failed review has no reason, P118 for the same one twice.
    """
    step = take(ledger, "review", intent.measure, intent.said, today=today, by=the_office)
    reason = prose(intent.reason, "理由")
    if reason is None and not intent.passed:
        raise EMPTY_TEXT.of(
            f"{step.named}回头看不合格，没有写理由", remedy="加 --reason，写明不合格的情形"
        )
    _require_new(step, passed=intent.passed)
    return step.record(
        passed=intent.passed,
        reason=reason,
        following="show" if intent.passed else "reopen",
    )


def _require_new(step: Step, *, passed: bool) -> None:
    """No review of the same outcome was recorded for the day since the measure was closed."""
    log = reversed(step.entry.measure.log)
    since = takewhile(lambda one: one.type == "review", log)
    known = {(one.date, one.passed) for one in since if isinstance(one, event.Review)}
    if (step.day, passed) in known:
        outcome = "合格" if passed else "不合格"
        raise REVIEWED_ALREADY.of(
            f"{step.named}在 {step.day} 的回头看（{outcome}）已经记过",
            remedy=f"查看用 ledger show {step.entry.id}；确实另查了一次的，写在那一天的日期下",
        )
