"""A published number is another now."""

from __future__ import annotations

from collections.abc import Iterator

from ganxian_ledger.domain.compare.edit import Edit
from ganxian_ledger.domain.rules.corrected import unless_declared
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


def check(edit: Edit) -> Iterator[Finding]:
    """The place is the new number."""
    kinds = (("措施", edit.measures), ("指标", edit.targets), ("项目", edit.projects))
    for word, pairs in kinds:
        for both in pairs:
            if both.is_renumbered:
                was = both.before.id
                finding = RULE.at(
                    both.new_place / "id",
                    f"{word}编号由“{was}”改为“{both.id}”",
                    hint=f"改回 {was}；新增的另编新号",
                )
                yield unless_declared(edit, finding, was, both.id)


RULE = Rule(
    code="C505",
    name="renumbered",
    title="公布的编号被改动",
    severity=Severity.ERROR,
    why="文件、通报和填报表都用编号说话；编号一改，以前说的是哪一条就对不上了。",
    good=Example("id: '8.3'\ntitle: 污水管网", before="id: '8.3'\ntitle: 管网"),
    bad=Example("id: '8.4'", before="id: '8.3'"),
    edit_check=check,
)
