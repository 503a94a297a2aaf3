"""A name or alias belongs to two units, or stands twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.places import UNITS, Place
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity

_Claim = tuple[Place, str, str, int]
"""Where, as what (单位名称, 别名), the name, and the number of the unit in the file."""


def check(ledger: Ledger, _day: date) -> Iterator[Finding]:
    """The first claim holds; every later one is a fault."""
    first: dict[str, _Claim] = {}
    for claim in _claims(ledger):
        place, role, name, _ = claim
        earlier = first.setdefault(name, claim)
        if earlier is not claim and name:
            yield RULE.at(
                place,
                f"{role}“{name}”重复：{_whose(ledger, earlier, claim)}",
                hint="一个名称只归一个单位；同一单位的条目合并，多余的删去",
            )


def _claims(ledger: Ledger) -> Iterator[_Claim]:
    for i, unit in enumerate(ledger.units):
        place = Place(UNITS, ("units", i))
        yield place / "name", "单位名称", unit.name, i
        for j, alias in enumerate(unit.aliases):
            yield place / "aliases" / j, "别名", alias, i


def _whose(ledger: Ledger, earlier: _Claim, claim: _Claim) -> str:
    _, role, _, number = earlier
    if number == claim[3]:
        return f"这个单位前面已写过（{role}）"
    return f"已是第 {number + 1} 个单位“{ledger.units.units[number].name}”的{role[-2:]}"


_UNITS = """\
schema_version: 1
units:
  - name: 区城管局
    kind: 区直部门
    aliases: [区城市管理局]
  - name: 高新区城管局
    kind: 高新区
    aliases: [{}]
"""
RULE = Rule(
    code="R205",
    name="name-claimed-twice",
    title="名称归了两个单位",
    severity=Severity.ERROR,
    why="一个名称指两个单位，任务就不知道算在谁的头上。",
    good=Example(_UNITS.format("高新区城市管理局"), into="units.yaml"),
    bad=Example(_UNITS.format("区城市管理局"), into="units.yaml"),
    check=check,
)
