"""The published plan as plain data: what the model of truth starts from.

Read with a plain YAML reader; names are those of the register, whatever form the plan uses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML


class Clause(NamedTuple):
    """A measure as published."""

    id: str
    title: str
    task: str
    section: str
    lead: str
    support: tuple[str, ...]
    due: date
    term: str


class Quantity(NamedTuple):
    """A target as published; `bound` is at_least, at_most, equal or text."""

    id: str
    clause: str
    bound: str
    goal: Decimal
    unit: str
    is_cumulative: bool


class Plan(NamedTuple):
    """The plan: units by name with their kind, groups with all that they hold."""

    office: str
    start: date
    due: date
    kinds: Mapping[str, str]
    groups: Mapping[str, frozenset[str]]
    clauses: tuple[Clause, ...]
    quantities: tuple[Quantity, ...]
    issued: date
    scheme: Any

    def held(self, names: tuple[str, ...]) -> set[str]:
        """Single units for units and groups: a group counts as each of its members."""
        return {one for name in names for one in self.groups.get(name, {name})}


def read_plan(folder: Path) -> Plan:
    """The plan in a ledger's folder."""
    tasks, targets, register, scheme = (
        YAML(typ="safe").load((folder / name).read_text("utf-8"))
        for name in ("tasks.yaml", "targets.yaml", "units.yaml", "assessment.yaml")
    )
    plan, units = tasks["plan"], register["units"]
    names = {plan["office"]: plan["office"]}
    names |= {
        form: unit["name"] for unit in units for form in (unit["name"], *unit.get("aliases", ()))
    }
    return Plan(
        office=plan["office"],
        start=plan["start"],
        due=plan["due"],
        kinds={unit["name"]: unit["kind"] for unit in units},
        groups=_groups(units, names),
        clauses=tuple(_clauses(tasks, names)),
        quantities=tuple(_quantity(one) for one in targets["targets"]),
        issued=plan["issued"],
        scheme=scheme,
    )


def _groups(units: list[Any], names: Mapping[str, str]) -> dict[str, frozenset[str]]:
    members = {
        unit["name"]: [names[one] for one in unit.get("members", ())]
        for unit in units
        if unit["kind"] == "集合"
    }

    def inside(name: str) -> Iterator[str]:
        for one in members[name]:
            if one in members:
                yield from inside(one)
            else:
                yield one

    return {name: frozenset(inside(name)) for name in members}


def _clauses(tasks: Any, names: Mapping[str, str]) -> Iterator[Clause]:
    for section in tasks["sections"]:
        for task in section["tasks"]:
            for one in task["measures"]:
                assert not one.get("log")
                yield Clause(
                    id=one["id"],
                    title=one["title"],
                    task=task["id"],
                    section=section["id"],
                    lead=names[one["lead"]],
                    support=tuple(names[unit] for unit in one.get("support", ())),
                    due=one.get("due", tasks["plan"]["due"]),
                    term=one.get("term", "限期"),
                )


def _quantity(one: Any) -> Quantity:
    ((bound, goal),) = one["goal"].items()
    assert not one.get("lead")
    assert one.get("baseline") is None
    number = Decimal(0) if bound == "text" else Decimal(str(goal))
    is_cumulative = one["kind"] == "cumulative"
    return Quantity(one["id"], one["clause"], bound, number, one["unit"], is_cumulative)
