"""Two states of a ledger: what is the same record, and what an edit of nothing finds."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.build import Value, a_measure, a_unit, ledger_files
from tests.support.strategies import ledger_of

from ganxian_ledger.adapters.yaml.load import read_ledger
from ganxian_ledger.domain.compare.correction import Correction, corrections_in
from ganxian_ledger.domain.compare.edit import Edit
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.rules.edit_checks import EDIT_CHECKS
from ganxian_ledger.domain.rules.rule import run_on_edit
from ganxian_ledger.usecases.check import edit_between

A, B, C = (a_measure(id=f"8.{n}", text=f"条文{n}。") for n in (1, 2, 3))


def found(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> list[tuple[str, str]]:
    edit = edit_between(read_ledger(before), read_ledger(after))
    return [(one.code, one.message) for one in run_on_edit(EDIT_CHECKS, edit)]


def measures(*texts: str) -> dict[str, bytes]:
    return ledger_files(more_measures=texts)


def units(*texts: str) -> dict[str, bytes]:
    return ledger_files(more_units=texts)


@settings(max_examples=25)
@given(st.integers(0, 10**6))
def test_an_edit_of_nothing_finds_nothing(seed: int) -> None:
    _, files, _ = ledger_of(seed)
    assert found(files, files) == []


def test_a_number_put_in_between_renumbers_what_follows() -> None:
    moved = (a_measure(id="8.2", text="条文1。"), a_measure(id="8.4", text="条文2。"))
    codes = [code for code, _ in found(measures(A, B), measures(a_measure(id="8.1"), *moved))]
    assert codes == ["C505", "C505"]


def test_a_number_that_goes_to_another_measure_does_not_hide_what_is_gone() -> None:
    told = found(measures(A, B), measures(a_measure(id="8.1", text="条文2。")))
    assert sorted(code for code, _ in told) == ["C504", "C505"]
    assert any("8.1" in message for code, message in told if code == "C504")


def test_swapped_clauses_are_not_renumbered_where_the_logs_stay() -> None:
    log: list[dict[str, Value]] = [
        {"date": "2024-05-20", "type": "progress", "percent": 1, "by": "区城管局"}
    ]
    old = (a_measure(id="8.1", text="甲", log=log), a_measure(id="8.2", text="乙", log=log * 2))
    new = (a_measure(id="8.1", text="乙", log=log), a_measure(id="8.2", text="甲", log=log * 2))
    assert [code for code, _ in found(measures(*old), measures(*new))] == ["C510", "C510"]


def test_the_log_of_a_renumbered_measure_is_still_judged() -> None:
    log: list[dict[str, Value]] = [
        {"date": "2024-05-20", "type": "progress", "percent": 1, "by": "区城管局"}
    ]
    other: list[dict[str, Value]] = [{**log[0], "percent": 2}]
    old, new = a_measure(id="8.1", text="甲", log=log), a_measure(id="8.9", text="甲", log=other)
    assert [code for code, _ in found(measures(old), measures(new))] == ["C501", "C505"]


@pytest.mark.parametrize(
    ("before", "after", "codes"),
    [
        (a_unit(name="甲", aliases=["乙"]), a_unit(name="乙", aliases=["甲"]), []),
        (a_unit(name="甲", aliases=["乙"]), a_unit(name="丙", aliases=["甲", "乙"]), []),
        (a_unit(name="甲", aliases=["乙"]), a_unit(name="甲"), []),
        (a_unit(name="甲"), a_unit(name="丙"), ["C507"]),
    ],
)
def test_a_unit_under_another_name_is_the_same_where_its_name_is_kept(
    before: str, after: str, codes: list[str]
) -> None:
    assert [code for code, _ in found(units(before), units(after))] == codes


def test_a_unit_that_is_merged_into_another_is_told_once() -> None:
    before = (a_unit(name="甲", aliases=["甲一"]), a_unit(name="乙"))
    told = found(units(*before), units(a_unit(name="乙", aliases=["甲", "甲一"])))
    assert [code for code, _ in told] == ["C518"]


def test_an_alias_made_a_unit_of_its_own_is_taken_from_its_unit() -> None:
    told = found(
        units(a_unit(name="甲", aliases=["乙"])), units(a_unit(name="甲"), a_unit(name="乙"))
    )
    assert [code for code, _ in told] == ["C518"]


@pytest.mark.parametrize(
    ("line", "correction"),
    [
        ("Ledger-Correction: 8.3 原因", Correction("8.3", "原因")),
        ("ledger-correction：plan　 两 个词 \r", Correction("plan", "两 个词")),
        ("Ledger-Correction: 8.3", Correction("8.3", "")),
        ("Ledger-Correction:", Correction("", "")),
    ],
)
def test_a_correction_is_read_from_its_line(line: str, correction: Correction) -> None:
    assert list(corrections_in(f"标题\n\n{line}\n")) == [correction]


def test_a_correction_without_a_reason_excuses_nothing() -> None:
    ledger: Ledger = read_ledger(ledger_files()).ledger
    edit = Edit(ledger, ledger, tuple(corrections_in("Ledger-Correction: 8.3")))
    assert edit.correction("8.3") is None
