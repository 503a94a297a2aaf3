"""One day stands in holidays.yaml twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.places import HOLIDAYS, Place
from ganxian_ledger.domain.rules.logs import known
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


def check(ledger: Ledger, _day: date) -> Iterator[Finding]:
    """Even where both say the same: one of them was meant for another day."""
    file = ledger.office_files.holidays
    kinds: dict[date, str] = {}
    for i, holiday in enumerate(file.days if file else ()):
        day = known(holiday.date)
        if day is None:
            continue
        if day in kinds:
            yield RULE.at(
                Place(HOLIDAYS, ("days", i, "date")),
                f"{day} 写了两次，前面写的是{kinds[day]}",
                hint="留下一条；另一条是别的日子的，改日期",
            )
        kinds.setdefault(day, holiday.kind)


_DAYS = """\
schema_version: 1
days:
  - {{date: 2024-10-01, kind: 休息, name: 国庆节}}
  - {{date: {}, kind: 上班}}
"""
RULE = Rule(
    code="T323",
    name="holiday-named-twice",
    title="同一天写了两次",
    severity=Severity.ERROR,
    why="一天不能又休息又上班；写了两次，报送日顺延到哪一天就说不清。",
    good=Example(_DAYS.format("2024-10-12"), into="holidays.yaml"),
    bad=Example(_DAYS.format("2024-10-01"), into="holidays.yaml"),
    check=check,
)
