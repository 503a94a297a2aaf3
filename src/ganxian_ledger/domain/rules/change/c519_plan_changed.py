"""The head of the published plan says something else now."""

from __future__ import annotations

from collections.abc import Iterator

from ganxian_ledger.domain.compare.edit import Edit
from ganxian_ledger.domain.places import TASKS, Place
from ganxian_ledger.domain.rules.corrected import unless_declared
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity

_HEAD = ("title", "number", "issuer", "office", "issued", "start", "due")
_PLACE = Place(TASKS, ("plan",))


def check(edit: Edit) -> Iterator[Finding]:
    """The place is each field that says something else."""
    for one in edit.fields(edit.base.plan, edit.head.plan, _PLACE, _PLACE, _HEAD):
        finding = RULE.at(_PLACE / one.key, f"方案的{one.words}", hint="恢复公布的内容")
        yield unless_declared(edit, finding, "plan")


RULE = Rule(
    code="C519",
    name="plan-changed",
    title="方案的基本信息被改动",
    severity=Severity.ERROR,
    why="起算日期和完成时限决定每条措施的序时进度，文号和机关是通报的抬头；都以公布的为准。",
    good=Example(
        "due: '2024-12-31'",
        into="plan",
        before="due: 2024-12-31",
    ),
    bad=Example("due: 2025-03-31", into="plan", before="due: 2024-12-31"),
    edit_check=check,
)
