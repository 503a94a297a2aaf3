"""The system does not hand a file over."""

from __future__ import annotations

from ganxian_ledger.domain.rules.rule import Example, Rule, Severity

RULE = Rule(
    code="Y107",
    name="unreadable-file",
    title="文件读不了",
    severity=Severity.ERROR,
    why="读不了的文件不能当作没有内容，否则通报会漏报。",
    good=Example("", words="units.yaml 是普通文件，当前用户可以读"),
    bad=Example("", words="units.yaml 没有读取权限，或者是一个目录"),
)
