"""Continuing work was closed, or reported as done, before its deadline."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ganxian_ledger.domain.model.event import Progress
from ganxian_ledger.domain.model.ledger import Entry, Ledger
from ganxian_ledger.domain.rules.logs import Step, known, steps_of
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


def check(ledger: Ledger, _day: date) -> Iterator[Finding]:
    """Every closing counts, and every report that brings the work to 100."""
    for entry in ledger.entries:
        if entry.measure.term == "长期":
            yield from _of(entry, ledger.plan.due)


def _of(entry: Entry, plan_due: date) -> Iterator[Finding]:
    percent = 0
    for step in steps_of(entry, plan_due):
        event = step.event
        early = known(event.date) and step.due and event.date < step.due
        if event.type == "close" and early:
            yield _finding(step, "type", "就销号了")
        if isinstance(event, Progress):
            if event.percent == 100 != percent and early:
                yield _finding(step, "percent", "就报完成 100%")
            percent = event.percent


def _finding(step: Step, key: str, what: str) -> Finding:
    return RULE.at(
        step.place / key,
        f"这是长期任务，现行时限 {step.due}，{step.event.date} {what}",
        hint="长期任务到时限再销号，完成比例按已过的时间报；其实有完成标志的，改为 term: 限期",
    )


_LOG = """\
term: 长期
log:
  - {{date: 2024-05-31, type: progress, percent: {}, by: 区城管局}}"""
RULE = Rule(
    code="T309",
    name="long-term-finished-early",
    title="长期任务提前办结",
    severity=Severity.WARNING,
    why="常年要做的工作到年底才算做完；提前办结，后几个月就没有人再报进展。",
    good=Example(_LOG.format(40)),
    bad=Example(_LOG.format(100)),
    check=check,
)
