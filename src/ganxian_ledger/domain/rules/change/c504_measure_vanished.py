"""A measure that was published is gone."""

from __future__ import annotations

from collections.abc import Iterator

from ganxian_ledger.domain.compare.edit import Edit
from ganxian_ledger.domain.rules.published import vanished
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


def check(edit: Edit) -> Iterator[Finding]:
    """The place is the number in the file before the edit."""
    for old in edit.measures_gone:
        measure = old.record
        yield vanished(
            RULE,
            edit,
            old,
            f"公布的措施 {measure.id} {measure.title}",
            hint=f"恢复这条措施；不再做的，用 ledger cancel {measure.id} --reason 原因 核减",
        )


_OLD = "id: '8.3'\ntitle: 管网建设\ntext: 加快城镇污水管网建设。"
RULE = Rule(
    code="C504",
    name="measure-vanished",
    title="公布的措施不见了",
    severity=Severity.ERROR,
    why="删掉一条措施，总数、销号率和责任单位的清单都悄悄变了；不再做的应当核减，留下理由。",
    good=Example(
        f"{_OLD}\nlog:\n  - {{date: 2024-06-03, type: cancel, by: 领导小组办公室, "
        "reason: 并入8.6}",
        before=_OLD,
    ),
    bad=Example("id: '8.6'\ntitle: 雨污分流\ntext: 推进雨污分流改造。", before=_OLD),
    edit_check=check,
)
