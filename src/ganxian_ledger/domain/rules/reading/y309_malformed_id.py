"""An id is not written as one."""

from __future__ import annotations

from ganxian_ledger.domain.rules.rule import Example, Rule, Severity

RULE = Rule(
    code="Y309",
    name="malformed-id",
    title="编号的写法不对",
    severity=Severity.ERROR,
    why="编号是措施、指标和项目的唯一称呼，命令、通报和附件都用它。",
    good=Example("id: '8.3'"),
    bad=Example("id: 8-3"),
)
