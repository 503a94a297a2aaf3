"""A commit bears the name of somebody who signs, and has no signature of theirs."""

from __future__ import annotations

from collections.abc import Iterator

from ganxian_ledger.domain.compare.edit import Edit
from ganxian_ledger.domain.compare.words import quoted
from ganxian_ledger.domain.rules.committed import deeds, person_of
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


def check(edit: Edit) -> Iterator[Finding]:
    """Who has no key in the base's access.yaml need not sign."""
    for deed in deeds(edit):
        author = deed.author
        person = person_of(edit, author)
        if person is None or not person.keys or author.signer is not None:
            continue
        yield RULE.at(
            deed.place,
            f"提交 {author.commit} {deed.words}，作者写的是{quoted(person.name)}，"
            f"却没有他的签名：{author.unsigned}；可能是别人冒用他的名义",
            hint="本人提交的，用登记的密钥签名后重新提交（git commit --amend -S）；"
            "不是本人提交的，不要合并",
        )


RULE = Rule(
    code="C535",
    name="unsigned",
    title="应签名的提交没有本人的签名",
    severity=Severity.ERROR,
    why="作者的姓名和邮箱谁都能写；登记了密钥的人，只有他的签名能证明是本人。",
    good=Example("", words="李四登记了签名公钥，他的提交有用这把密钥的签名"),
    bad=Example("", words="李四登记了签名公钥，以他的邮箱提交的记录没有签名，或用的是别的密钥"),
    edit_check=check,
)
