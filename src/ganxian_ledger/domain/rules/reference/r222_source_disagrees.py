"""A record names a form that was taken in, and says something else of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain

from ganxian_ledger.domain.model.evidence import Source
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.places import RETURNS, Place
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


def check(ledger: Ledger, _day: date) -> Iterator[Finding]:
    """The day on which a form came is told by returns.yaml; records repeat it."""
    days = {one.form.sha256: one.date for one in ledger.returns}
    for place, source in _sources(ledger) if days else ():
        told = days.get(source.sha256 or "")
        if told is not None and source.received not in {None, told}:
            yield RULE.at(
                place / "source" / "received",
                f"填报表 {source.path} 在 {RETURNS} 里是 {told} 收到的，"
                f"这里写的是 {source.received}",
                hint="恢复 ledger collect 写下的日期",
            )


def _sources(ledger: Ledger) -> Iterator[tuple[Place, Source]]:
    logs = ((entry.place / "log", entry.measure.log) for entry in ledger.entries)
    readings = ((place / "readings", target.readings) for place, target in ledger.located_targets())
    for place, records in chain(logs, readings):
        for i, record in enumerate(records):
            if isinstance(record.source, Source):
                yield place / i, record.source


RULE = Rule(
    code="R222",
    name="source-disagrees",
    title="记录和报送台账的收到日期不一致",
    severity=Severity.ERROR,
    why="按时还是迟报以收到日期为准，同一份表只能有一个收到日期。",
    good=Example("", words="记录的 source.received 和 returns.yaml 里同一份表的 date 相同"),
    bad=Example("", words="returns.yaml 记 2024-06-24 收到，记录里却写 2024-06-20"),
    check=check,
)
