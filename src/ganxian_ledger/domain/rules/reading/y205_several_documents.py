"""A file holds several documents."""

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
    kind: 区直部门
---
schema_version: 1
units: []
"""
RULE = Rule(
    code="Y205",
    name="several-documents",
    title="一个文件里有几份内容",
    severity=Severity.ERROR,
    why="第二份内容多是合并时留下的；哪一份算数，不能由程序来猜。",
    good=Example(_GOOD, into="units.yaml"),
    bad=Example(_BAD, into="units.yaml"),
)
