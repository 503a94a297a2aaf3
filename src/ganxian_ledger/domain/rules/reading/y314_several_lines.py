"""A text of one line has several."""

from __future__ import annotations

from ganxian_ledger.domain.rules.rule import Example, Rule, Severity

_BAD = """\
title: |
  城镇污水
  管网建设"""
RULE = Rule(
    code="Y314",
    name="several-lines",
    title="名称写成了几行",
    severity=Severity.ERROR,
    why="名称、编号、单位要放进表格的一格里；长的说明写在 text 或 note。",
    good=Example("title: 城镇污水管网建设"),
    bad=Example(_BAD),
)
