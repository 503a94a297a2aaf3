"""What was published of a target is different now."""

from __future__ import annotations

from collections.abc import Iterator

from ganxian_ledger.domain.compare.edit import Edit
from ganxian_ledger.domain.compare.pairing import Both
from ganxian_ledger.domain.rules.published import changed
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


def check(edit: Edit) -> Iterator[Finding]:
    """The place is each field that says something else."""
    numbers = {both.before.id: both.id for both in edit.measures}
    for both in edit.targets:
        keys = ["goal", "baseline", "kind", "unit"]
        if numbers.get(both.before.clause, both.before.clause) != both.after.clause:
            keys.append("clause")
        if not _is_same_lead(edit, both):
            keys.append("lead")
        yield from changed(
            RULE, edit, both, tuple(keys), hint="恢复公布的内容；上级调整的，在提交说明里写明文号"
        )


def _is_same_lead(edit: Edit, both: Both) -> bool:
    """Whether the lead is the same unit, however it is spelt."""
    now = tuple(map(edit.head.units.named, both.after.lead or ()))
    return edit.named_now(both.before.lead or ()) == now


RULE = Rule(
    code="C514",
    name="goal-changed",
    title="公布的指标内容被改动",
    severity=Severity.ERROR,
    why="改目标值、基数或口径，未达标就成了达标；市里调整的目标也要留下依据。",
    good=Example(
        "goal: {at_most: 24}\n"
        "readings:\n  - {period: 2024-05, date: 2024-06-03, value: 23.1, by: 区城管局}",
        into="target",
        before="goal: {at_most: 24}",
    ),
    bad=Example("goal: {at_most: 26}", into="target", before="goal: {at_most: 24}"),
    edit_check=check,
)
