"""A public key is not written as one."""

from __future__ import annotations

from ganxian_ledger.domain.rules.rule import Example, Rule, Severity

_ACCESS = """\
schema_version: 1
people:
  - name: 张三
    unit: 区城管局
    emails: [zhangsan@example.org]
    keys: ['{}']
"""
_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB"
RULE = Rule(
    code="Y316",
    name="malformed-key",
    title="签名公钥的写法不对",
    severity=Severity.ERROR,
    why="签名凭公钥核对；公钥抄错或带了选项，签名就核对不了。",
    good=Example(_ACCESS.format(f"{_KEY} 张三"), into="access.yaml"),
    bad=Example(_ACCESS.format(f"cert-authority {_KEY}"), into="access.yaml"),
)
