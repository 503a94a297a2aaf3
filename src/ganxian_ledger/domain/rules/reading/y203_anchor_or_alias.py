"""An anchor or an alias of YAML is used."""

from __future__ import annotations

from ganxian_ledger.domain.rules.rule import Example, Rule, Severity

_GOOD = """\
lead: 区城管局
support: [领导小组办公室]"""
_BAD = """\
lead: &jia 区城管局
support: [*jia]"""
RULE = Rule(
    code="Y203",
    name="anchor-or-alias",
    title="用了锚点或别名引用",
    severity=Severity.ERROR,
    why="引用让一处改动影响别处，审核的人看不出来；台账里每处都写明内容。",
    good=Example(_GOOD),
    bad=Example(_BAD),
)
