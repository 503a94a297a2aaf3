"""A measure is reported as done, but nobody asked to close it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ganxian_ledger.domain.model.event import Progress
from ganxian_ledger.domain.model.ledger import Entry, Ledger
from ganxian_ledger.domain.rules.logs import Step, is_known, steps_of
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity
from ganxian_ledger.domain.state.steps import LEADS_TO


def check(ledger: Ledger, _day: date) -> Iterator[Finding]:
    """The last record that says where the measure stands is a report of 100."""
    for entry in ledger.entries:
        last = _last(entry, ledger.plan.due)
        if last is not None and isinstance(last.event, Progress) and last.event.percent == 100:
            yield RULE.at(
                last.place / "percent",
                f"{last.event.date} 报完成 100%，但一直没有申请销号，状态仍是“推进中”",
                hint=f"已完成的：ledger submit {entry.id}；没有完成的，按实际再报一次进展",
            )


def _last(entry: Entry, plan_due: date) -> Step | None:
    """The last record that leads to a state; none where that is unknown.

    Continuing work before its deadline is not to be submitted yet (T309).
    """
    last: Step | None = None
    for step in steps_of(entry, plan_due):
        if step.event.type in LEADS_TO:
            last = step
        elif not is_known(step.event):
            last = None
    if last is None or entry.measure.term != "长期":
        return last
    return last if last.due and last.event.date >= last.due else None


_DONE = "log:\n  - {date: 2024-05-31, type: progress, percent: 100, by: 区城管局}"
RULE = Rule(
    code="N402",
    name="full-percent-without-submission",
    title="完成 100% 没有申请销号",
    severity=Severity.WARNING,
    why="完成了的措施应当申请销号；只报 100%，时限一过仍算逾期。",
    good=Example(f"{_DONE}\n  - {{date: 2024-06-03, type: submit, by: 区城管局}}"),
    bad=Example(_DONE),
    check=check,
)
