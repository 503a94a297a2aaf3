"""A commit recorded something, and nobody knows its author."""

from __future__ import annotations

from collections.abc import Iterator

from ganxian_ledger.domain.compare.edit import Edit
from ganxian_ledger.domain.rules.committed import Deed, claimed, deeds, person_of
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


def check(edit: Edit) -> Iterator[Finding]:
    """One finding for each commit, at its first record; other rules speak of other deeds."""
    for deed in deeds(edit):
        if person_of(edit, deed.author) is None and deed.place.route:
            yield _finding(deed)


def _finding(deed: Deed) -> Finding:
    if not deed.author.commit:
        return RULE.at(
            deed.place,
            f"有人{deed.words}，但查不到是哪次提交带来的",
            hint="撤销这些记录，由本人重新提交",
        )
    return RULE.at(
        deed.place,
        f"提交 {deed.author.commit} {deed.words}，作者{claimed(deed.author)}不在 access.yaml 里",
        hint="邮箱设错的，用 git config user.email 改正后重新提交；"
        "新来的人，先由办公室写进 access.yaml 并合并",
    )


RULE = Rule(
    code="C534",
    name="unknown-author",
    title="提交人没有登记",
    severity=Severity.ERROR,
    why="不知道是谁提交的，就不知道他能不能记，出了错也没有人可问。",
    good=Example("", words="提交的作者邮箱在基准的 access.yaml 里"),
    bad=Example("", words="作者邮箱不在 access.yaml 里，或只有这次改动才把它加进去"),
    edit_check=check,
)
