"""A new record speaks of a day before the newest published one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ganxian_ledger.domain.compare.edit import Edit
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


def check(edit: Edit) -> Iterator[Finding]:
    """Records behind the published ones, or put between them by a merge."""
    for log in edit.logs:
        newest = max((record.date for record in log.published), default=date.min)
        merged = (n for n in log.parts.inserted if log.new_place / n in edit.woven)
        for position in (*merged, *log.parts.appended):
            day = log.new[position].date
            if day < newest:
                yield RULE.at(
                    log.new_place / position / "date",
                    f"{log.id} 补录：记录的日期 {day} 早于已公布的最新一条 {newest}",
                    hint="核对日期；确属补录的，往月数字会变，在 note 里写明缘由",
                )


_JULY = "  - {period: 2024-06, date: 2024-06-28, value: 23.1, by: 区城管局}"
_NEW = "  - {{period: 2024-05, date: {}, value: 24.6, by: 区城管局}}"
RULE = Rule(
    code="C516",
    name="late-record",
    title="补录的日期早于已公布的记录",
    severity=Severity.WARNING,
    why="补录会改变已经通报过的数字；让审阅的人知道是补的、为什么补。",
    good=Example(
        f"readings:\n{_JULY}\n{_NEW.format('2024-06-29')}",
        into="target",
        before=f"readings:\n{_JULY}",
    ),
    bad=Example(
        f"readings:\n{_JULY}\n{_NEW.format('2024-06-03')}",
        into="target",
        before=f"readings:\n{_JULY}",
    ),
    edit_check=check,
)
