"""A file of the ledger is missing."""

from __future__ import annotations

from ganxian_ledger.domain.rules.rule import Example, Rule, Severity

_UNITS = """\
schema_version: 1
units:
  - name: 区城管局
    kind: 区直部门
"""
RULE = Rule(
    code="Y106",
    name="missing-file",
    title="缺少台账文件",
    severity=Severity.ERROR,
    why="缺了一个文件，任务、指标和单位就对不起来，算出的数都不可信。",
    good=Example(_UNITS, into="units.yaml"),
    bad=Example("", into="units.yaml", words="文件夹里没有 units.yaml"),
)
