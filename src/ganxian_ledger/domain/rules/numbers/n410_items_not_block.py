"""The items of a block do not add to the block's points."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity
from ganxian_ledger.domain.rules.schemes import HERE, SCHEME, sum_of


def check(ledger: Ledger, _day: date) -> Iterator[Finding]:
    """Each block by itself."""
    for b, block in enumerate(ledger.assessment.blocks if ledger.assessment else ()):
        points = [item.points for item in block.items]
        whole, due = sum_of(points), sum_of([block.points])
        if whole is not None and due is not None and whole != due:
            listed = "＋".join(f"{one:f}" for one in points) or "没有考评项"
            yield RULE.at(
                HERE / "blocks" / b / "points",
                f"“{block.title}”各项的分值加起来是 {whole:f}，不是本块的 {due:f}（{listed}）",
                hint="改本块的 points，或各项的 points",
            )


RULE = Rule(
    code="N410",
    name="items-not-block",
    title="考评项的分值加起来不是本块的分值",
    severity=Severity.ERROR,
    why="块里的分没有分完，或多分了，单位最多能得的分就不是办法上写的。",
    good=Example(SCHEME, into="assessment.yaml"),
    bad=Example(SCHEME.replace("points: 20,", "points: 25,"), into="assessment.yaml"),
    check=check,
)
