"""`explain` knows every code that a user can meet."""

from __future__ import annotations

import pytest

from ganxian_ledger.domain.edits.refusals import REFUSALS
from ganxian_ledger.domain.errors import Unknown
from ganxian_ledger.domain.forms.faults import FAULTS
from ganxian_ledger.domain.rules.catalogue import RULES
from ganxian_ledger.usecases.explain import explained, listing


def test_every_rule_and_every_refusal_has_a_text_with_its_reason() -> None:
    reasons = {rule.code: rule.why for rule in RULES}
    reasons |= {refusal.code: refusal.why for refusal in REFUSALS}
    reasons |= {kind.code: kind.why for kind in FAULTS}

    assert [code for code, why in reasons.items() if why not in explained(code)] == []


def test_a_code_is_known_in_small_letters_and_by_its_name() -> None:
    assert explained("t301") == explained("T301") == explained("closed-without-evidence")


def test_an_unknown_code_has_near_misses() -> None:
    with pytest.raises(Unknown) as told:
        explained("T399")

    assert "T309" in told.value.remedy


def test_codes_are_listed_once_each() -> None:
    codes = [code for code, _ in listing()]

    assert len(codes) == len(set(codes)) == len(RULES) + len(REFUSALS) + len(FAULTS)
