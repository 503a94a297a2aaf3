"""The file's schema version is not known."""

from __future__ import annotations

from ganxian_ledger.domain.rules.rule import Example, Rule, Severity

_GOOD = """\
schema_version: 1
units:
  - name: 区城管局
    kind: 区直部门
"""
_BAD = """\
schema_version: 2
units:
  - name: 区城管局
    kind: 区直部门
"""
RULE = Rule(
    code="Y308",
    name="unknown-schema-version",
    title="不认识的格式版本",
    severity=Severity.ERROR,
    why="格式版本说明文件按哪一版写法来读；不认识的版本不能猜着读。",
    good=Example(_GOOD, into="units.yaml"),
    bad=Example(_BAD, into="units.yaml"),
)
