"""The office's settings are different now."""

from __future__ import annotations

from collections.abc import Iterator

from ganxian_ledger.domain.compare.edit import Edit
from ganxian_ledger.domain.places import TASKS, Place
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity

_PLACE = Place(TASKS, ("plan", "policy"))


def check(edit: Edit) -> Iterator[Finding]:
    """The place is each setting; where it is gone, what it stood in."""
    for one in edit.fields(edit.base.plan.policy, edit.head.plan.policy, _PLACE, _PLACE):
        yield RULE.at(
            _PLACE / one.key,
            f"办公室设置的{one.words}",
            hint="在提交说明里写明为何调整；已发的通报以当时的为准",
        )


RULE = Rule(
    code="C520",
    name="policy-changed",
    title="办公室设置被改动",
    severity=Severity.WARNING,
    why="临期、滞后、亮灯和报送的口径一改，往月的数字重算就不同了，销号的要件也变了。",
    good=Example("policy: {lag_yellow: 10}", into="plan", before="policy: {due_soon_days: 30}"),
    bad=Example("policy: {lag_yellow: 20}", into="plan", before="policy: {lag_yellow: 10}"),
    edit_check=check,
)
