"""A record that was published is gone."""

from __future__ import annotations

from collections.abc import Iterator

from ganxian_ledger.domain.compare.edit import Edit
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


def check(edit: Edit) -> Iterator[Finding]:
    """The place is the record in the file before the edit."""
    for log in edit.append_only:
        for position in log.parts.removed:
            yield RULE.before(
                log.old_place / position,
                f"{log.id} 已公布的记录被删去：{log.old[position].date} 的一条",
                hint="恢复这一条；记错了的，在后面另记一条更正",
            )


_FIRST = "log:\n  - {date: 2024-05-20, type: progress, percent: 30, by: 区城管局}"
_SECOND = "  - {date: 2024-06-03, type: progress, percent: 40, by: 区城管局}"
RULE = Rule(
    code="C502",
    name="record-removed",
    title="已公布的记录被删去",
    severity=Severity.ERROR,
    why="记录只增不减：删去一条，以前的状态和进度就无从复核。",
    good=Example(f"{_FIRST}\n{_SECOND}", before=_FIRST),
    bad=Example(_FIRST, before=f"{_FIRST}\n{_SECOND}"),
    edit_check=check,
)
