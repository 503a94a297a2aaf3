"""A letter names a measure that does not exist."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.near import suggest
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


def check(ledger: Ledger, _day: date) -> Iterator[Finding]:
    """The measures of letters are those of the plan."""
    for place, letter in ledger.located_letters():
        for i, number in enumerate(letter.measures):
            if number and not ledger.may_have_measure(number):
                yield RULE.at(
                    place / "measures" / i,
                    f"函件涉及的措施“{number}”不存在",
                    hint=suggest(number, (e.id for e in ledger.entries)) or "核对措施编号",
                )


_LETTERS = """\
schema_version: 1
letters:
  - {{date: 2024-07-02, kind: 提醒函, to: 区城管局, by: 领导小组办公室, measures: ['{}']}}
"""
RULE = Rule(
    code="R221",
    name="letter-names-unknown-measure",
    title="函件涉及的措施不存在",
    severity=Severity.ERROR,
    why="提醒过几次、督办过几次按措施数；编号写错，该升级的升不了级。",
    good=Example(_LETTERS.format("8.3"), into="letters.yaml"),
    bad=Example(_LETTERS.format("8.33"), into="letters.yaml"),
    check=check,
)
