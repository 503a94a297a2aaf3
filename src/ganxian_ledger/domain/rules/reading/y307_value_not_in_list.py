"""A value is none of those that the key allows."""

from __future__ import annotations

from ganxian_ledger.domain.rules.rule import Example, Rule, Severity

_GOOD = """\
log:
  - {date: 2024-05-31, type: progress, percent: 60, by: 区城管局}"""
_BAD = """\
log:
  - {date: 2024-05-31, type: progres, percent: 60, by: 区城管局}"""
RULE = Rule(
    code="Y307",
    name="value-not-in-list",
    title="不在可选的值里",
    severity=Severity.ERROR,
    why="这一项只有几种写法；写成别的，程序不知道该怎么算。",
    good=Example(_GOOD),
    bad=Example(_BAD),
)
