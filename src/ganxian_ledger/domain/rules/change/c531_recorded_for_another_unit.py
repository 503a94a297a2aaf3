"""Somebody of one unit committed a record that speaks for another."""

from __future__ import annotations

from collections.abc import Iterator

from ganxian_ledger.domain.compare.edit import Edit
from ganxian_ledger.domain.rules.committed import committed, is_office, units_of, who
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


def check(edit: Edit) -> Iterator[Finding]:
    """The office may record for anybody; a group's record is the group's own people's."""
    for one in committed(edit):
        if one.person is None or one.is_of_office or is_office(edit, one.person):
            continue
        named = one.addition.record.by
        if named and _registered(edit, named) not in units_of(edit, one.person):
            yield RULE.at(
                one.place / "by",
                f"{one.words}写的是“{named}”，提交它的却是{who(edit, one.person, one.author)}",
                hint=f"请{named}的联络员或办公室提交；"
                "他也负责这个单位的，先由办公室写进 access.yaml",
            )


def _registered(edit: Edit, name: str) -> str:
    """The registered name as the base knows it; a new name as the edit registers it."""
    before = edit.base.units
    return before.named(name) if name in before.by_name else edit.head.units.named(name)


RULE = Rule(
    code="C531",
    name="recorded-for-another-unit",
    title="替别的单位记录",
    severity=Severity.ERROR,
    why="谁的进展由谁报；替别人报的数字，没有人负责。",
    good=Example("", words="区城管局的联络员提交 by: 区城管局 的进展；办公室替任何单位提交"),
    bad=Example("", words="区城管局的联络员提交 by: 区生态环境局 的进展"),
    edit_check=check,
)
