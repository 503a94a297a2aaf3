"""An e-mail address or a signing key belongs to two people, or stands twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ganxian_ledger.domain.model.access import bare_key
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.places import Place
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


class _Claim(NamedTuple):
    """Where, as what, the text by which two are compared, and whose: number in the file, name."""

    place: Place
    role: str
    text: str
    number: int
    name: str


def check(ledger: Ledger, _day: date) -> Iterator[Finding]:
    """The first claim holds; every later one is a fault."""
    first: dict[tuple[str, str], _Claim] = {}
    for claim in _claims(ledger):
        earlier = first.setdefault((claim.role, claim.text), claim)
        if earlier is not claim and claim.text:
            yield RULE.at(
                claim.place,
                f"{claim.role}“{claim.text[:60]}”重复：{_whose(earlier, claim)}",
                hint="一个邮箱、一把密钥只归一个人；同一个人的合并为一条，多余的删去",
            )


def _claims(ledger: Ledger) -> Iterator[_Claim]:
    for number, (place, person) in enumerate(ledger.located_people(), 1):
        for i, email in enumerate(person.emails):
            yield _Claim(place / "emails" / i, "邮箱", email.casefold(), number, person.name)
        for i, key in enumerate(person.keys):
            yield _Claim(place / "keys" / i, "公钥", bare_key(key), number, person.name)


def _whose(earlier: _Claim, claim: _Claim) -> str:
    if earlier.number == claim.number:
        return "这个人前面已写过"
    return f"已归第 {earlier.number} 个人“{earlier.name}”"


_PEOPLE = """\
schema_version: 1
people:
  - name: 张三
    unit: 区城管局
    emails: [zhangsan@example.org]
  - name: 李四
    unit: 领导小组办公室
    emails: [{}]
"""
RULE = Rule(
    code="R210",
    name="claimed-by-two-people",
    title="邮箱或公钥归了两个人",
    severity=Severity.ERROR,
    why="一个邮箱或一把密钥指两个人，就说不清记录是谁提交的。",
    good=Example(_PEOPLE.format("lisi@example.org"), into="access.yaml"),
    bad=Example(_PEOPLE.format("ZhangSan@example.org"), into="access.yaml"),
    check=check,
)
