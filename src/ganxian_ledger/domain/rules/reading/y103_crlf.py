"""Lines end in CR LF or CR."""

from __future__ import annotations

from ganxian_ledger.domain.rules.rule import Example, Rule, Severity

_UNITS = """\
schema_version: 1
units:
  - name: 区城管局
    kind: 区直部门
"""
RULE = Rule(
    code="Y103",
    name="crlf",
    title="换行不是 LF",
    severity=Severity.WARNING,
    why="两种换行混用，Git 会把没有改过的行也显示为改过。台账照样能读，修改时保持原样。",
    good=Example(_UNITS, into="units.yaml"),
    bad=Example(_UNITS.replace("\n", "\r\n"), into="units.yaml"),
)
