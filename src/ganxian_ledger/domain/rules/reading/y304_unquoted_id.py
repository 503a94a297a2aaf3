"""A number of the plan stands without quotes."""

from __future__ import annotations

from ganxian_ledger.domain.rules.rule import Example, Rule, Severity

RULE = Rule(
    code="Y304",
    name="unquoted-id",
    title="编号没有加引号",
    severity=Severity.ERROR,
    why="没有引号的 8.10，别的软件会读成数字 8.1，两条措施就混成一条。",
    good=Example("id: '8.10'"),
    bad=Example("id: 8.10"),
)
