"""The published deadline of a measure is another now."""

from __future__ import annotations

from collections.abc import Iterator

from ganxian_ledger.domain.compare.edit import Edit
from ganxian_ledger.domain.rules.published import changed
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


def check(edit: Edit) -> Iterator[Finding]:
    """An extension is a record, and leaves the published deadline as it is."""
    for both in edit.measures:
        hint = f"恢复公布的时限；延期用 ledger extend {both.id} --to 日期 --reason 原因"
        yield from changed(RULE, edit, both, ("due",), hint=hint)


RULE = Rule(
    code="C512",
    name="due-moved",
    title="公布的时限被改动",
    severity=Severity.ERROR,
    why="悄悄改时限，逾期的就不逾期了；延期是一条有理由的记录。",
    good=Example(
        "due: 2024-06-30\nlog:\n  - {date: 2024-06-03, type: extend, by: 领导小组办公室, "
        "to: 2024-09-30, reason: 汛期停工}",
        before="due: 2024-06-30",
    ),
    bad=Example("due: 2024-09-30", before="due: 2024-06-30"),
    edit_check=check,
)
