"""One value is longer than any clause."""

from __future__ import annotations

from ganxian_ledger.domain.rules.rule import Example, Rule, Severity

RULE = Rule(
    code="Y207",
    name="value-too-long",
    title="一项内容太长",
    severity=Severity.ERROR,
    why="整篇报告写进一项里，表格和通报都放不下；长文应作为佐证材料附上。",
    good=Example("text: 推进城镇污水管网建设。"),
    bad=Example("", words="text 超过 65536 个字"),
)
