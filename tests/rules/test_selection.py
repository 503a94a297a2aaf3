"""Which findings are told: beginnings of codes, the longer one first, and severities by code."""

from __future__ import annotations

import pytest

from ganxian_ledger.domain.rules.catalogue import RULE_BY_CODE
from ganxian_ledger.domain.rules.diagnostic import Counts, Diagnostic, Judgement
from ganxian_ledger.domain.rules.rule import Severity
from ganxian_ledger.domain.rules.selection import Selection, fault_of


def a_judgement(*codes: str) -> Judgement:
    """One finding of each code, as grave as its rule."""
    found = (
        Diagnostic(code, RULE_BY_CODE[code].severity, "a", 1, 1, 1, 1, "", "错", "", "")
        for code in codes
    )
    return Judgement(tuple(found), Counts(1, 1, 1, 1, 0), unreadable=True)


@pytest.mark.parametrize(
    ("select", "ignore", "told"),
    [
        (("",), (), "R204 T301 T303 Y305"),
        (("T",), (), "T301 T303"),
        (("T", "R204"), ("T301",), "R204 T303"),
        (("T301",), ("T",), "T301"),
        (("T301",), ("T301",), ""),
        (("",), ("T", "Y3"), "R204"),
        (("T3",), ("T",), "T301 T303"),
    ],
)
def test_the_longer_beginning_wins(
    select: tuple[str, ...], ignore: tuple[str, ...], told: str
) -> None:
    judged = Selection(select, ignore).of(a_judgement("R204", "T301", "T303", "Y305"))

    assert " ".join(d.code for d in judged.diagnostics) == told
    assert len(judged.diagnostics) + len(judged.left_out) == 4


def test_what_is_left_out_is_counted_as_grave_as_it_is_asked_to_be() -> None:
    severities = {"T301": Severity.ERROR, "R204": Severity.INFO}

    judged = Selection(("R",), (), severities).of(a_judgement("R204", "T301", "T302"))

    assert [d.severity for d in judged.diagnostics] == [Severity.INFO]
    assert judged.count(Severity.ERROR) == 0
    assert judged.count_left_out(Severity.ERROR) == 1
    assert judged.count_left_out(Severity.WARNING) == 1


def test_a_missing_file_stays_missing_whatever_is_asked_for() -> None:
    assert Selection(("T",)).of(a_judgement("R204")).unreadable


@pytest.mark.parametrize("beginning", ["T", "T3", "T301", "C5"])
def test_the_beginning_of_a_code_is_known(beginning: str) -> None:
    assert fault_of(beginning, RULE_BY_CODE) == ""


def test_an_unknown_beginning_has_near_misses() -> None:
    assert "“R204”" in fault_of("R214", RULE_BY_CODE)
    assert "开头的编号" in fault_of("X", RULE_BY_CODE)
    assert "“”" in fault_of("", RULE_BY_CODE)
