"""A project that was published is gone."""

from __future__ import annotations

from collections.abc import Iterator

from ganxian_ledger.domain.compare.edit import Edit
from ganxian_ledger.domain.rules.published import vanished
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


def check(edit: Edit) -> Iterator[Finding]:
    """The place is the id in the file before the edit."""
    for old in edit.projects_gone:
        project = old.record
        yield vanished(
            RULE,
            edit,
            old,
            f"公布的项目 {project.id} {project.name}",
            hint="恢复这个项目；不建的，在它的 log 里记一条，写明原因",
        )


_OLD = "id: trunk-sewer\nname: 集污干管"
RULE = Rule(
    code="C508",
    name="project-vanished",
    title="公布的项目不见了",
    severity=Severity.ERROR,
    why="方案点名的项目少了一个，投资和进度的合计就变了，也没人再追问它。",
    good=Example(f"{_OLD}\ninvestment: 1200", into="project", before=_OLD),
    bad=Example("id: pump-station\nname: 提升泵站", into="project", before=_OLD),
    edit_check=check,
)
