"""The text nests deeper than any ledger."""

from __future__ import annotations

from ganxian_ledger.domain.rules.rule import Example, Rule, Severity

RULE = Rule(
    code="Y206",
    name="nesting-too-deep",
    title="嵌套太深",
    severity=Severity.ERROR,
    why="台账最多九层；再深就是括号或缩进写错了。",
    good=Example("support: [领导小组办公室]"),
    bad=Example("support: [[[[[[[[[[[[[[[[[[[[[区城管局]]]]]]]]]]]]]]]]]]]]]"),
)
