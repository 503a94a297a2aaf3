"""A group of the scheme names a kind that no unit has, or that another group has."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.model.unit import GROUP
from ganxian_ledger.domain.near import suggest
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity
from ganxian_ledger.domain.rules.schemes import HERE, SCHEME


def check(ledger: Ledger, _day: date) -> Iterator[Finding]:
    """A kind belongs to one group; groups of units themselves are not assessed."""
    if ledger.assessment is None or ledger.units.unread is None:
        return
    known = {unit.kind: None for unit in ledger.units if unit.kind and unit.kind != GROUP}
    claimed: dict[str, str] = {}
    for g, group in enumerate(ledger.assessment.groups):
        for k, kind in enumerate(group.kinds):
            place = HERE / "groups" / g / "kinds" / k
            if kind not in known and kind not in (ledger.units.unread or ""):
                yield RULE.at(
                    place,
                    f"units.yaml 里没有类别是“{kind}”的单位",
                    hint=f"{suggest(kind, known)}可用：{'、'.join(known)}",
                )
            elif kind in claimed:
                yield RULE.at(
                    place,
                    f"类别“{kind}”已经在考评组“{claimed[kind]}”里",
                    hint="一个类别只归一组，删去一处",
                )
            claimed.setdefault(kind, group.name)


RULE = Rule(
    code="R226",
    name="unknown-kind-in-group",
    title="考评组的类别不存在",
    severity=Severity.ERROR,
    why="类别写错，这些单位就不在任何组里，有分数却没有名次。",
    good=Example(SCHEME, into="assessment.yaml"),
    bad=Example(SCHEME.replace("[区直部门]", "[区直单位]"), into="assessment.yaml"),
    check=check,
)
