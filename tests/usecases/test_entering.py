"""Entering several records at once: what comes of it, what is refused, and what is not written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.support.build import a_measure, ledger_files, write_ledger

from ganxian_ledger.adapters import store
from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.adapters.yaml.patch import Patched, inserted
from ganxian_ledger.domain.changes import Append, Fields
from ganxian_ledger.domain.edits import Close, Decision
from ganxian_ledger.domain.errors import Refused
from ganxian_ledger.domain.places import LETTERS, RETURNS, TASKS, Place, Route
from ganxian_ledger.usecases import edit, entering
from ganxian_ledger.usecases.entering import Entered, WouldBreak, entered
from ganxian_ledger.usecases.opening import open_sound

TODAY = date(2024, 6, 30)
MEASURES: Route = ("sections", 0, "tasks", 0, "measures")
ANSWER: Fields = {"date": TODAY, "by": "区城管局", "note": "已整改"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LedgerFolder:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    write_ledger(Path("data"), ledger_files(more_measures=[a_measure(id="8.4", title="泵站")]))
    return LedgerFolder(Path("data"))


def progress(measure: int, percent: int, **more: Any) -> Append:
    fields = {"date": TODAY, "type": "progress", "percent": percent, "by": "区城管局", **more}
    return Append(Place(TASKS, (*MEASURES, measure, "log")), fields)


def letter(**more: Any) -> Append:
    fields: Fields = {"date": TODAY, "kind": "提醒函", "to": ("区城管局",), "by": "领导小组办公室"}
    return Append(Place(LETTERS, ("letters",)), {**fields, **more})


def returned(path: str = "returns/2024-06/甲.xlsx") -> Append:
    form = {"path": path, "sha256": "0" * 64}
    unit: Fields = {"month": "2024-06", "unit": "区城管局", "date": TODAY, "by": "领导小组办公室"}
    return Append(Place(RETURNS, ("returns",)), {**unit, "form": form})


def tried(folder: LedgerFolder, *appends: Append) -> Entered:
    return entered(open_sound(folder, TODAY), appends, TODAY)


def written(folder: LedgerFolder, *appends: Append) -> Entered:
    with store.locked(folder):
        made = tried(folder, *appends)
        entering.write(folder, made)
    return made


def contents(folder: LedgerFolder) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.path.iterdir())}


def test_records_of_several_files_come_in_together(folder: LedgerFolder) -> None:
    made = written(folder, progress(0, 40), returned(), progress(1, 60), progress(0, 50))
    assert [file.path for file in made.files] == ["data/tasks.yaml", "data/returns.yaml"]
    ledger = open_sound(folder, TODAY).ledger
    logs = {number: ledger.entry(number).measure.log for number in ("8.3", "8.4")}
    percents = {
        number: [getattr(one, "percent", None) for one in log] for number, log in logs.items()
    }
    assert percents == {"8.3": [40, 50], "8.4": [60]}
    assert [one.form.path for one in ledger.returns] == ["returns/2024-06/甲.xlsx"]


def test_each_file_tells_its_places_in_the_lines_it_has_now(folder: LedgerFolder) -> None:
    (file,) = written(folder, progress(1, 60), progress(0, 40)).files
    lines = folder.file(TASKS).read_text("utf-8").splitlines()
    assert [came[1].strip() for _, came in file.places] == ["- date: 2024-06-30"] * 2
    for first, came in file.places:
        assert tuple(lines[first - 1 :][: len(came)]) == came
    assert file.places[0][1][0] == "            log:"
    assert file.diff.count("\n@@ ") == 1  # they stand close together
    assert file.diff.startswith("--- a/data/tasks.yaml\n+++ b/data/tasks.yaml\n@@ -")


def test_a_file_that_is_not_there_is_made(folder: LedgerFolder) -> None:
    (file,) = written(folder, letter(), letter(kind="督办函")).files
    text = folder.file(LETTERS).read_text("utf-8")
    assert text.startswith("schema_version: 1\nletters:\n  - date: 2024-06-30\n    kind: 提醒函\n")
    assert file.old is None
    assert file.places == ((1, tuple(text.splitlines())),)
    assert file.diff.startswith("--- /dev/null\n+++ b/data/letters.yaml\n@@ -0,0 +1,")
    assert [one.kind for one in open_sound(folder, TODAY).ledger.letters] == ["提醒函", "督办函"]


@pytest.mark.parametrize("text", ["schema_version: 1\nletters: []\n", "schema_version: 1"])
def test_a_file_without_a_record_gets_its_first(folder: LedgerFolder, text: str) -> None:
    folder.file(LETTERS).write_text(text, "utf-8")
    written(folder, letter())
    assert len(open_sound(folder, TODAY).ledger.letters) == 1


def test_answers_come_to_their_letters_beside_new_letters(folder: LedgerFolder) -> None:
    written(folder, letter(), letter(kind="督办函"))
    answers = [Append(Place(LETTERS, ("letters", n, "answers")), ANSWER) for n in (1, 0, 1)]
    written(folder, letter(kind="约谈"), *answers)
    letters = open_sound(folder, TODAY).ledger.letters
    assert [(one.kind, len(one.answers)) for one in letters] == [
        ("提醒函", 1),
        ("督办函", 2),
        ("约谈", 0),
    ]


def test_a_trial_changes_nothing(folder: LedgerFolder) -> None:
    before = contents(folder)
    tried(folder, progress(0, 40), returned())
    assert contents(folder) == before


def test_no_records_are_no_change(folder: LedgerFolder) -> None:
    before = contents(folder)
    assert tried(folder)[:2] == ((), ())
    entering.write(folder, tried(folder))
    assert contents(folder) == before


def test_new_warnings_are_told_once(folder: LedgerFolder) -> None:
    close: Fields = {"date": TODAY, "type": "close", "by": "领导小组办公室"}
    change = Append(Place(TASKS, (*MEASURES, 0, "log")), close)
    assert {one.code for one in written(folder, change).warnings} >= {"T301", "T302"}
    assert tried(folder, progress(1, 10)).warnings == ()


def test_one_record_that_brings_an_error_keeps_all_out(folder: LedgerFolder) -> None:
    before = contents(folder)
    with pytest.raises(WouldBreak) as caught:
        tried(folder, progress(0, 40), returned(), progress(1, 60, by="区城健局"))
    assert (caught.value.code, "这 3 条" in caught.value.message) == ("P306", True)
    assert [one.code for one in caught.value.judgement.diagnostics] == ["R204"]
    assert contents(folder) == before


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text.replace("percent: 40", "percent: 41"),
        lambda text: text.replace("title: 泵站", "title: 泵 站"),
        lambda text: text.replace("t: 40", "t: X").replace("t: 60", "t: 40").replace("X", "60"),
    ],
)
def test_what_is_not_exactly_that_is_not_proven(
    folder: LedgerFolder, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[str], str]
) -> None:
    real = inserted

    def wrong(*given: Any) -> Patched:
        patch = real(*given)
        return Patched(spoil(patch.text), patch.cuts)

    monkeypatch.setattr(entering, "inserted", wrong)
    with pytest.raises(Refused) as caught:
        tried(folder, progress(0, 40), progress(0, 60))
    assert caught.value.code == "P307"


def test_a_list_of_a_record_that_is_not_there_is_a_fault_of_the_program(
    folder: LedgerFolder,
) -> None:
    with pytest.raises(KeyError):
        tried(folder, progress(7, 40))


def test_a_file_that_somebody_makes_meanwhile_is_not_overwritten(folder: LedgerFolder) -> None:
    with store.locked(folder):
        made = tried(folder, progress(0, 40), returned())
        folder.file(RETURNS).write_bytes(b"schema_version: 1\n")
        before = contents(folder)
        with pytest.raises(Refused) as caught:
            entering.write(folder, made)
    assert caught.value.code == "P302"
    assert contents(folder) == before


def test_recording_one_makes_its_file_too(
    folder: LedgerFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(edit, "decide", lambda *_, **__: Decision(letter(), "发函", "ledger"))
    outcome = edit.record(folder, Close("8.3"), today=TODAY)
    assert (outcome.path, outcome.line) == ("data/letters.yaml", 1)
    assert outcome.lines == tuple(folder.file(LETTERS).read_text("utf-8").splitlines())
    assert outcome.diff.startswith("--- /dev/null\n+++ b/data/letters.yaml\n@@ -0,0 +1,")
