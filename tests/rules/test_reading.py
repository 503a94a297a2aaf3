"""Faults that no example can show, and what must not follow from a fault."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.rules.conftest import Finder
from tests.support.build import DAY, a_measure, ledger_files, write_ledger

from ganxian_ledger.adapters.yaml import lint
from ganxian_ledger.domain.places import TASKS, UNITS
from ganxian_ledger.usecases.opening import open_for_check


def test_a_folder_in_the_place_of_a_file_is_unreadable(tmp_path: Path) -> None:
    folder = write_ledger(tmp_path, {k: v for k, v in ledger_files().items() if k != UNITS})
    (tmp_path / UNITS).mkdir()
    judgement = open_for_check(folder, DAY).judgement
    assert [(d.code, d.line, d.column) for d in judgement.diagnostics] == [("Y107", 1, 1)]
    assert judgement.unreadable


def test_a_file_of_more_than_the_largest_size_is_too_large(
    find: Finder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lint, "LARGEST", 1000)
    files = ledger_files(unit="# " + "很" * 400)
    assert [found.code for found in find(files)] == ["Y108"]


def test_a_clause_as_long_as_a_book_is_too_long(find: Finder) -> None:
    files = ledger_files(measure="text: " + "很" * 65537)
    assert [found.code for found in find(files)] == ["Y207"]


def test_a_missing_register_makes_no_unit_unregistered(find: Finder) -> None:
    files = ledger_files()
    del files[UNITS]
    assert [found.code for found in find(files)] == ["Y106"]


def test_an_alias_that_is_no_list_is_told_once_and_still_counts_as_registered(find: Finder) -> None:
    files = ledger_files(unit="aliases: 区城市管理局", measure="lead: 区城市管理局")
    assert [found.code for found in find(files)] == ["Y303"]


def test_an_unquoted_number_is_told_once_though_targets_and_projects_point_to_it(
    find: Finder,
) -> None:
    files = ledger_files(measure="id: 8.10", target="clause: '8.10'", project="measure: '8.10'")
    assert [found.code for found in find(files)] == ["Y304"]


def test_records_that_lack_their_dash_are_told_once(find: Finder) -> None:
    files = ledger_files(target="clause: '8.3'")
    files[TASKS] = files[TASKS].replace(b"          - id: '8.3'", b"            id: '8.3'")
    assert [found.code for found in find(files)] == ["Y303"]


def test_two_units_without_a_name_are_not_called_duplicates(find: Finder) -> None:
    nameless = "kind: 区直部门\n"
    files = ledger_files(more_units=[nameless, nameless])
    assert [found.code for found in find(files)] == ["Y302", "Y302"]


def test_two_measures_without_a_number_are_not_called_duplicates(find: Finder) -> None:
    files = ledger_files(measure="id: x", more_measures=[a_measure(id="y")])
    assert [found.code for found in find(files)] == ["Y309", "Y309"]


def test_a_faulty_deadline_makes_no_extension_too_early_or_too_late(find: Finder) -> None:
    log = "log:\n  - {date: 2024-05-31, type: extend, to: 2024-09-30, reason: 汛期, by: 区城管局}"
    assert [f.code for f in find(ledger_files(measure=f"due: 2024-06-31\n{log}"))] == ["Y305"]
    assert [f.code for f in find(ledger_files(plan="due: 2024-13-31", measure=log))] == ["Y305"]


def test_a_faulty_field_hides_no_other_fault_of_its_record(find: Finder) -> None:
    files = ledger_files(measure="title: ''\nlead: 区城健局\nsupport: [区住健局]\ndue: 2024-6-30")
    assert [found.code for found in find(files)] == ["Y313", "R204", "R204", "Y305"]


@pytest.mark.parametrize("name", [TASKS, UNITS, "targets.yaml", "projects.yaml"])
@pytest.mark.parametrize("text", ["[]", "x", "schema_version: 2", "plan: 1\nsections: 2\n"])
def test_no_rule_stumbles_over_a_file_of_which_nothing_could_be_saved(
    name: str, text: str, find: Finder
) -> None:
    files = {**ledger_files(project="id: x", target="clause: '8.3'"), name: text.encode()}
    assert "Y" in {found.code[0] for found in find(files)}


@pytest.mark.parametrize("name", [TASKS, UNITS, "targets.yaml", "projects.yaml"])
def test_nothing_follows_from_an_empty_file(name: str, find: Finder) -> None:
    files = {**ledger_files(project="id: x", target="clause: '8.3'"), name: b""}
    assert [found.code for found in find(files)] == ["Y201"]


def test_no_rule_stumbles_over_records_that_are_no_records(find: Finder) -> None:
    for key in ("log", "support", "lead", "due", "term", "id", "title"):
        for value in ("1", "[1, [2]]", "{a: 1}", "[{}, x, {type: close}, {type: x}, null]", "''"):
            assert find(ledger_files(measure=f"{key}: {value}", target=f"{key}: {value}"))


def test_a_unit_without_a_kind_is_still_registered(find: Finder) -> None:
    files = ledger_files(measure="lead: 区住建局", more_units=["name: 区住建局\n"])
    assert [found.code for found in find(files)] == ["Y302"]


def test_an_office_whose_key_is_misspelt_is_not_called_unregistered(find: Finder) -> None:
    files = ledger_files(measure="support: [领导小组办公室]")
    files[TASKS] = files[TASKS].replace(b"  office:", b"  ofice:")
    assert [found.code for found in find(files)] == ["Y302", "Y301"]


def test_a_name_with_an_invisible_character_is_told_once(find: Finder) -> None:
    files = ledger_files(measure="lead: 区城\u200b管局\nsupport: [领导小\t组办公室, 区住健局]")
    assert [found.code for found in find(files)] == ["Y105", "Y104", "R204"]
