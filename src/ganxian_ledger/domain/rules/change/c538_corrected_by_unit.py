"""Somebody who is not of the office declared a correction of what was published."""

from __future__ import annotations

from collections.abc import Iterator

from ganxian_ledger.domain.compare.edit import Edit
from ganxian_ledger.domain.compare.words import quoted
from ganxian_ledger.domain.places import TASKS, Place
from ganxian_ledger.domain.rules.committed import is_office, named, person_of
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


def check(edit: Edit) -> Iterator[Finding]:
    """The place is the beginning of tasks.yaml: commits have none."""
    for one in dict.fromkeys(edit.corrections):
        author = edit.correctors.get(one.commit)
        if author is None or not one.is_whole or is_office(edit, person_of(edit, author)):
            continue
        yield RULE.at(
            Place(TASKS),
            f"“{quoted(one.subject)}”的更正（{quoted(one.reason)}）由{named(edit, author)}声明，"
            f"应由{edit.base.plan.office}的人声明",
            hint="请办公室的人核对原文后提交；期限要变的，由办公室记延期（ledger extend）",
        )


RULE = Rule(
    code="C538",
    name="corrected-by-unit",
    title="更正由单位的人声明",
    severity=Severity.ERROR,
    why="已公布的条文、单位和时限由办公室更正；单位自己更正时限，等于自己批准延期。",
    good=Example("", words="办公室的人提交 Ledger-Correction: 8.3 原文为6月底前"),
    bad=Example(
        "", words="区城管局的联络员改了 8.3 的 due，提交说明里写 Ledger-Correction: 8.3 来不及"
    ),
    edit_check=check,
)
