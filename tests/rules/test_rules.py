"""The list of rules and the folder of rules say the same."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest

import ganxian_ledger
from ganxian_ledger.domain import rules
from ganxian_ledger.domain.rules.catalogue import RULE_BY_CODE, RULES, severity_of
from ganxian_ledger.domain.rules.rule import Rule, Severity

FOLDER = Path(rules.__file__).parent
FILES = sorted(FOLDER.glob("*/[a-z][0-9][0-9][0-9]_*.py"), key=lambda path: path.stem)
LETTERS = {
    "reading": "Y",
    "reference": "R",
    "procedure": "T",
    "numbers": "N",
    "style": "S",
    "change": "C",
}
SOURCES = sorted(Path(ganxian_ledger.__file__).parent.rglob("*.py"))


def _rule_in(path: Path) -> Rule:
    module = import_module(f"ganxian_ledger.domain.rules.{path.parent.name}.{path.stem}")
    rule: Rule = module.RULE
    return rule


def test_the_list_is_sorted_by_code() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(codes)


def test_codes_and_names_and_titles_are_unique() -> None:
    for values in ([r.code for r in RULES], [r.name for r in RULES], [r.title for r in RULES]):
        assert len(set(values)) == len(values)


def test_the_list_holds_every_rule_of_the_folder_and_no_other() -> None:
    assert [rule.code for rule in map(_rule_in, FILES)] == [rule.code for rule in RULES]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_is_named_after_its_rule_and_stands_in_the_room_of_its_letter(path: Path) -> None:
    rule = _rule_in(path)
    assert path.stem == f"{rule.code.lower()}_{rule.name.replace('-', '_')}"
    assert rule.code[0] == LETTERS[path.parent.name]
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name)


def test_every_file_in_a_room_that_looks_like_a_rule_is_one() -> None:
    others = {p.name for p in FOLDER.glob("*/*.py")} - {p.name for p in FILES}
    assert others == {"__init__.py"}


def test_style_is_never_an_error() -> None:
    assert all(r.severity is not Severity.ERROR for r in RULES if r.code.startswith("S"))


def test_what_is_found_while_reading_has_no_check_and_all_else_has_one() -> None:
    without = {rule.code for rule in RULES if rule.check is None and rule.edit_check is None}
    assert without == {rule.code for rule in RULES if rule.code.startswith("Y")} | {"N401"}


def test_only_rules_about_changes_look_at_edits() -> None:
    looking = {rule.code for rule in RULES if rule.edit_check is not None}
    assert looking == {rule.code for rule in RULES if rule.code.startswith("C")}


def test_every_code_that_reading_uses_is_declared() -> None:
    used = {
        node.value
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"[YRTNSC][1-6]\d\d", node.value)
    }
    assert used == set(RULE_BY_CODE)


def test_words_have_no_exclamation_and_no_blame() -> None:
    for rule in RULES:
        words = rule.title + rule.why
        assert not re.search(r"[!！]|非法|无效|异常|key|node|None", words), rule.code
        assert rule.why.endswith("。"), rule.code
        assert not rule.title.endswith("。"), rule.code


def test_a_severity_is_looked_up_by_code() -> None:
    assert severity_of("T301") is Severity.WARNING
    assert severity_of("T303") is Severity.ERROR
