"""A key is not one of the format."""

from __future__ import annotations

from ganxian_ledger.domain.rules.rule import Example, Rule, Severity

RULE = Rule(
    code="Y301",
    name="unknown-key",
    title="不认识的键",
    severity=Severity.ERROR,
    why="多半是写错了字；不认识的键如果略过，写在里面的内容就丢了。",
    good=Example("support: [领导小组办公室]"),
    bad=Example("suport: [领导小组办公室]"),
)
