"""The law of entering: all records come in as they were meant, and nothing else changes."""

from __future__ import annotations

import subprocess
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.properties.test_edit_law import TEXT, TODAY, disturbed, grown, plain
from tests.support.build import write_ledger
from tests.support.strategies import ledger_of

from ganxian_ledger.adapters import store
from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.domain import edits
from ganxian_ledger.domain.changes import Append, Fields
from ganxian_ledger.domain.edits import decide
from ganxian_ledger.domain.edits.said import Said
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.places import LETTERS, RETURNS, Place
from ganxian_ledger.domain.state.standing import standing_of
from ganxian_ledger.domain.state.steps import ALLOWED_IN
from ganxian_ledger.usecases import entering
from ganxian_ledger.usecases.opening import Opened, open_sound

LETTER = "date: 2030-12-01\n{0}kind: 提醒函\n{0}to: [{1}]\n{0}by: {1}"
HEAD = "schema_version: 1\nletters:"
_BLOCK = HEAD + "\n  - " + LETTER.format("    ", "{unit}")
LAYOUTS = (
    _BLOCK + "\n",
    "letters:\n- "
    + LETTER.format("  ", "{unit}")
    + "\n  answers: []  # 未答复\n# 末尾\nschema_version: 1",
    HEAD + " # 函件\n  - {{date: 2030-12-01, kind: 提醒函, to: {unit}, by: {unit}}}\n\n  # 说明\n",
    _BLOCK + "\n    answers:\n      - {{date: 2030-12-02, by: {unit}}}\n",
    _BLOCK + "\n    answers:\n",
)
EMPTY = "schema_version: 1\nreturns: []\n"


def letters_and_returns(dice: Random, unit: str) -> dict[str, bytes]:
    """The files of the month in some layout, or not there."""
    files = {}
    if dice.random() < 0.7:
        files[LETTERS] = disturbed(dice, dice.choice(LAYOUTS).format(unit=unit))
    if dice.random() < 0.5:
        files[RETURNS] = disturbed(dice, EMPTY)
    return files


def appends_for(dice: Random, opened: Opened, texts: list[str]) -> list[Append]:
    """Records for lists of several files, mixed; line ends are the decisions' to clean."""
    texts = [text.replace("\r", "乙") for text in texts]
    ledger = opened.ledger
    unit = min(ledger.units.by_name)
    made = list(progresses(dice, ledger, texts))
    for n in range(dice.randrange(4)):
        form = {"path": f"returns/2030-12/{n}.xlsx", "sha256": str(n) * 64}
        received: Fields = {"month": "2030-12", "unit": unit, "date": TODAY, "by": unit}
        fields: Fields = {**received, "form": form, "note": texts[n % 3]}
        made.append(Append(Place(RETURNS, ("returns",)), fields))
    letter: Fields = {"date": TODAY, "kind": "督办函", "to": (unit,), "by": unit, "note": texts[0]}
    made += [Append(Place(LETTERS, ("letters",)), letter)] * dice.randrange(3)
    answer: Fields = {"date": TODAY, "by": unit, "note": texts[1]}
    if ledger.letters:
        made += [Append(Place(LETTERS, ("letters", 0, "answers")), answer)] * dice.randrange(3)
    dice.shuffle(made)
    return made


def progresses(dice: Random, ledger: Ledger, texts: list[str]) -> list[Append]:
    """One or two records for each of some measures."""
    entries = list(ledger.entries)
    made = []
    for entry in dice.sample(entries, dice.randrange(len(entries) + 1)):
        if standing_of(entry.measure, ledger.plan.due).state in ALLOWED_IN["progress"]:
            intent = edits.Progress(entry.id, 60, texts[1], texts[2], Said(note=texts[0]))
            made += [decide(ledger, intent, today=TODAY).change] * dice.randrange(1, 3)
    return made


def a_ledger(dice: Random, seed: int) -> dict[str, bytes]:
    plainly, files, _ = ledger_of(seed)
    files = {name: disturbed(dice, data.decode()) for name, data in files.items()}
    return {**files, **letters_and_returns(dice, plainly["units"][0]["name"])}


def assert_lines_stay(old: bytes, new: bytes) -> None:
    """Every old line stands in the new text, in order; brackets may have been opened."""
    lines = iter(new.splitlines())
    kept = [line for line in old.splitlines() if b"[" not in line and b"{" not in line]
    assert [line for line in kept if line not in lines] == []
    rest = iter(new.replace(b"[]", b""))
    assert all(byte in rest for byte in old.replace(b"[]", b"").replace(b" ", b"").strip())


def enter(folder: LedgerFolder, changes: list[Append]) -> entering.Entered:
    with store.locked(folder):
        made = entering.entered(open_sound(folder, TODAY), changes, TODAY)
        entering.write(folder, made)
    return made


@given(st.integers(0, 10**9), st.lists(TEXT, min_size=3, max_size=3))
@settings(max_examples=120, deadline=None)
def test_all_records_come_in_as_meant_and_nothing_else_changes(seed: int, texts: list[str]) -> None:
    dice = Random(seed)
    with TemporaryDirectory() as path:
        folder = write_ledger(Path(path), a_ledger(dice, seed))
        before = {name: data for name, data in folder.read().items() if isinstance(data, bytes)}
        changes = appends_for(dice, open_sound(folder, TODAY), texts)
        made = enter(folder, changes)
        after = {name: data for name, data in folder.read().items() if isinstance(data, bytes)}
        touched = {change.place.file for change in changes}
        assert {file.name for file in made.files} == touched
        assert {n: d for n, d in after.items() if n not in touched} == {
            n: d for n, d in before.items() if n not in touched
        }
        for file in made.files:
            old = before.get(file.name, b"schema_version: 1\n")
            value: Any = plain(old)
            for change in changes:
                if change.place.file == file.name:
                    value = grown(value, change)
            assert plain(after[file.name]) == value
            assert_lines_stay(old, after[file.name])
            lines = after[file.name].decode("utf-8-sig").splitlines()
            for first, came in file.places:
                assert tuple(lines[first - 1 :][: len(came)]) == came


@pytest.mark.parametrize("seed", range(8))
def test_the_diffs_can_be_applied_by_git(tmp_path: Path, seed: int) -> None:
    dice = Random(seed)
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    folder = write_ledger(tmp_path / "data", a_ledger(dice, seed))
    opened = open_sound(folder, TODAY)
    made = entering.entered(opened, appends_for(dice, opened, ["甲", "乙\n丙", "a: b"]), TODAY)
    diff = "".join(file.diff for file in made.files)
    if diff:
        command = ["git", "apply", "--whitespace=nowarn", "-"]
        subprocess.run(command, input=diff.encode(), cwd=tmp_path, check=True)
    for file in made.files:
        assert folder.file(file.name).read_bytes() == file.new
