"""A tab stands in the text."""

from __future__ import annotations

from ganxian_ledger.domain.rules.rule import Example, Rule, Severity

RULE = Rule(
    code="Y104",
    name="tab",
    title="有制表符",
    severity=Severity.ERROR,
    why="制表符在不同的编辑器里宽窄不同，缩进看着对齐，实际不对。",
    good=Example("lead: 区城管局"),
    bad=Example("lead:\t区城管局"),
)
