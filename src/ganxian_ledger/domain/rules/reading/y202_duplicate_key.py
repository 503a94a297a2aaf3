"""A key stands twice in one mapping."""

from __future__ import annotations

from ganxian_ledger.domain.rules.rule import Example, Rule, Severity

_BAD = """\
lead: 区城管局
lead: 领导小组办公室"""
RULE = Rule(
    code="Y202",
    name="duplicate-key",
    title="同一个键写了两次",
    severity=Severity.ERROR,
    why="写了两次的键，有的软件取前一个，有的取后一个，结果因人而异。",
    good=Example("lead: 区城管局"),
    bad=Example(_BAD),
)
