"""A record was put before published ones, or published ones changed places."""

from __future__ import annotations

from collections.abc import Iterator

from ganxian_ledger.domain.compare.edit import Edit
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


def check(edit: Edit) -> Iterator[Finding]:
    """New records stand behind all published ones; these keep their order.

    A record that was put behind all others on its own branch may be put in its order by a merge.
    """
    for log in edit.append_only:
        places = ((n, log.new_place / n) for n in log.parts.inserted)
        for position in (n for n, place in places if place not in edit.woven):
            yield RULE.at(
                log.new_place / position,
                f"{log.id} 的新记录（{log.new[position].date}）插在了已公布的记录之前",
                hint="移到最后；补记的事，日期写记录当日，在 note 里写明何时发生",
            )
        for before, after in log.parts.moved:
            yield RULE.at(
                log.new_place / after,
                f"{log.id} 已公布的记录换了位置：原来是第 {before + 1} 条，现在是第 {after + 1} 条",
                hint="恢复原来的次序",
            )


_OLD = "  - {date: 2024-05-20, type: progress, percent: 30, by: 区城管局}"
_NEW = "  - {{date: {}, type: progress, percent: 10, by: 区城管局}}"
RULE = Rule(
    code="C503",
    name="record-inserted",
    title="记录插在已公布的记录之前",
    severity=Severity.ERROR,
    why="插进去的记录会改变已经通报过的状态；补记应写在最后，让人看得出是补的。",
    good=Example(f"log:\n{_OLD}\n{_NEW.format('2024-06-03')}", before=f"log:\n{_OLD}"),
    bad=Example(f"log:\n{_NEW.format('2024-04-20')}\n{_OLD}", before=f"log:\n{_OLD}"),
    edit_check=check,
)
