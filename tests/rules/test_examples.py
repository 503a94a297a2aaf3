"""The good and the bad example of every rule, run through the real reading."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from tests.support.build import judge, judge_example, ledger_files

from ganxian_ledger.domain.rules.catalogue import RULES
from ganxian_ledger.domain.rules.explain import explain
from ganxian_ledger.domain.rules.rule import Example, Rule, Severity

ABOUT_PEOPLE = {f"C53{n}" for n in range(1, 9)}
"""Rules about who committed something; tests/access shows them."""
TOLD_IN_WORDS = {"C517", "R222", "Y107", "Y108", "Y207", *ABOUT_PEOPLE}
"""Rules whose bad example cannot be written down in one piece; other tests show them."""


def _is_written(example: Example) -> bool:
    return bool(example.text) or "." in example.into


GOOD = [rule for rule in RULES if _is_written(rule.good)]
BAD = [rule for rule in RULES if _is_written(rule.bad)]


def test_the_small_ledger_itself_has_no_finding(tmp_path: Path) -> None:
    assert judge(ledger_files(project="id: x"), tmp_path).judgement.diagnostics == ()


@pytest.mark.parametrize("rule", GOOD, ids=lambda rule: rule.code)
def test_a_good_example_has_no_finding_of_its_rule_and_no_error(rule: Rule, tmp_path: Path) -> None:
    found = judge_example(rule.good, tmp_path).diagnostics
    assert [d for d in found if d.code == rule.code or d.severity is Severity.ERROR] == []


@pytest.mark.parametrize("rule", BAD, ids=lambda rule: rule.code)
def test_a_bad_example_has_a_finding_of_its_rule(rule: Rule, tmp_path: Path) -> None:
    found = judge_example(rule.bad, tmp_path).diagnostics
    assert rule.code in {d.code for d in found}


@pytest.mark.parametrize("rule", BAD, ids=lambda rule: rule.code)
def test_a_bad_example_breaks_no_other_rule_of_errors(rule: Rule, tmp_path: Path) -> None:
    found = judge_example(rule.bad, tmp_path).diagnostics
    others = Counter(d.code for d in found if d.severity is Severity.ERROR and d.code != rule.code)
    assert others == Counter()


def test_only_what_cannot_be_written_down_is_told_in_words() -> None:
    assert {rule.code for rule in RULES} - {rule.code for rule in BAD} == TOLD_IN_WORDS
    assert all(rule.bad.words for rule in RULES if not rule.bad.text)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_an_explanation_has_title_reason_and_both_examples(rule: Rule) -> None:
    text = explain(rule)
    assert text.startswith(f"{rule.code} {rule.title}（{rule.severity.word}，{rule.name}）\n")
    assert f"\n为什么：{rule.why}\n" in text
    assert "\n好（" in text or f"\n好：{rule.good.words}\n" in text
    assert "\n坏（" in text or f"\n坏：{rule.bad.words}\n" in text
    assert "\t" not in text
    assert text.endswith("\n")
