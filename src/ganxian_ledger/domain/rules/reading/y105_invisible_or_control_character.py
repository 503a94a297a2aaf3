"""A control character or an invisible one stands in the text."""

from __future__ import annotations

from ganxian_ledger.domain.rules.rule import Example, Rule, Severity

RULE = Rule(
    code="Y105",
    name="invisible-or-control-character",
    title="有看不见的字符",
    severity=Severity.ERROR,
    why="看不见的字符多从网页或 Word 粘贴而来：两个名称看着一样，查找和比对却对不上。",
    good=Example("title: 城镇污水管网建设"),
    bad=Example("title: 城镇污水\u200b管网建设"),
)
