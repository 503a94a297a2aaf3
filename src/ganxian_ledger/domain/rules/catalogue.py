"""Every rule by its code, for those who explain them; judging needs only the checks."""

from __future__ import annotations

from ganxian_ledger.domain.rules.checks import CHECKS
from ganxian_ledger.domain.rules.declared import DECLARED
from ganxian_ledger.domain.rules.edit_checks import EDIT_CHECKS
from ganxian_ledger.domain.rules.kept_checks import KEPT_CHECKS
from ganxian_ledger.domain.rules.rule import Rule, Severity

RULES: tuple[Rule, ...] = tuple(
    sorted((*CHECKS, *KEPT_CHECKS, *DECLARED, *EDIT_CHECKS), key=lambda rule: rule.code)
)
RULE_BY_CODE = {rule.code: rule for rule in RULES}


def severity_of(code: str) -> Severity:
    """The severity of a rule."""
    return RULE_BY_CODE[code].severity
