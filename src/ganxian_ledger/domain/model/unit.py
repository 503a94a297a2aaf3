"""Units (单位), their aliases, and the groups that stand for several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated

from pydantic import BeforeValidator, Field

from ganxian_ledger.domain.model.record import Record, Text, tuple_of

GROUP = "集合"
OFFICE_KIND = "牵头机构"


class Unit(Record, title="单位"):
    """A unit, or a group of units (`kind: 集合`)."""

    name: Text = Field(title="单位名称", description="登记的名称，表格和报告都用它")
    kind: Text = Field(
        title="类别", description="办公室自己的分类，例如 区直部门；集合 表示一组单位"
    )
    aliases: Annotated[tuple[Text, ...], BeforeValidator(tuple_of)] = Field(
        (), title="别名", description="方案用过的其他写法"
    )
    members: Annotated[tuple[Text, ...], BeforeValidator(tuple_of)] = Field(
        (), title="成员", description="集合包含的单位；空表示成员未定"
    )

    @property
    def is_group(self) -> bool:
        """Whether this stands for several units."""
        return self.kind == GROUP or bool(self.members)


@dataclass(frozen=True)
class UnitRegister:
    """Every name that the ledger knows, and who belongs to which group.

    The plan's office counts as registered (design: the office speaks and closes off).
    """

    units: tuple[Unit, ...]
    by_name: Mapping[str, Unit] = field(repr=False)
    listed: int = 0
    """How many of the units stand in units.yaml: all but an office that only the plan names."""
    unread: str | None = ""
    """Text of units.yaml that could not be read, None where all is missing; a name that may stand
    in it is not called unregistered."""

    @classmethod
    def of(cls, units: Iterable[Unit], *, office: str, unread: str | None = "") -> UnitRegister:
        """Build the register; of two claims to a name the first holds."""
        listed = tuple(units)
        count = len(listed)
        by_name: dict[str, Unit] = {}
        for unit in listed:
            by_name.setdefault(unit.name, unit)
        for unit in listed:
            for alias in unit.aliases:
                by_name.setdefault(alias, unit)
        if office and office not in by_name:
            implied = Unit.model_construct(name=office, kind=OFFICE_KIND, aliases=(), members=())
            by_name[office] = implied
            listed = (*listed, implied)
        return cls(listed, by_name, count, unread)

    def knows(self, name: str) -> bool:
        """Whether `name` is registered, or may be in the part that could not be read."""
        return self.unread is None or name in self.by_name or (bool(name) and name in self.unread)

    def named(self, name: str) -> str:
        """The registered name for a name or alias; the same text where there is none."""
        unit = self.by_name.get(name)
        return unit.name if unit else name

    def members_of(self, unit: Unit) -> tuple[str, ...]:
        """The registered names that a group holds, through groups of groups, in their order."""
        found: dict[str, None] = {}
        waiting = list(reversed(unit.members))
        while waiting:
            member = self.named(waiting.pop())
            if member not in found:
                found[member] = None
                inner = self.by_name.get(member)
                waiting.extend(reversed(inner.members if inner else ()))
        found.pop(unit.name, None)
        return tuple(found)

    def groups_of(self, name: str) -> frozenset[str]:
        """The registered names of all groups that hold `name`, directly or through groups."""
        return self._groups.get(name, frozenset())

    def stood_for(self, name: str) -> tuple[str, ...]:
        """The name itself; behind a group's the single units that it holds, through groups."""
        return self._units_of.get(name) or (name,)

    @cached_property
    def _units_of(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for group in self.units:
            if group.is_group:
                members = map(self.by_name.get, self.members_of(group))
                units = (unit.name for unit in members if unit is not None and not unit.is_group)
                found[group.name] = (group.name, *units)
        return found

    @cached_property
    def _groups(self) -> dict[str, frozenset[str]]:
        gathered: dict[str, set[str]] = {}
        for group in self.units:
            for member in self.members_of(group):
                gathered.setdefault(member, set()).add(group.name)
        return {name: frozenset(groups) for name, groups in gathered.items()}

    def __iter__(self) -> Iterator[Unit]:
        return iter(self.units)
