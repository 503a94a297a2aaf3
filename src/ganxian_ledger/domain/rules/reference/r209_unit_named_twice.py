"""One unit stands twice among the lead and support of a measure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.rules.names import Named, named_in
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


def check(ledger: Ledger, _day: date) -> Iterator[Finding]:
    """Compare registered names, so that a unit and its alias count as one."""
    for entry in ledger.entries:
        first: dict[str, Named] = {}
        for named in named_in(entry):
            earlier = first.setdefault(ledger.units.named(named.name), named)
            if earlier is not named and named.name:
                yield _finding(named, earlier)


def _finding(named: Named, earlier: Named) -> Finding:
    same = "" if named.name == earlier.name else f"（和“{earlier.name}”是同一个单位）"
    return RULE.at(
        named.place,
        f"{named.role}“{named.name}”写了两次{same}，前面已是{earlier.role}",
        hint=f"删去这一个“{named.name}”；应为别的单位的，按方案改正",
    )


RULE = Rule(
    code="R209",
    name="unit-named-twice",
    title="一条措施里单位写了两次",
    severity=Severity.WARNING,
    why="牵头的单位又列为责任单位，多半是抄录时漏了另一个单位。",
    good=Example("lead: 区城管局\nsupport: [领导小组办公室]"),
    bad=Example("lead: 区城管局\nsupport: [领导小组办公室, 区城管局]"),
    check=check,
)
