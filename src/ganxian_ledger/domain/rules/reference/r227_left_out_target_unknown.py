"""The scheme leaves out a target that does not exist."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.near import suggest
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity
from ganxian_ledger.domain.rules.schemes import SCHEME, located_items


def check(ledger: Ledger, _day: date) -> Iterator[Finding]:
    """The ids are those of targets.yaml."""
    if ledger.assessment is None:
        return
    known = {target.id for target in ledger.targets}
    for place, item in located_items(ledger.assessment):
        for i, target in enumerate(getattr(item, "leave_out", ())):
            if target and target not in known:
                yield RULE.at(
                    place / "leave_out" / i,
                    f"不计入的指标“{target}”不存在",
                    hint=suggest(target, known) or "核对指标编号，ledger targets 列出全部指标",
                )


RULE = Rule(
    code="R227",
    name="left-out-target-unknown",
    title="不计入的指标不存在",
    severity=Severity.ERROR,
    why="编号写错，本来不该计分的指标（例如力争的）仍会计分。",
    good=Example(SCHEME, into="assessment.yaml"),
    bad=Example(SCHEME.replace("[pm25]", "[pm52]"), into="assessment.yaml"),
    check=check,
)
