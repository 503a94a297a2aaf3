"""A record is dated before one that stands above it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.rules.dated import logs
from ganxian_ledger.domain.rules.logs import known
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


def check(ledger: Ledger, _day: date) -> Iterator[Finding]:
    """Compare with the latest date so far; readings come in any order."""
    for place, records in logs(ledger):
        latest, position = date.min, 0
        for i, record in enumerate(records):
            if record.date >= latest:
                latest, position = record.date, i
            elif known(record.date):
                yield RULE.at(
                    place / i / "date",
                    f"日期 {record.date} 早于前面第 {position + 1} 条记录的 {latest}",
                    hint=f"记录按先后接在最后，日期应为 {latest} 或以后；"
                    "补记的事也用补记当天的日期，原来的日期写在 note",
                )


_LOG = """\
log:
  - {{date: 2024-04-30, type: progress, percent: 30, by: 区城管局}}
  - {{date: {}, type: progress, percent: 60, by: 区城管局}}"""
RULE = Rule(
    code="T304",
    name="date-goes-back",
    title="日期倒退",
    severity=Severity.ERROR,
    why="记录只增不改、日期不倒退，过去任何一天的状态才能重算出同样的结果。",
    good=Example(_LOG.format("2024-05-31")),
    bad=Example(_LOG.format("2024-03-31")),
    check=check,
)
