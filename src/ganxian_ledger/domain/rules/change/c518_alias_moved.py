"""A name that belonged to one unit belongs to another now."""

from __future__ import annotations

from collections.abc import Iterator

from ganxian_ledger.domain.compare.edit import Edit
from ganxian_ledger.domain.model.unit import Unit
from ganxian_ledger.domain.places import UNITS, Place
from ganxian_ledger.domain.rules.corrected import unless_declared
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


def check(edit: Edit) -> Iterator[Finding]:
    """The place is the name where it stands now; a unit under a new name is still the same."""
    before, after = edit.base.units.by_name, edit.head.units.by_name
    for name, unit in before.items():
        now = after.get(name)
        if now is not None and _is_other(edit, name, unit, now) and (place := _place(edit, name)):
            finding = RULE.at(
                place,
                f"“{name}”原来指“{unit.name}”，现在指“{now.name}”",
                hint=f"把“{name}”还给“{unit.name}”",
            )
            yield unless_declared(edit, finding, name, unit.name)


def _is_other(edit: Edit, name: str, unit: Unit, now: Unit) -> bool:
    """Whether a name's unit is not what its former unit is now."""
    same = edit.head.units.by_name.get(unit.name)
    if same is None and edit.head.units.knows(unit.name):
        return False
    if same is not None and name != unit.name:
        return same is not now and name not in same.aliases
    former = edit.base.units.by_name.get(now.name)
    return former is not None and former is not unit


def _place(edit: Edit, name: str) -> Place | None:
    """Where a name is registered in the new state; none where only the plan names it."""
    register = edit.head.units
    for i, unit in enumerate(register.units[: register.listed]):
        place = Place(UNITS, ("units", i))
        if unit.name == name:
            return place / "name"
        if name in unit.aliases:
            return place / "aliases" / unit.aliases.index(name)
    return None


_UNITS = (
    "schema_version: 1\nunits:\n  - {{name: 区城管局, kind: 区直部门, aliases: [{}]}}\n"
    "  - {{name: 区住建局, kind: 区直部门, aliases: [{}]}}\n"
)
RULE = Rule(
    code="C518",
    name="alias-moved",
    title="单位的名称或别名改给了别的单位",
    severity=Severity.ERROR,
    why="以前用这个名字的记录会一下子算到另一个单位头上，两个单位的数字都变了。",
    good=Example(
        _UNITS.format("区城市管理局", "区建设局"),
        into="units.yaml",
        before=_UNITS.format("区城市管理局", ""),
    ),
    bad=Example(
        _UNITS.format("", "区城市管理局"),
        into="units.yaml",
        before=_UNITS.format("区城市管理局", ""),
    ),
    edit_check=check,
)
