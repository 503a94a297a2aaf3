"""Somebody who is not of the office committed a step that only the office takes."""

from __future__ import annotations

from collections.abc import Iterator

from ganxian_ledger.domain.compare.edit import Edit
from ganxian_ledger.domain.model.files import HOLIDAYS_TITLE, SCHEME_TITLE
from ganxian_ledger.domain.places import ASSESSMENT, HOLIDAYS, Place
from ganxian_ledger.domain.rules.committed import committed, is_office, person_of, who
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity

_SETTLED = {ASSESSMENT: SCHEME_TITLE, HOLIDAYS: HOLIDAYS_TITLE}
"""Files whose words, not only their records, are the office's alone."""


def check(edit: Edit) -> Iterator[Finding]:
    """Whoever the record says speaks, it counts who committed it.

    A file of the office's is told once for each commit that changed it, at its beginning.
    """
    for one in committed(edit):
        if not one.is_of_office or one.person is None or is_office(edit, one.person):
            continue
        yield RULE.at(
            one.place / ("type" if one.kind else "by"),
            f"{one.words}由{who(edit, one.person, one.author)}提交，"
            f"应由{edit.base.plan.office}的人提交",
            hint="请办公室的人提交；单位做完了的，用 ledger submit 申请销号",
        )
    for file, title in _SETTLED.items():
        for author in edit.changers.get(file, ()):
            person = person_of(edit, author)
            if person is not None and not is_office(edit, person):
                yield RULE.at(
                    Place(file),
                    f"{title}由{who(edit, person, author)}改动，"
                    f"应由{edit.base.plan.office}的人改动",
                    hint=f"撤销对 {file} 的改动，请办公室的人另行提交",
                )


RULE = Rule(
    code="C532",
    name="office-step-by-unit",
    title="办公室的事由单位记录",
    severity=Severity.ERROR,
    why="销号、退回、回头看、重新挂号、延期、转办、核减、收表、发函、考评办法和评分由办公室定；"
    "单位自己记，等于自己批准自己。",
    good=Example("", words="区城管局的联络员提交申请销号，办公室的人提交销号"),
    bad=Example("", words="区城管局的联络员提交销号或延期，不论 by 写的是谁"),
    edit_check=check,
)
