"""A cumulative goal is the baseline itself, so that nothing is left to be done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.rules.goals import sole_bound
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


def check(ledger: Ledger, _day: date) -> Iterator[Finding]:
    """Without a baseline the count begins at 0."""
    for place, target in ledger.located_targets():
        bound, number = sole_bound(target.goal), target.goal.number
        if target.kind != "cumulative" or not bound or number != (target.baseline or 0):
            continue
        hint = "基数写起算时的数值，目标值写要达到的数值；不累计的指标写 kind: level"
        if target.baseline is None:
            message = f"目标值是 {number}，没有要累计完成的量，完成率算不出来"
            yield RULE.at(place / "goal" / bound, message, hint=hint)
        else:
            message = f"目标值 {number} 和基数 {target.baseline} 相同，完成率算不出来"
            yield RULE.at(place / "baseline", message, hint=hint)


_GOAL = """\
kind: cumulative
goal: {{at_least: 690}}
baseline: {}"""
RULE = Rule(
    code="N404",
    name="goal-equals-baseline",
    title="目标值等于基数",
    severity=Severity.ERROR,
    why="完成率是（现值－基数）÷（目标值－基数）；两者相同就除不了。",
    good=Example(_GOAL.format(200), into="target"),
    bad=Example(_GOAL.format(690), into="target"),
    check=check,
)
