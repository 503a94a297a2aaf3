"""A measure was closed that the lead had not submitted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.rules.logs import closings_in_force
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


def check(ledger: Ledger, _day: date) -> Iterator[Finding]:
    """A closing is legal from an open state, but somebody should have asked for it."""
    for step in closings_in_force(ledger):
        if step.state is not None and step.state.is_open:
            yield RULE.at(
                step.place / "type",
                f"牵头单位没有申请销号就销号了，销号前的状态是“{step.state}”",
                hint=f"记录还没有提交的，先 ledger submit {step.entry.id}，再销号；"
                f"已经提交的，ledger reopen {step.entry.id} --reason 补申请 后重办",
            )


_CLOSE = """\
  - date: 2024-05-31
    type: close
    by: 领导小组办公室
    evidence: [{path: evidence/8.3/验收单.pdf}]"""
RULE = Rule(
    code="T302",
    name="closed-without-submission",
    title="没有申请就销号",
    severity=Severity.WARNING,
    why="申请销号是牵头单位对完成情况的承诺；没有申请，事后说不清是谁认定已经完成。",
    good=Example(f"log:\n  - {{date: 2024-05-20, type: submit, by: 区城管局}}\n{_CLOSE}"),
    bad=Example(f"log:\n{_CLOSE}"),
    check=check,
)
