"""A tag of YAML is used."""

from __future__ import annotations

from ganxian_ledger.domain.rules.rule import Example, Rule, Severity

RULE = Rule(
    code="Y204",
    name="tag",
    title="用了类型标记",
    severity=Severity.ERROR,
    why="类型标记会让别的软件把内容读成另一种东西；台账里的内容都是文字、数字和日期。",
    good=Example("lead: 区城管局"),
    bad=Example("lead: !!str 区城管局"),
)
