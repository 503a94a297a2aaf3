"""A file of evidence is not there, or is not the one that was recorded."""

from __future__ import annotations

from collections.abc import Iterator

from ganxian_ledger.domain.compare.edit import Edit
from ganxian_ledger.domain.model.event import Closure, Submission
from ganxian_ledger.domain.model.evidence import Evidence
from ganxian_ledger.domain.places import Place
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity

_SHOWN = 12
"""Digits of a sum that are shown."""


def check(edit: Edit) -> Iterator[Finding]:
    """Files whose sums were not asked for are not spoken of."""
    for entry in edit.head.entries:
        for position, event in enumerate(entry.measure.log):
            if isinstance(event, (Submission, Closure)):
                place = entry.place / "log" / position / "evidence"
                for n, evidence in enumerate(event.evidence):
                    if evidence.path is not None and evidence.path in edit.digests:
                        yield from _of(entry.id, evidence, edit.digests[evidence.path], place / n)


def _of(number: str, evidence: Evidence, digest: str | None, place: Place) -> Iterator[Finding]:
    if digest is None:
        yield RULE.at(
            place / "path",
            f"{number} 的佐证 {evidence.path} 不在仓库里",
            hint=f"把文件放回 {evidence.path}，连同台账一起提交",
        )
    elif evidence.sha256 is not None and evidence.sha256 != digest:
        was, now = evidence.sha256[:_SHOWN], digest[:_SHOWN]
        yield RULE.at(
            place / "sha256",
            f"{number} 的佐证 {evidence.path} 换了内容：记录的校验值是 {was}…，文件现在是 {now}…",
            hint="恢复原来的文件；新材料另存一个文件，另记一条",
        )


RULE = Rule(
    code="C517",
    name="evidence-disagrees",
    title="佐证与记录不符",
    severity=Severity.ERROR,
    why="销号以佐证为凭；文件没了或换了，当时凭什么销的号就查不清。",
    good=Example("", words="佐证文件在仓库里，校验值与记录的 sha256 一致"),
    bad=Example("", words="记录之后佐证文件被删去，或换成了另一份"),
    edit_check=check,
)
