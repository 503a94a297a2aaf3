"""A project belongs to a measure that does not exist."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.near import suggest
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


def check(ledger: Ledger, _day: date) -> Iterator[Finding]:
    """Look every project's measure up."""
    for place, project in ledger.located_projects():
        if project.measure and not ledger.may_have_measure(project.measure):
            near = suggest(project.measure, (entry.id for entry in ledger.entries))
            yield RULE.at(
                place / "measure",
                f"所属措施“{project.measure}”不是 tasks.yaml 里的措施编号",
                hint=f"{near}写已有的措施编号，例如 '8.3'",
            )


RULE = Rule(
    code="R208",
    name="project-points-nowhere",
    title="项目的所属措施不存在",
    severity=Severity.ERROR,
    why="项目要列在所属措施下一起调度；措施不存在，项目就不会出现在任何报告里。",
    good=Example("measure: '8.3'", into="project"),
    bad=Example("measure: '8.4'", into="project"),
    check=check,
)
