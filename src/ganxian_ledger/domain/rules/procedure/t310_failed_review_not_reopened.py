"""A closed measure failed its review and was not reopened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ganxian_ledger.domain.model.event import Review
from ganxian_ledger.domain.model.ledger import Entry, Ledger
from ganxian_ledger.domain.rules.logs import Step, is_known, state_after, steps_of
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity
from ganxian_ledger.domain.state.steps import State


def check(ledger: Ledger, _day: date) -> Iterator[Finding]:
    """The last review of a measure that is still closed decides."""
    for entry in ledger.entries:
        failed = _failed(entry, ledger.plan.due)
        if failed is not None:
            yield RULE.at(
                failed.place / "passed",
                f"{failed.event.date} 回头看不合格，但措施仍是“已销号”",
                hint=f"ledger reopen {entry.id} --reason 回头看不合格；"
                "已整改到位的，再记一条合格的回头看",
            )


def _failed(entry: Entry, plan_due: date) -> Step | None:
    """The failed review that still waits for its consequence."""
    if not any(isinstance(event, Review) for event in entry.measure.log):
        return None
    failed: Step | None = None
    state: State | None = None
    for step in steps_of(entry, plan_due):
        event = step.event
        if isinstance(event, Review):
            failed = None if event.passed else step
        elif event.type == "reopen" or not is_known(event):
            failed = None
        state = state_after(event, step.state)
    return failed if state is State.CLOSED else None


_LOG = """\
log:
  - {date: 2024-04-10, type: submit, by: 区城管局}
  - date: 2024-04-20
    type: close
    by: 领导小组办公室
    evidence: [{path: evidence/8.3/验收单.pdf}]
  - {date: 2024-05-31, type: review, passed: false, reason: 管网又有错接, by: 领导小组办公室}"""
_REOPEN = "\n  - {date: 2024-06-03, type: reopen, reason: 回头看不合格, by: 领导小组办公室}"
RULE = Rule(
    code="T310",
    name="failed-review-not-reopened",
    title="回头看不合格没有重新挂号",
    severity=Severity.WARNING,
    why="销号后问题反弹的应当重新挂号，否则通报里一直算作完成。",
    good=Example(_LOG + _REOPEN),
    bad=Example(_LOG),
    check=check,
)
