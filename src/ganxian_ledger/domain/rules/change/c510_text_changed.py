"""The published clause of a measure says something else now."""

from __future__ import annotations

from collections.abc import Iterator

from ganxian_ledger.domain.compare.edit import Edit
from ganxian_ledger.domain.rules.published import changed
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


def check(edit: Edit) -> Iterator[Finding]:
    """The title is our own, and may change."""
    for both in edit.measures:
        yield from changed(RULE, edit, both, ("text",), hint="恢复公布的原文；自拟的说法写在 title")


_TEXT = "text: 加快城镇污水管网建设，新建管网{}公里。"
RULE = Rule(
    code="C510",
    name="text-changed",
    title="公布的条文被改动",
    severity=Severity.ERROR,
    why="条文是发文机关定的，台账只照录；录错了可以更正，但要说明。",
    good=Example(
        f"title: 污水管网\n{_TEXT.format(15)}",
        before=f"title: 管网\n{_TEXT.format(15)}",
    ),
    bad=Example(_TEXT.format(15), before=_TEXT.format(51)),
    edit_check=check,
)
