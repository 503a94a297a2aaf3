"""A target's clause is the number of a measure that does not exist."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ganxian_ledger.domain.model.ids import is_measure_id
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.near import suggest
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


def check(ledger: Ledger, _day: date) -> Iterator[Finding]:
    """Anything that does not look like a measure's number is a heading of the plan."""
    for place, target in ledger.located_targets():
        if is_measure_id(target.clause) and not ledger.may_have_measure(target.clause):
            near = suggest(target.clause, (entry.id for entry in ledger.entries))
            yield RULE.at(
                place / "clause",
                f"出处“{target.clause}”不是 tasks.yaml 里的措施编号",
                hint=f"{near}写已有的措施编号，或方案的章节（例如 二）",
            )


RULE = Rule(
    code="R207",
    name="target-points-nowhere",
    title="指标的出处不存在",
    severity=Severity.ERROR,
    why="没有单列牵头单位的指标由所属措施的牵头单位负责；措施不存在，指标就没有人管。",
    good=Example("clause: '8.3'", into="target"),
    bad=Example("clause: '8.4'", into="target"),
    check=check,
)
