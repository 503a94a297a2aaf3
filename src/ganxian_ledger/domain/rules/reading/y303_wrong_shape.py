"""A list stands where a text should, or the reverse."""

from __future__ import annotations

from ganxian_ledger.domain.rules.rule import Example, Rule, Severity

RULE = Rule(
    code="Y303",
    name="wrong-shape",
    title="写法的形状不对",
    severity=Severity.ERROR,
    why="该写列表的写成了文字，或者反过来，程序分不清是一个还是几个。",
    good=Example("support: [领导小组办公室]"),
    bad=Example("support: 领导小组办公室"),
)
