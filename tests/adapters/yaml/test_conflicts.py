"""What a merge left between its markers: one fault for each conflict, and all else is read on."""

from __future__ import annotations

import pytest

from ganxian_ledger.adapters.yaml import recover
from ganxian_ledger.adapters.yaml.document import Document, read_document
from ganxian_ledger.adapters.yaml.parse import events_of, pure_events_of

TEXT = """\
schema_version: 1
<<<<<<< 我方
due: 2024-10-31
=======
due: 2024-11-30
>>>>>>> 对方
start: 2024-01-01
<<<<<<< HEAD
issued: 2024-04-16
||||||| 1234567
issued: 2024-04-15
=======
>>>>>>> other
"""


@pytest.fixture(params=["C", "pure"], autouse=True)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = {"C": events_of, "pure": pure_events_of}[request.param]
    monkeypatch.setattr(recover, "events_of", chosen)


def places(document: Document) -> list[tuple[int, int]]:
    return [document.line_and_column(fault.span[0]) for fault in document.faults]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_each_conflict_is_one_fault_at_its_first_marker(end: str) -> None:
    document = read_document("tasks.yaml", TEXT.replace("\n", end).encode())
    faults = [fault for fault in document.faults if fault.code == "Y201"]
    lines = [document.line_and_column(fault.span[0]) for fault in faults]
    assert lines == [(2, 1), (8, 1)]
    assert "第 2 行到第 6 行" in faults[0].message
    assert "<<<<<<<" in faults[0].hint


def test_our_side_and_all_around_is_read() -> None:
    document = read_document("tasks.yaml", TEXT.encode())
    assert document.root == {
        "schema_version": "1",
        "due": "2024-10-31",
        "start": "2024-01-01",
        "issued": "2024-04-16",
    }
    assert "2024-11-30" in document.unread
    assert "2024-04-15" in document.unread


def test_other_faults_are_found_beside_a_conflict() -> None:
    document = read_document("tasks.yaml", (TEXT + "due: 2024-12-31\n").encode())
    assert [fault.code for fault in document.faults] == ["Y201", "Y201", "Y202"]


@pytest.mark.parametrize("marker", ["<<<<<<< 我方", "=======", ">>>>>>> 对方", "||||||| 1234567"])
def test_a_marker_that_was_left_behind_is_named(marker: str) -> None:
    document = read_document("tasks.yaml", f"schema_version: 1\n{marker}\ndue: x\n".encode())
    assert any("合并冲突" in fault.message for fault in document.faults)
    assert places(document)[0] == (2, 1)


def test_markers_within_a_text_are_no_conflict() -> None:
    text = "note: |\n  <<<<<<< 甲\n  =======\n  >>>>>>> 乙\n"
    document = read_document("tasks.yaml", text.encode())
    assert document.faults == ()


def test_many_markers_without_an_end_are_read_quickly() -> None:
    document = read_document("tasks.yaml", b"<<<<<<< a\n=======\n" * 20_000)
    assert document.faults
