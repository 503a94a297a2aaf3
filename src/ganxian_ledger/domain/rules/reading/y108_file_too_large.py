"""A file is larger than any ledger."""

from __future__ import annotations

from ganxian_ledger.domain.rules.rule import Example, Rule, Severity

RULE = Rule(
    code="Y108",
    name="file-too-large",
    title="文件太大",
    severity=Severity.ERROR,
    why="一个区一年的台账不到 1 MB；大得多的文件多半是别的东西误放在这里。",
    good=Example("", words="units.yaml 有几十 KB"),
    bad=Example("", words="units.yaml 超过 32 MB"),
)
