"""A required key is missing."""

from __future__ import annotations

from ganxian_ledger.domain.rules.rule import Example, Rule, Severity

_GOOD = """\
schema_version: 1
units:
  - name: 区城管局
    kind: 区直部门
"""
_BAD = """\
schema_version: 1
units:
  - name: 区城管局
"""
RULE = Rule(
    code="Y302",
    name="missing-key",
    title="缺少必填项",
    severity=Severity.ERROR,
    why="缺了必填项，这一条就说不清是什么、由谁负责。",
    good=Example(_GOOD, into="units.yaml"),
    bad=Example(_BAD, into="units.yaml"),
)
