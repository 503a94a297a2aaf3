"""An e-mail address is not written as one."""

from __future__ import annotations

from ganxian_ledger.domain.rules.rule import Example, Rule, Severity

_ACCESS = """\
schema_version: 1
people:
  - name: 张三
    unit: 区城管局
    emails: [{}]
"""
RULE = Rule(
    code="Y315",
    name="malformed-email",
    title="邮箱的写法不对",
    severity=Severity.ERROR,
    why="提交人按邮箱认；写错一个字，这个人的提交就认不出来。",
    good=Example(_ACCESS.format("zhangsan@example.org"), into="access.yaml"),
    bad=Example(_ACCESS.format("zhangsan.example.org"), into="access.yaml"),
)
