"""销号: the office closes a measure off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ganxian_ledger.domain.changes import Scalar
from ganxian_ledger.domain.edits.decision import Decision
from ganxian_ledger.domain.edits.refusals import CLOSE_REQUIRES
from ganxian_ledger.domain.edits.said import UNSAID, Said
from ganxian_ledger.domain.edits.step import Step, take, the_office
from ganxian_ledger.domain.edits.words import one_line
from ganxian_ledger.domain.model.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Close:
    """Close an unfinished measure off; who checked, when and how, where it is known."""

    measure: str
    evidence: tuple[Mapping[str, Scalar], ...] = ()
    checked_by: str | None = None
    checked_on: date | None = None
    method: str | None = None
    said: Said = UNSAID


def close(ledger: Ledger, intent: Close, *, today: date) -> Decision:
    """The office closes it off, once the requirements that it set itself are met."""
    step = take(ledger, "close", intent.measure, intent.said, today=today, by=the_office)
    _require(ledger.plan.policy.close_requires, step, intent)
    return step.record(
        evidence=intent.evidence,
        checked_by=one_line(intent.checked_by, "核查人"),
        checked_on=intent.checked_on,
        method=one_line(intent.method, "核查方式"),
    )


def _require(asked: tuple[str, ...], step: Step, intent: Close) -> None:
    """Without a requirement a missing submission or evidence is a warning of the rules."""
    submission = step.standing.submission
    at_hand = bool(intent.evidence) or (submission is not None and bool(submission.evidence))
    number = step.entry.id
    missing = {
        "submit": ("申请销号", f"先 ledger submit {number}", submission is None),
        "evidence": ("佐证材料", f"ledger close {number} --evidence 文件", not at_hand),
    }
    lacking = [missing[one] for one in dict.fromkeys(asked) if missing[one][2]]
    if lacking:
        raise CLOSE_REQUIRES.of(
            f"{step.named}销号要件不全，缺{'、'.join(what for what, _, _ in lacking)}",
            remedy="；再 ".join(how for _, how, _ in lacking),
        )
