"""A key is a list or a mapping."""

from __future__ import annotations

from ganxian_ledger.domain.rules.rule import Example, Rule, Severity

RULE = Rule(
    code="Y208",
    name="key-not-text",
    title="键不是文字",
    severity=Severity.ERROR,
    why="键是这一项的名称，只能是文字，例如 lead。",
    good=Example("lead: 区城管局"),
    bad=Example("[lead]: 区城管局"),
)
