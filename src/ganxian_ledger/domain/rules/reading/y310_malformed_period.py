"""A reading's period is not written as one."""

from __future__ import annotations

from ganxian_ledger.domain.rules.rule import Example, Rule, Severity

_GOOD = """\
readings:
  - {period: 2024-05, date: 2024-06-05, value: 23.1, by: 区城管局}"""
_BAD = """\
readings:
  - {period: 2024年5月, date: 2024-06-05, value: 23.1, by: 区城管局}"""
RULE = Rule(
    code="Y310",
    name="malformed-period",
    title="时期的写法不对",
    severity=Severity.ERROR,
    why="读数按月、按季或按年；写法统一才能排出先后。",
    good=Example(_GOOD, into="target"),
    bad=Example(_BAD, into="target"),
)
