"""The blocks of the scheme of assessment do not add to 100."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity
from ganxian_ledger.domain.rules.schemes import HERE, SCHEME, sum_of

WHOLE = 100


def check(ledger: Ledger, _day: date) -> Iterator[Finding]:
    """The bonus stands beside the 100."""
    scheme = ledger.assessment
    if scheme is None:
        return
    points = [block.points for block in scheme.blocks]
    whole = sum_of(points)
    if whole is not None and whole != WHOLE:
        listed = "＋".join(f"{one:f}" for one in points) or "没有考评块"
        yield RULE.at(
            HERE / "blocks",
            f"各考评块的分值加起来是 {whole:f}，不是 100（{listed}）",
            hint="改各块的 points，使它们加起来正好是 100；加分另写在 bonus",
        )


RULE = Rule(
    code="N409",
    name="blocks-not-hundred",
    title="考评块的分值加起来不是 100",
    severity=Severity.ERROR,
    why="真实的考评表里常有加不到 100 的；加错了，各单位的分就没有可比性。",
    good=Example(SCHEME, into="assessment.yaml"),
    bad=Example(
        SCHEME.replace("points: 60", "points: 50").replace("points: 40}", "points: 30}", 1),
        into="assessment.yaml",
    ),
    check=check,
)
