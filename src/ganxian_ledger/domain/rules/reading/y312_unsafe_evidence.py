"""A piece of evidence names no usable file or address."""

from __future__ import annotations

from ganxian_ledger.domain.rules.rule import Example, Rule, Severity

_GOOD = """\
log:
  - date: 2024-05-31
    type: submit
    by: 区城管局
    evidence: [{path: evidence/8.3/验收单.pdf}]"""
_BAD = """\
log:
  - date: 2024-05-31
    type: submit
    by: 区城管局
    evidence: [{path: '../../桌面/验收单.pdf'}]"""
RULE = Rule(
    code="Y312",
    name="unsafe-evidence",
    title="佐证的写法不能用",
    severity=Severity.ERROR,
    why="佐证要在每个人的电脑上都找得到：文件在仓库里，用相对路径；网址要写全。",
    good=Example(_GOOD),
    bad=Example(_BAD),
)
