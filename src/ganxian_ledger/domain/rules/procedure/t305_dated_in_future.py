"""A record or a reading is dated after the day of the run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain

from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.rules.dated import kept, logs, readings
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


def check(ledger: Ledger, day: date) -> Iterator[Finding]:
    """What has a date in the future counts in no figure yet."""
    for place, records in chain(logs(ledger), readings(ledger), kept(ledger)):
        for i, record in enumerate(records):
            if record.date > day:
                yield RULE.at(
                    place / i / "date",
                    f"日期 {record.date} 晚于今天（{day}），到那天才会计入",
                    hint="写实际发生的日期；还没有发生的事，等发生了再记",
                )


_LOG = "log:\n  - {{date: {}, type: progress, percent: 60, by: 区城管局}}"
RULE = Rule(
    code="T305",
    name="dated-in-future",
    title="日期在今天以后",
    severity=Severity.WARNING,
    why="台账记已经发生的事；日期写到将来的记录，今天的通报里看不到。",
    good=Example(_LOG.format("2024-05-31")),
    bad=Example(_LOG.format("2042-05-31")),
    check=check,
)
