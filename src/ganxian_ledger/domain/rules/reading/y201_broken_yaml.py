"""The text is not YAML."""

from __future__ import annotations

from ganxian_ledger.domain.rules.rule import Example, Rule, Severity

RULE = Rule(
    code="Y201",
    name="broken-yaml",
    title="不合 YAML 的写法",
    severity=Severity.ERROR,
    why="程序读不出这一处写的是什么；读不懂的内容不猜、不跳过。",
    good=Example("lead: 区城管局"),
    bad=Example("lead：区城管局"),
)
