"""A goal has no bound, or several."""

from __future__ import annotations

from ganxian_ledger.domain.rules.rule import Example, Rule, Severity

RULE = Rule(
    code="Y311",
    name="goal-not-exactly-one",
    title="目标值不是正好一项",
    severity=Severity.ERROR,
    why="同时写几个目标值，或者一个也不写，就判不出是否达标；每个数量单列一条指标。",
    good=Example("goal: {at_most: 24}", into="target"),
    bad=Example("goal: {at_least: 20, at_most: 24}", into="target"),
)
