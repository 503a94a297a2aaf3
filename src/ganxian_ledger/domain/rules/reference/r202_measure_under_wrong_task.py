"""A measure stands under another task than its number says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


def check(ledger: Ledger, _day: date) -> Iterator[Finding]:
    """The number before the dot is the task's."""
    for entry in ledger.entries:
        number, task = entry.id.partition(".")[0], entry.task.id
        if number and task and number != task:
            yield RULE.at(
                entry.place / "id",
                f"编号 {entry.id} 应在任务 {number} 下，却放在任务 {task}“{entry.task.title}”下",
                hint=f"移到任务 {number} 的 measures 下；编号写错的，按方案改正",
            )


RULE = Rule(
    code="R202",
    name="measure-under-wrong-task",
    title="措施放错了任务",
    severity=Severity.ERROR,
    why="按任务汇总时，措施会算到别的任务名下，两个任务的数都不对。",
    good=Example("id: '8.3'"),
    bad=Example("id: '9.3'"),
    check=check,
)
