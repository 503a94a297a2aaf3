"""A mark or a veto names an item, a grade or a unit that it cannot be given for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.near import suggest
from ganxian_ledger.domain.places import Place
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity
from ganxian_ledger.domain.rules.schemes import HERE, SCHEME

if TYPE_CHECKING:  # most ledgers have no scheme
    from ganxian_ledger.domain.model.assessment import AssessmentFile, Mark, Veto


def check(ledger: Ledger, _day: date) -> Iterator[Finding]:
    """Only items of the type marks are given by hand, and only to single units."""
    scheme = ledger.assessment
    if scheme is None:
        return
    yield from _unknown(
        ((HERE / "marks" / i / "item", one.item) for i, one in enumerate(scheme.marks)),
        "手工评分的考评项",
        [item.id for item in scheme.items() if item.type == "marks" and item.id],
    )
    yield from _unknown(
        ((HERE / "veto" / i / "grade", one.grade) for i, one in enumerate(scheme.veto)),
        "否决的最高等次",
        [grade.name for grade in scheme.grades],
    )
    yield from _to_groups(ledger, scheme)


def _unknown(named: Iterable[tuple[Place, str]], word: str, known: list[str]) -> Iterator[Finding]:
    for place, name in named:
        if name and name not in known:
            listed = f"可用：{'、'.join(known)}" if known else "办法里还没有可用的，先补上"
            yield RULE.at(place, f"{word}“{name}”不存在", hint=f"{suggest(name, known)}{listed}")


def _to_groups(ledger: Ledger, scheme: AssessmentFile) -> Iterator[Finding]:
    kept: dict[str, tuple[Mark | Veto, ...]] = {"marks": scheme.marks, "veto": scheme.veto}
    for key, given in kept.items():
        for i, one in enumerate(given):
            unit = ledger.units.by_name.get(one.unit)
            if unit is not None and unit.is_group:
                yield RULE.at(
                    HERE / key / i / "unit",
                    f"“{one.unit}”是一组单位，不单独考评",
                    hint="给其中的每个单位各写一条",
                )


RULE = Rule(
    code="R225",
    name="mark-points-nowhere",
    title="手工评分或否决无处可归",
    severity=Severity.ERROR,
    why="考评项、等次写错的评分算不到任何一项上，等于没有给。",
    good=Example(SCHEME, into="assessment.yaml"),
    bad=Example(SCHEME.replace("item: cooperation", "item: closing"), into="assessment.yaml"),
    check=check,
)
