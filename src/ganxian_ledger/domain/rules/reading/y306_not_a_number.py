"""A number is written otherwise than plainly."""

from __future__ import annotations

from ganxian_ledger.domain.rules.rule import Example, Rule, Severity

RULE = Rule(
    code="Y306",
    name="not-a-number",
    title="不是数字",
    severity=Severity.ERROR,
    why="带单位、带逗号、加引号的数字不能计算；单位写在 unit。",
    good=Example("goal: {at_most: 24}", into="target"),
    bad=Example("goal: {at_most: 24微克}", into="target"),
)
