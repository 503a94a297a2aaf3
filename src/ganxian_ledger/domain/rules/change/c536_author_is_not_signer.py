"""A commit is signed by another person than the one whose address it bears."""

from __future__ import annotations

from collections.abc import Iterator

from ganxian_ledger.domain.compare.edit import Edit
from ganxian_ledger.domain.compare.words import quoted
from ganxian_ledger.domain.rules.committed import claimed, deeds
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


def check(edit: Edit) -> Iterator[Finding]:
    """The signer counts as the author."""
    for deed in deeds(edit):
        signer, author = deed.author.signer, deed.author
        if signer is None or signer.has_email(author.email):
            continue
        owner = edit.base.access.of_email(author.email)
        whose = f"是{quoted(owner.name)}的" if owner is not None else "没有登记"
        yield RULE.at(
            deed.place,
            f"提交 {author.commit} 由{quoted(signer.name)}签名，"
            f"作者却是{claimed(author)}（这个邮箱{whose}）；按签名的人核对",
            hint="本人的另一个邮箱，由办公室补进 access.yaml；代别人提交的，请他自己提交",
        )


RULE = Rule(
    code="C536",
    name="author-is-not-signer",
    title="签名的人和作者不是一个人",
    severity=Severity.WARNING,
    why="签名证明是谁提交的；作者写成别人，看记录的人会认错。",
    good=Example("", words="李四签名的提交，作者邮箱是李四的"),
    bad=Example("", words="李四签名的提交，作者邮箱是张三的，或谁的都不是"),
    edit_check=check,
)
