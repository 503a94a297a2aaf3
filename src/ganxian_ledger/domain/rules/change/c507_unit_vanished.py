"""A unit's registered name means nothing any more."""

from __future__ import annotations

from collections.abc import Iterator

from ganxian_ledger.domain.compare.edit import Edit
from ganxian_ledger.domain.places import UNITS, Place
from ganxian_ledger.domain.rules.corrected import unless_declared
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


def check(edit: Edit) -> Iterator[Finding]:
    """A renamed unit is fine where its old name is an alias now."""
    register = edit.base.units
    for i, unit in enumerate(register.units[: register.listed]):
        if unit.name and not edit.head.units.knows(unit.name):
            finding = RULE.before(
                Place(UNITS, ("units", i, "name")),
                f"登记的单位“{unit.name}”不见了",
                hint="恢复登记；改了名的，把旧名写进新名的 aliases",
            )
            yield unless_declared(edit, finding, unit.name)


_UNITS = "schema_version: 1\nunits:\n  - {name: 区城管局, kind: 区直部门}\n"
RULE = Rule(
    code="C507",
    name="unit-vanished",
    title="登记的单位不见了",
    severity=Severity.ERROR,
    why="以前的记录、通报和填报表还写着这个名字；改名要留旧名作别名，撤并要说明。",
    good=Example(
        f"{_UNITS}  - {{name: 区教体局, kind: 区直部门, aliases: [区教科体局]}}\n",
        into="units.yaml",
        before=f"{_UNITS}  - {{name: 区教科体局, kind: 区直部门}}\n",
    ),
    bad=Example(
        f"{_UNITS}  - {{name: 区教体局, kind: 区直部门}}\n",
        into="units.yaml",
        before=f"{_UNITS}  - {{name: 区教科体局, kind: 区直部门}}\n",
    ),
    edit_check=check,
)
