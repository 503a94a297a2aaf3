"""A cumulative target's goal is a ceiling or words, which no count can reach."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.model.target import BOUND_SIGNS
from ganxian_ledger.domain.rules.goals import sole_bound
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity

_REACHABLE = frozenset({"at_least", "more_than", "equal"})


def check(ledger: Ledger, _day: date) -> Iterator[Finding]:
    """A count goes up until the goal is reached."""
    for place, target in ledger.located_targets():
        bound = sole_bound(target.goal)
        if target.kind == "cumulative" and bound and bound not in _REACHABLE:
            goal = target.goal.text or f"{BOUND_SIGNS[bound]} {target.goal.number}"
            yield RULE.at(
                place / "goal",
                f"累计类指标的目标值是“{goal}”，算不出完成率",
                hint="累计类写 at_least、more_than 或 equal；不累计的指标写 kind: level",
            )


RULE = Rule(
    code="N405",
    name="cumulative-without-floor",
    title="累计类指标没有下限",
    severity=Severity.ERROR,
    why="累计完成量要有一个达到就算完成的数；上限或文字说不出完成了几成。",
    good=Example("kind: cumulative\ngoal: {at_least: 690}", into="target"),
    bad=Example("kind: cumulative\ngoal: {at_most: 690}", into="target"),
    check=check,
)
