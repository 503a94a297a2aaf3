"""One form stands in returns.yaml twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


def check(ledger: Ledger, _day: date) -> Iterator[Finding]:
    """A file counts once; a corrected form is another file."""
    first: dict[str, date] = {}
    for place, returned in ledger.located_returns():
        digest = returned.form.sha256
        if digest in first:
            yield RULE.at(
                place / "form" / "sha256",
                f"同一份填报表记了两次，前一次收到日期是 {first[digest]}",
                hint="两个人各收了一次的，留先收到的一条",
            )
        elif digest:
            first[digest] = returned.date


_ENTRY = """\
  - month: 2024-06
    unit: 区城管局
    date: 2024-06-2{}
    by: 领导小组办公室
    form: {{path: returns/2024-06/区城管局.xlsx, sha256: {}}}
"""
_HEAD = "schema_version: 1\nreturns:\n"
RULE = Rule(
    code="R223",
    name="form-listed-twice",
    title="同一份填报表记了两次",
    severity=Severity.WARNING,
    why="收到日期只能有一个；记了两次，就说不清是按时还是迟报。",
    good=Example(
        f"{_HEAD}{_ENTRY.format(4, 'a' * 64)}{_ENTRY.format(6, 'b' * 64)}", into="returns.yaml"
    ),
    bad=Example(
        f"{_HEAD}{_ENTRY.format(4, 'a' * 64)}{_ENTRY.format(6, 'a' * 64)}", into="returns.yaml"
    ),
    check=check,
)
