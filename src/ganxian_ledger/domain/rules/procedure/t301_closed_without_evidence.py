"""A measure was closed, and neither the closing nor the submission has evidence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ganxian_ledger.domain.model.event import Closure
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.rules.logs import closings_in_force
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


def check(ledger: Ledger, _day: date) -> Iterator[Finding]:
    """Evidence may stand in the closing, or in the submission that it answers."""
    for step in closings_in_force(ledger):
        given = step.submission.evidence if step.submission else ()
        if isinstance(step.event, Closure) and not step.event.evidence and not given:
            number = step.entry.id
            yield RULE.at(
                step.place / "evidence",
                f"{step.event.date} 已销号，但销号和申请销号的记录里都没有佐证材料",
                hint="记录还没有提交的，补上 evidence；已经提交的，"
                f"ledger reopen {number} --reason 补佐证，再 ledger close {number} --evidence 文件",
            )


_LOG = """\
log:
  - {{date: 2024-05-20, type: submit, by: 区城管局}}
  - {{date: 2024-05-31, type: close, by: 领导小组办公室, evidence: [{}]}}"""
RULE = Rule(
    code="T301",
    name="closed-without-evidence",
    title="销号没有佐证材料",
    severity=Severity.WARNING,
    why="销号以佐证为凭；没有佐证，年终考评和审计时无从复核。",
    good=Example(_LOG.format("{path: evidence/8.3/验收单.pdf}")),
    bad=Example(_LOG.format("")),
    check=check,
)
