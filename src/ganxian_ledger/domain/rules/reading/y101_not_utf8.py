"""A file is not UTF-8."""

from __future__ import annotations

from ganxian_ledger.domain.rules.rule import Example, Rule, Severity

_UNITS = """\
schema_version: 1
units:
  - name: 区城管局
    kind: 区直部门
"""
RULE = Rule(
    code="Y101",
    name="not-utf8",
    title="文件不是 UTF-8 编码",
    severity=Severity.ERROR,
    why="各人电脑的默认编码不同；只有统一用 UTF-8，谁打开都是同样的字。",
    good=Example(_UNITS, into="units.yaml"),
    bad=Example(_UNITS, into="units.yaml", encoding="gb18030"),
)
