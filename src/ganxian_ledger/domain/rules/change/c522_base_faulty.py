"""The published state itself has faults, so that not everything could be compared."""

from __future__ import annotations

from collections.abc import Iterator

from ganxian_ledger.domain.compare.edit import Edit, Fault
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


def check(edit: Edit) -> Iterator[Finding]:
    """One finding a file, at its first fault."""
    by_file: dict[str, list[Fault]] = {}
    for fault in edit.faults_before:
        by_file.setdefault(fault.place.file, []).append(fault)
    for file, faults in by_file.items():
        finding = RULE.before(
            faults[0].place,
            f"基准的 {file} 本身有 {len(faults)} 处错误，那几处没有比对",
            hint="先单独提交一次改正，再提交别的改动",
        )
        yield finding._replace(span=faults[0].span)


RULE = Rule(
    code="C522",
    name="base-faulty",
    title="基准本身有错误",
    severity=Severity.WARNING,
    why="读不出原来写的是什么，就看不出改了什么；这几处要由人核对。",
    good=Example("due: 2024-06-30", before="due: 2024-06-30"),
    bad=Example("due: 2024-06-30", before="due: 2024-06-31"),
    edit_check=check,
)
