"""Somebody who is not of the office changed who may do what."""

from __future__ import annotations

from collections.abc import Iterator

from ganxian_ledger.domain.compare.edit import Edit
from ganxian_ledger.domain.places import ACCESS, Place
from ganxian_ledger.domain.rules.committed import is_office, named, person_of
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


def check(edit: Edit) -> Iterator[Finding]:
    """One finding for each commit that did so, also where the file is gone."""
    for author in edit.changers.get(ACCESS, ()):
        if not is_office(edit, person_of(edit, author)):
            yield RULE.at(
                Place(ACCESS),
                f"{ACCESS} 由{named(edit, author)}改动，应由{edit.base.plan.office}的人改动",
                hint="撤销对 access.yaml 的改动，请办公室的人另行提交",
            )


RULE = Rule(
    code="C537",
    name="access-changed-by-unit",
    title="权限由单位的人改动",
    severity=Severity.ERROR,
    why="谁能改权限，谁就能给自己任何权限。",
    good=Example("", words="办公室的人在 access.yaml 里登记新来的联络员"),
    bad=Example("", words="区城管局的联络员把自己写成办公室的人，或删去 access.yaml"),
    edit_check=check,
)
