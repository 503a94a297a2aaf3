"""Explain a rule by its code."""

from __future__ import annotations

from ganxian_ledger.domain.errors import Unknown
from ganxian_ledger.domain.near import suggest
from ganxian_ledger.domain.rules import RULE_BY_CODE, RULES
from ganxian_ledger.domain.rules.rule import Rule


def rule_of(code: str) -> Rule:
    """The rule of a code, in either case, or of its name.

    Raises:
        Unknown: with near misses.
    """
    wanted = code.upper()
    for rule in RULES:
        if wanted == rule.code or code == rule.name:
            return rule
    listed = suggest(wanted, RULE_BY_CODE) or "ledger explain 不带编号可列出全部规则"
    raise Unknown(f"没有编号为“{code}”的规则", remedy=listed)
