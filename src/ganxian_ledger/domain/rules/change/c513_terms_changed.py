"""What else the plan says of a measure is different now."""

from __future__ import annotations

from collections.abc import Iterator

from ganxian_ledger.domain.compare.edit import Edit
from ganxian_ledger.domain.rules.published import changed
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity

_TERMS = ("support_open", "due_text", "term")


def check(edit: Edit) -> Iterator[Finding]:
    """Another spelling of the same supporting unit is no change."""
    named = edit.head.units.named
    for both in edit.measures:
        same = edit.named_now(both.before.support) == tuple(map(named, both.after.support))
        keys = _TERMS if same else ("support", *_TERMS)
        yield from changed(RULE, edit, both, keys, hint="对照方案原文核对，改错了的恢复")


RULE = Rule(
    code="C513",
    name="terms-changed",
    title="公布的责任单位或期限说法被改动",
    severity=Severity.WARNING,
    why="责任单位、时限原文和期限类别都出自方案；改动要有出处，让审阅的人看得见。",
    good=Example(
        "term: 限期",
        before="due_text:",
    ),
    bad=Example("term: 长期", before="term: 限期"),
    edit_check=check,
)
