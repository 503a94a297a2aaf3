"""A unit is named that units.yaml does not know."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.near import suggest
from ganxian_ledger.domain.rules.names import named_units
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


def check(ledger: Ledger, _day: date) -> Iterator[Finding]:
    """Look every name up; the plan's office counts as registered."""
    units = ledger.units
    for named in named_units(ledger):
        if named.name and not units.knows(named.name):
            yield RULE.at(
                named.place,
                f"{named.role}“{named.name}”未在 units.yaml 登记",
                hint=f"{suggest(named.name, units.by_name)}新单位请先登记到 units.yaml",
            )


RULE = Rule(
    code="R204",
    name="unregistered-unit",
    title="单位未登记",
    severity=Severity.ERROR,
    why="没有登记的单位不会出现在任何单位的清单里，等于没有人负责。",
    good=Example("lead: 区城管局"),
    bad=Example("lead: 区城健局"),
    check=check,
)
