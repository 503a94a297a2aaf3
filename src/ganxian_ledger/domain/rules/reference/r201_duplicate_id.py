"""A number or an id stands twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.places import TASKS, Place
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


class _Numbered(NamedTuple):
    word: str
    id: str
    title: str
    place: Place
    whereabouts: str


def check(ledger: Ledger, _day: date) -> Iterator[Finding]:
    """Keep the first of each kind and id; every later one is a fault."""
    first: dict[tuple[str, str], _Numbered] = {}
    for one in _numbered(ledger):
        earlier = first.setdefault((one.word, one.id), one)
        if earlier is not one and one.id:
            yield RULE.at(
                one.place / "id",
                f"{one.word}编号“{one.id}”重复：已用于{earlier.whereabouts}“{earlier.title}”",
                hint="编号按方案公布的写；同一条写了两次的，删去一条",
            )


def _numbered(ledger: Ledger) -> Iterator[_Numbered]:
    for s, section in enumerate(ledger.sections):
        place = Place(TASKS, ("sections", s))
        yield _Numbered("章节", section.id, section.title, place, f"第 {s + 1} 个章节")
        for t, task in enumerate(section.tasks):
            at = place / "tasks" / t
            yield _Numbered("任务", task.id, task.title, at, f"章节 {section.id} 的任务")
    for entry in ledger.entries:
        measure, whereabouts = entry.measure, f"任务 {entry.task.id} 的措施"
        yield _Numbered("措施", measure.id, measure.title, entry.place, whereabouts)
    for n, (place, target) in enumerate(ledger.located_targets(), 1):
        yield _Numbered("指标", target.id, target.name, place, f"第 {n} 个指标")
    for n, (place, project) in enumerate(ledger.located_projects(), 1):
        yield _Numbered("项目", project.id, project.name, place, f"第 {n} 个项目")


_PROJECTS = """\
schema_version: 1
projects:
  - id: trunk-sewer
    name: 集污干管
    measure: '8.3'
    owner: 区城管局
  - id: {}
    name: 污水处理厂二期
    measure: '8.3'
    owner: 区城管局
"""
RULE = Rule(
    code="R201",
    name="duplicate-id",
    title="编号重复",
    severity=Severity.ERROR,
    why="命令和通报都用编号来指一条措施、一个指标；编号重复，就不知道说的是哪一条。",
    good=Example(_PROJECTS.format("sewage-plant-2"), into="projects.yaml"),
    bad=Example(_PROJECTS.format("trunk-sewer"), into="projects.yaml"),
    check=check,
)
