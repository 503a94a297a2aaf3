"""A target that was published is gone."""

from __future__ import annotations

from collections.abc import Iterator

from ganxian_ledger.domain.compare.edit import Edit
from ganxian_ledger.domain.rules.published import vanished
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


def check(edit: Edit) -> Iterator[Finding]:
    """The place is the id in the file before the edit."""
    for old in edit.targets_gone:
        target = old.record
        named = f"公布的指标 {target.id} {target.name}"
        yield vanished(RULE, edit, old, named, hint="恢复这个指标和它的读数")


_TARGET = (
    "schema_version: 1\ntargets:\n  - {id: pm25, name: 细颗粒物浓度, clause: 二, "
    "goal: {at_most: 24}, unit: 微克/立方米, kind: level}\n"
)
_MORE = (
    "  - {id: eqi, name: 生态质量指数, clause: 二, goal: {text: 优等}, unit: 等级, kind: level}\n"
)
RULE = Rule(
    code="C506",
    name="target-vanished",
    title="公布的指标不见了",
    severity=Severity.ERROR,
    why="删掉一个完不成的指标，达标率就好看了；公布的指标不能悄悄少一个。",
    good=Example(_TARGET + _MORE, into="targets.yaml", before=_TARGET),
    bad=Example(_TARGET, into="targets.yaml", before=_TARGET + _MORE),
    edit_check=check,
)
