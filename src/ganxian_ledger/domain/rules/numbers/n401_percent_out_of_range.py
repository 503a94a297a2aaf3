"""A percentage is below 0 or above 100."""

from __future__ import annotations

from ganxian_ledger.domain.rules.rule import Example, Rule, Severity

_GOOD = """\
log:
  - {date: 2024-05-31, type: progress, percent: 60, by: 区城管局}"""
_BAD = """\
log:
  - {date: 2024-05-31, type: progress, percent: 160, by: 区城管局}"""
RULE = Rule(
    code="N401",
    name="percent-out-of-range",
    title="完成比例不在 0—100 之间",
    severity=Severity.ERROR,
    why="完成比例是累计完成的百分数，超出范围的多是把数量或小数写了进来。",
    good=Example(_GOOD),
    bad=Example(_BAD),
)
