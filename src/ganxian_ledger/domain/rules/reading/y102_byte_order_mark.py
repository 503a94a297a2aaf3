"""A file begins with a byte order mark."""

from __future__ import annotations

from ganxian_ledger.domain.rules.rule import Example, Rule, Severity

_UNITS = """\
schema_version: 1
units:
  - name: 区城管局
    kind: 区直部门
"""
RULE = Rule(
    code="Y102",
    name="byte-order-mark",
    title="文件开头有字节顺序标记",
    severity=Severity.WARNING,
    why="记事本另存时会加上这个看不见的标记；台账照样能读，但别的工具会把它当成内容。",
    good=Example(_UNITS, into="units.yaml"),
    bad=Example(_UNITS, into="units.yaml", encoding="utf-8-sig"),
)
