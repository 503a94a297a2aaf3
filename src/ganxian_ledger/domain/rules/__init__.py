"""The rules: one file each, one line here; a test compares the list with the folder."""

from __future__ import annotations

from ganxian_ledger.domain.rules.reference import r204_unregistered_unit
from ganxian_ledger.domain.rules.rule import Rule, Severity

RULES: tuple[Rule, ...] = (r204_unregistered_unit.RULE,)
RULE_BY_CODE = {rule.code: rule for rule in RULES}


def severity_of(code: str) -> Severity:
    """The severity of a rule."""
    return RULE_BY_CODE[code].severity
