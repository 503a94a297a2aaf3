"""A group of units holds itself, directly or through other groups."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.places import UNITS, Place
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity

_Members = dict[str, list[tuple[str, Place]]]
"""The registered names that each unit holds, each once, with their places."""


def check(ledger: Ledger, _day: date) -> Iterator[Finding]:
    """Walk down from every group; a member that is being walked through closes a cycle."""
    members = _members(ledger)
    done: set[str] = set()
    for start in members:
        path: dict[str, Iterator[tuple[str, Place]]] = {}
        waiting = [] if start in done else [start]
        while waiting:
            name = waiting[-1]
            member = next(path.setdefault(name, iter(members.get(name, ()))), None)
            if member is None:
                done.add(waiting.pop())
                del path[name]
            elif member[0] in path:
                yield _finding(member[1], waiting[waiting.index(member[0]) :])
            elif member[0] not in done:
                waiting.append(member[0])


def _members(ledger: Ledger) -> _Members:
    units = ledger.units
    found: _Members = {}
    for i, unit in enumerate(units):
        if unit.name and unit.name not in found:
            each: dict[str, Place] = {}
            for j, name in enumerate(unit.members):
                each.setdefault(units.named(name), Place(UNITS, ("units", i, "members", j)))
            found[unit.name] = list(each.items())
    return found


def _finding(place: Place, cycle: list[str]) -> Finding:
    chain = " → ".join([*cycle, cycle[0]])
    what = "集合的成员里有它自己" if len(cycle) == 1 else "集合绕了一圈又包含自己"
    return RULE.at(place, f"{what}：{chain}", hint=f"从成员中删去“{cycle[0]}”")


RULE = Rule(
    code="R206",
    name="group-in-itself",
    title="集合包含自己",
    severity=Severity.ERROR,
    why="集合的措施要算到每个成员头上；包含自己的集合展不开。",
    good=Example("kind: 集合\nmembers: [领导小组办公室]", into="unit"),
    bad=Example("kind: 集合\nmembers: [区城管局]", into="unit"),
    check=check,
)
