"""The demonstration ledger: legal, the same every time, of every kind, and plainly invented."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.domain.model.event import EVENT_TYPES
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.rules.rule import Severity
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.usecases.opening import open_for_check, open_sound
from scripts import make_demo

DEMO = LedgerFolder(make_demo.TARGET)
TODAY = date(2025, 1, 1)


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return open_sound(DEMO, TODAY).ledger


def test_the_committed_files_are_those_that_the_script_makes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert make_demo.main(["--check"]) == 0, capsys.readouterr().err
    made = {path.resolve() for path in make_demo.texts()}
    assert made == {p.resolve() for p in make_demo.TARGET.rglob("*") if p.is_file()}


def test_it_has_no_errors_and_few_warnings() -> None:
    judgement = open_for_check(DEMO, TODAY).judgement
    assert judgement.count(Severity.ERROR) == 0
    assert 1 <= judgement.count(Severity.WARNING) <= 8


def test_it_has_records_of_every_kind(ledger: Ledger) -> None:
    held = Counter(event.type for entry in ledger.entries for event in entry.measure.log)
    assert set(held) == set(EVENT_TYPES)
    assert any(target.readings for target in ledger.targets)
    assert all(project.log for project in ledger.projects)


def test_the_year_is_an_ordinary_one(ledger: Ledger) -> None:
    end = Board(ledger, date(2024, 12, 31)).summary
    assert 55 <= end.closed <= 65
    boards = [Board(ledger, date(2024, month, 28)) for month in range(1, 13)]
    closed = [board.summary.closed for board in boards]
    assert closed == sorted(closed)
    assert any(board.summary.overdue for board in boards)
    assert all(board.summary.lagging for board in boards[2:])


def test_every_record_is_of_the_year_and_every_person_is_invented(ledger: Ledger) -> None:
    for entry in ledger.entries:
        for event in entry.measure.log:
            assert event.date.year == 2024
            for field in ("checked_by", "approved_by"):
                person = getattr(event, field, None)
                assert person is None or person.startswith("演示人员")


def test_every_file_says_that_it_is_a_demonstration() -> None:
    for path in make_demo.TARGET.rglob("*"):
        if path.is_file():
            assert "演示" in path.read_text(encoding="utf-8")[:200], path
    assert open_sound(DEMO, TODAY).ledger.plan.title.endswith("（演示）")


def test_the_evidence_is_there_with_its_hash(ledger: Ledger) -> None:
    for entry in ledger.entries:
        for event in entry.measure.log:
            for proof in getattr(event, "evidence", ()):
                content = (make_demo.ROOT / proof.path).read_bytes()
                assert sha256(content).hexdigest() == proof.sha256


def test_the_plan_itself_is_the_real_one(ledger: Ledger) -> None:
    real = open_sound(LedgerFolder(make_demo.SOURCE), TODAY).ledger
    for mine, its in zip(ledger.entries, real.entries, strict=True):
        assert (mine.id, mine.measure.text) == (its.id, its.measure.text)
    bare = re.sub(r"(?m)^ {12}log:\n(?: {14}.*\n)+", "", _text(DEMO, "tasks.yaml"))
    kept = set(_text(LedgerFolder(make_demo.SOURCE), "tasks.yaml").splitlines())
    assert len(kept - set(bare.splitlines())) <= 2  # the schema's path and the title


def _text(folder: LedgerFolder, name: str) -> str:
    return folder.file(name).read_text(encoding="utf-8")


@pytest.mark.parametrize("measures", [80, 200])
def test_it_can_be_made_larger(tmp_path: Path, measures: int) -> None:
    assert make_demo.main(["-o", str(tmp_path / "data"), "--measures", str(measures)]) == 0
    opened = open_for_check(LedgerFolder(tmp_path / "data"), TODAY)
    assert opened.judgement.count(Severity.ERROR) == 0
    assert len(opened.ledger.entries) == measures
    assert len({entry.id for entry in opened.ledger.entries}) == measures


def test_another_seed_makes_another_year(tmp_path: Path) -> None:
    make_demo.main(["-o", str(tmp_path / "a"), "--seed", "7"])
    make_demo.main(["-o", str(tmp_path / "b"), "--seed", "7"])
    a, b = (_text(LedgerFolder(tmp_path / name), "targets.yaml") for name in "ab")
    assert a == b
    opened = open_for_check(LedgerFolder(tmp_path / "a"), TODAY)
    assert opened.judgement.count(Severity.ERROR) == 0
    assert _text(LedgerFolder(tmp_path / "a"), "tasks.yaml") != _text(DEMO, "tasks.yaml")
