"""One person committed the submission of a measure and the closing that answers it."""

from __future__ import annotations

from collections.abc import Iterator

from ganxian_ledger.domain.compare.edit import Edit
from ganxian_ledger.domain.compare.words import quoted
from ganxian_ledger.domain.rules.committed import committed, person_of
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


def check(edit: Edit) -> Iterator[Finding]:
    """The submission may have been published before; its author is looked up then."""
    for one in committed(edit):
        submission = one.addition.answered
        submitter = edit.authors.get(submission.place) if submission is not None else None
        if submitter is None or one.person is None or person_of(edit, submitter) != one.person:
            continue
        yield RULE.at(
            one.place / "type",
            f"{one.words}和它答复的申请都由{quoted(one.person.name)}提交"
            f"（申请 {submitter.commit}，销号 {one.author.commit}）",
            hint="请办公室的另一个人核查并提交销号",
        )


RULE = Rule(
    code="C533",
    name="one-person-submits-and-closes",
    title="一个人又申请又销号",
    severity=Severity.ERROR,
    why="申请的人自己销号，就没有人核查过。",
    good=Example("", words="张三提交 8.3 的申请销号，办公室的李四提交 8.3 的销号"),
    bad=Example("", words="办公室的李四替单位提交 8.3 的申请销号，又提交 8.3 的销号"),
    edit_check=check,
)
