"""Recording as a whole: decide, cut, prove, write; what is said, and what is not written."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.support.build import a_measure, ledger_files, write_ledger
from tests.support.cli import LedgerCli

from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.adapters.yaml.patch import Patched, patched
from ganxian_ledger.domain.edits import Close, Decision, Extend, Progress, Submit, decide
from ganxian_ledger.domain.edits.said import Said
from ganxian_ledger.domain.errors import Refused
from ganxian_ledger.usecases import edit
from ganxian_ledger.usecases.opening import Unsound, open_sound

TODAY = date(2024, 6, 30)
EVIDENCE = ({"path": "佐证/8.3.pdf", "sha256": "0" * 64},)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LedgerFolder:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    write_ledger(Path("data"), ledger_files(more_measures=[a_measure(id="8.4", title="泵站")]))
    return LedgerFolder(Path("data"))


def contents(folder: LedgerFolder) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.path.iterdir())}


def test_the_outcome_says_where_what_and_what_next(folder: LedgerFolder) -> None:
    outcome = edit.record(folder, Submit("8.3", EVIDENCE), today=TODAY)
    assert outcome.path == "data/tasks.yaml"
    assert outcome.lines == (
        "            log:",
        "              - date: 2024-06-30",
        "                type: submit",
        "                by: 区城管局",
        "                evidence:",
        "                  - path: 佐证/8.3.pdf",
        f"                    sha256: '{'0' * 64}'",
    )
    lines = folder.file("tasks.yaml").read_text("utf-8").splitlines()
    assert tuple(lines[outcome.line - 1 :][: len(outcome.lines)]) == outcome.lines
    assert outcome.words == "措施 8.3 城镇污水管网建设：申请销号（2024-06-30，区城管局）"
    assert outcome.following == "ledger close 8.3"
    assert not outcome.is_dry_run


def test_a_close_without_evidence_or_submission_is_written_and_warned_about(
    folder: LedgerFolder,
) -> None:
    outcome = edit.record(folder, Close("8.3"), today=TODAY)
    assert {"T301", "T302"} <= {warning.code for warning in outcome.warnings}
    assert "type: close" in folder.file("tasks.yaml").read_text("utf-8")


def test_only_warnings_that_are_new_are_said(folder: LedgerFolder) -> None:
    edit.record(folder, Close("8.3"), today=TODAY)
    outcome = edit.record(folder, Progress("8.4", 10), today=TODAY)
    assert outcome.warnings == ()


def test_a_submitted_measure_with_evidence_closes_without_a_warning(folder: LedgerFolder) -> None:
    edit.record(folder, Submit("8.3", EVIDENCE), today=TODAY)
    (folder.root / "佐证").mkdir()
    warnings = edit.record(folder, Close("8.3", EVIDENCE), today=TODAY).warnings
    assert [w for w in warnings if w.code[0] == "T"] == []


def test_a_dry_run_writes_nothing_not_even_a_lock(folder: LedgerFolder) -> None:
    before = contents(folder)
    outcome = edit.record(folder, Close("8.3"), today=TODAY, dry_run=True)
    assert contents(folder) == before
    assert outcome.is_dry_run
    assert outcome.diff.startswith("--- a/data/tasks.yaml\n+++ b/data/tasks.yaml\n@@ -")
    assert "+                type: close\n" in outcome.diff


@pytest.mark.parametrize("ending", ["", "\n"])
@pytest.mark.parametrize("log", ["", "    log: []", "    log: [{date: 2024-05-01, type: submit}]"])
def test_the_diff_of_a_dry_run_can_be_applied_by_git(
    folder: LedgerFolder, ending: str, log: str
) -> None:
    subprocess.run(["git", "init", "-q", "."], check=True)
    record = log.replace("submit", "submit, by: 区城管局").strip()
    text = ledger_files(measure=record)["tasks.yaml"].decode().rstrip("\n") + ending
    folder.file("tasks.yaml").write_text(text, "utf-8", newline="")
    diff = edit.record(folder, Close("8.3"), today=TODAY, dry_run=True).diff
    subprocess.run(["git", "apply", "-"], input=diff.encode(), check=True)
    applied = folder.file("tasks.yaml").read_bytes()
    folder.file("tasks.yaml").write_text(text, "utf-8", newline="")
    edit.record(folder, Close("8.3"), today=TODAY)
    assert folder.file("tasks.yaml").read_bytes() == applied


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere"
)
def test_a_dry_run_works_in_a_folder_that_cannot_be_written(folder: LedgerFolder) -> None:
    folder.path.chmod(0o500)
    try:
        assert edit.record(folder, Close("8.3"), today=TODAY, dry_run=True).lines
        with pytest.raises(Refused):
            edit.record(folder, Close("8.3"), today=TODAY)
    finally:
        folder.path.chmod(0o700)


def test_a_refusal_writes_nothing(folder: LedgerFolder) -> None:
    edit.record(folder, Close("8.3"), today=TODAY)
    before = contents(folder)
    with pytest.raises(Refused) as caught:
        edit.record(folder, Close("8.3"), today=TODAY)
    assert caught.value.code == "P101"
    assert contents(folder) == before


def test_a_ledger_with_errors_is_not_written_to(folder: LedgerFolder) -> None:
    write_ledger(folder.path, ledger_files(measure="lead: 区城健局"))
    before = folder.file("tasks.yaml").read_bytes()
    with pytest.raises(Unsound):
        edit.record(folder, Close("8.3"), today=TODAY)
    assert folder.file("tasks.yaml").read_bytes() == before


def tampered(
    monkeypatch: pytest.MonkeyPatch, change: Callable[[str], str], folder: LedgerFolder
) -> Refused:
    """What is said where the cut went wrong; nothing may have been written."""
    real = patched
    before = folder.file("tasks.yaml").read_bytes()

    def wrong(*given: Any) -> Patched:
        patch = real(*given)
        return Patched(change(patch.text), patch.cuts)

    monkeypatch.setattr(edit, "patched", wrong)
    with pytest.raises(Refused) as caught:
        edit.record(folder, Close("8.3", said=Said(note="完成")), today=TODAY)
    assert folder.file("tasks.yaml").read_bytes() == before
    assert [p.name for p in folder.path.glob(".*.ledger-tmp")] == []
    return caught.value


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("note: 完成", "note: 完了"),
        ("title: 泵站", "title: 泵 站"),
        ("title: 泵站", "title: '泵站'"),
        ("issued: 2024-04-16\n", "issued: 2024-04-17\n"),
        ("note: 完成\n", "note: 完成\n                method: 现场\n"),
        ("                note: 完成\n", ""),
        ("id: '8.4'", "id: '8.5'"),
    ],
)
def test_a_cut_that_changes_anything_else_is_not_proven(
    folder: LedgerFolder, monkeypatch: pytest.MonkeyPatch, old: str, new: str
) -> None:
    error = tampered(monkeypatch, lambda text: text.replace(old, new), folder)
    assert error.code == "P307"


def test_a_cut_that_moves_keys_is_not_proven(
    folder: LedgerFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def swapped(text: str) -> str:
        one, other = "  issued: 2024-04-16\n", "  start: 2024-01-01\n"
        return text.replace(one + other, other + one)

    assert tampered(monkeypatch, swapped, folder).code == "P307"


def test_a_cut_that_brings_an_error_is_refused_with_the_finding(
    folder: LedgerFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = tampered(monkeypatch, lambda text: text.replace("by: 领导", "by: 领倒"), folder)
    assert isinstance(error, edit.WouldBreak)
    assert error.code == "P306"
    assert [one.code for one in error.judgement.diagnostics] == ["R204"]


def test_a_decision_that_breaks_a_rule_is_refused_with_the_finding(
    folder: LedgerFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = decide

    def backwards(*given: Any, **more: Any) -> Decision:
        decision = real(*given, **more)
        change = decision.change
        earlier = {**change.fields, "to": date(2024, 1, 31)}
        return Decision(type(change)(change.place, earlier), decision.words, decision.following)

    monkeypatch.setattr(edit, "decide", backwards)
    before = folder.file("tasks.yaml").read_bytes()
    with pytest.raises(edit.WouldBreak) as caught:
        edit.record(folder, Extend("8.3", date(2025, 1, 31), "汛期"), today=TODAY)
    assert [one.code for one in caught.value.judgement.diagnostics] == ["T306"]
    assert folder.file("tasks.yaml").read_bytes() == before


def test_a_change_by_another_hand_during_the_edit_is_refused(
    folder: LedgerFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = decide

    def meanwhile(*given: Any, **more: Any) -> Decision:
        file = folder.file("tasks.yaml")
        file.write_bytes(file.read_bytes() + b"# by hand\n")
        return real(*given, **more)

    monkeypatch.setattr(edit, "decide", meanwhile)
    with pytest.raises(Refused) as caught:
        edit.record(folder, Close("8.3"), today=TODAY)
    assert caught.value.code == "P302"
    assert folder.file("tasks.yaml").read_bytes().endswith(b"# by hand\n")


def test_crlf_and_a_byte_order_mark_stay_and_bring_no_new_warning(folder: LedgerFolder) -> None:
    file = folder.file("tasks.yaml")
    old = b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n")
    file.write_bytes(old)
    outcome = edit.record(folder, Progress("8.4", 10), today=TODAY)
    assert [w for w in outcome.warnings if w.code[0] == "Y"] == []
    new = file.read_bytes()
    assert new.startswith(b"\xef\xbb\xbfschema_version: 1\r\n")
    assert new.count(b"\n") == new.count(b"\r\n")
    assert open_sound(folder, TODAY).ledger.entry("8.4").measure.log[0].type == "progress"


@pytest.mark.parametrize("is_done", [False, True])
def test_an_interruption_says_whether_the_record_is_written(
    folder: LedgerFolder, monkeypatch: pytest.MonkeyPatch, is_done: bool
) -> None:
    real = Path.replace

    def interrupted(self: Path, target: Path) -> Path:
        if is_done:
            real(self, target)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", interrupted)
        done = LedgerCli(folder.root)("close", "8.3")
    assert done.code == (4 if is_done else 130)
    assert ("不要再记一遍" in done.err) == is_done
    assert ("type: close" in folder.file("tasks.yaml").read_text("utf-8")) == is_done
    edit.record(folder, Progress("8.4", 10), today=TODAY)  # the lock is free


def test_what_is_said_is_made_before_anything_is_written(
    folder: LedgerFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(edit, "difference", interrupted)
    before = folder.file("tasks.yaml").read_bytes()
    with pytest.raises(KeyboardInterrupt):
        edit.record(folder, Close("8.3"), today=TODAY)
    assert folder.file("tasks.yaml").read_bytes() == before
