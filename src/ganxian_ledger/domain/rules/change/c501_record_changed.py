"""A record that was published says something else now."""

from __future__ import annotations

from collections.abc import Iterator

from ganxian_ledger.domain.compare.edit import Edit
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


def check(edit: Edit) -> Iterator[Finding]:
    """The place is the first field that differs; where it is gone, the record."""
    for log in edit.append_only:
        for before, after in log.parts.changed:
            record = log.new_place / after
            edits = edit.fields(log.old[before], log.new[after], log.old_place / before, record)
            if not edits:
                continue
            there = (e.key for e in edits if getattr(log.new[after], e.key, None) not in {None, ()})
            first = next(there, None)
            yield RULE.at(
                record if first is None else record / first,
                f"{log.id} 已公布的记录被改动：{'；'.join(one.words for one in edits)}",
                hint="恢复原样；记错了的，在后面另记一条更正",
            )


_LOG = "log:\n  - {{date: 2024-05-20, type: progress, percent: {}, by: 区城管局}}"
RULE = Rule(
    code="C501",
    name="record-changed",
    title="已公布的记录被改动",
    severity=Severity.ERROR,
    why="记录只增不改：通报和考评都以它为据，改一个字，旧的数字就查无实据。",
    good=Example(
        f"{_LOG.format(30)}\n  - {{date: 2024-06-03, type: progress, percent: 20, by: 区城管局, "
        "note: 更正5月20日所报}",
        before=_LOG.format(30),
    ),
    bad=Example(_LOG.format(20), before=_LOG.format(30)),
    edit_check=check,
)
