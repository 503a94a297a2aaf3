"""Two blocks, items, groups or grades of the scheme have the same name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.places import Place
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity
from ganxian_ledger.domain.rules.schemes import HERE, SCHEME, located_items

if TYPE_CHECKING:  # most ledgers have no scheme
    from ganxian_ledger.domain.model.assessment import AssessmentFile


def check(ledger: Ledger, _day: date) -> Iterator[Finding]:
    """The first of each holds; every later one is a fault."""
    seen: set[tuple[str, str]] = set()
    for word, name, place in _named(ledger.assessment) if ledger.assessment else ():
        if (word, name) in seen:
            yield RULE.at(place, f"{word}“{name}”重复", hint="换一个名字；写了两次的，删去一条")
        elif name:
            seen.add((word, name))


def _named(scheme: AssessmentFile) -> Iterator[tuple[str, str, Place]]:
    for i, block in enumerate(scheme.blocks):
        yield "考评块编号", block.id, HERE / "blocks" / i / "id"
    for place, item in located_items(scheme):
        yield "考评项编号", item.id, place / "id"
    for i, group in enumerate(scheme.groups):
        yield "考评组", group.name, HERE / "groups" / i / "name"
    for i, grade in enumerate(scheme.grades):
        yield "等次", grade.name, HERE / "grades" / i / "name"


RULE = Rule(
    code="R228",
    name="assessment-id-twice",
    title="考评办法里的编号重复",
    severity=Severity.ERROR,
    why="手工评分按考评项的编号填，否决按等次的名称填；重复了就不知道说的是哪一个。",
    good=Example(SCHEME, into="assessment.yaml"),
    bad=Example(SCHEME.replace("id: quantities", "id: closing"), into="assessment.yaml"),
    check=check,
)
