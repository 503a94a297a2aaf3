"""A text is empty."""

from __future__ import annotations

from ganxian_ledger.domain.rules.rule import Example, Rule, Severity

RULE = Rule(
    code="Y313",
    name="empty-value",
    title="内容是空的",
    severity=Severity.ERROR,
    why="空的名称和理由等于没有写，看的人无从知道是漏了还是没有。",
    good=Example("title: 城镇污水管网建设"),
    bad=Example("title: ''"),
)
