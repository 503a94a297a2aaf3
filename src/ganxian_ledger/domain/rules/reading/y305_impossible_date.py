"""A date does not exist, or is written otherwise than 2024-06-30."""

from __future__ import annotations

from ganxian_ledger.domain.rules.rule import Example, Rule, Severity

RULE = Rule(
    code="Y305",
    name="impossible-date",
    title="日期不存在或写法不对",
    severity=Severity.ERROR,
    why="所有的逾期、序时进度都从日期算起；写成 2024-06-30 的样子才不会读错。",
    good=Example("due: 2024-06-30"),
    bad=Example("due: 2024-06-31"),
)
