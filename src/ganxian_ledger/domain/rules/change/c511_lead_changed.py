"""The published lead of a measure is another now."""

from __future__ import annotations

from collections.abc import Iterator

from ganxian_ledger.domain.compare.edit import Edit
from ganxian_ledger.domain.rules.published import changed
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


def check(edit: Edit) -> Iterator[Finding]:
    """Another spelling of the same unit is no change."""
    named = edit.head.units.named
    for both in edit.measures:
        if edit.named_now(both.before.lead) != tuple(map(named, both.after.lead)):
            hint = f"恢复公布的牵头单位；转办用 ledger transfer {both.id} --lead 单位 --reason 原因"
            yield from changed(RULE, edit, both, ("lead",), hint=hint)


_OLD = "lead: 区城管局"
RULE = Rule(
    code="C511",
    name="lead-changed",
    title="公布的牵头单位被改动",
    severity=Severity.ERROR,
    why="换牵头单位要有转办记录，否则以前的通报会改说成是新单位没有完成。",
    good=Example(
        f"{_OLD}\nlog:\n  - {{date: 2024-06-03, type: transfer, by: 领导小组办公室, "
        "lead: 领导小组办公室, reason: 机构职能调整}",
        before=_OLD,
    ),
    bad=Example("lead: 领导小组办公室", before=_OLD),
    edit_check=check,
)
