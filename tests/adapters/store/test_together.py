"""Several files replaced together: the journal, who trusts it, and what is said."""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.adapters.store.test_store import interrupted_at_the_rename

from ganxian_ledger.adapters import durable, journal, store, together
from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.adapters.store import Replacement
from ganxian_ledger.adapters.yaml import lint
from ganxian_ledger.domain.errors import Refused
from ganxian_ledger.domain.places import RETURNS, TARGETS, TASKS

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")
OLD = {TASKS: "旧\n".encode(), TARGETS: b"old\r\n"}
NEW = {TASKS: "新𠮷\n".encode(), TARGETS: b"new\r\n\xff", RETURNS: b"made\n"}
BOTH = {name: Replacement(OLD.get(name), new) for name, new in NEW.items()}


@pytest.fixture
def folder(tmp_path: Path) -> LedgerFolder:
    data = tmp_path / "repo" / "data"
    data.mkdir(parents=True)
    (data.parent / ".git").mkdir()
    for name, content in OLD.items():
        (data / name).write_bytes(content)
    return LedgerFolder(data)


def contents(folder: LedgerFolder) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes() for path in folder.path.iterdir() if path.name != store.LOCK
    }


def seen(folder: LedgerFolder) -> dict[str, object]:
    return {name: data for name, data in folder.read().items() if data is not None}


def pending(folder: LedgerFolder) -> Path:
    return folder.path / journal.PENDING


def begun(folder: LedgerFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer that comes no further than to let its journal stand."""

    def fails(_: LedgerFolder) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(store, "finish", fails)
        with pytest.raises(Refused) as caught:
            store.replace_together(folder, BOTH)
    assert caught.value.code == "P305"


def refused(folder: LedgerFolder, code: str) -> Refused:
    with pytest.raises(Refused) as caught, store.locked(folder):
        pass
    assert caught.value.code == code
    return caught.value


def test_all_files_are_new_and_nothing_else_is_left(folder: LedgerFolder) -> None:
    store.replace_together(folder, BOTH)
    assert contents(folder) == NEW


def test_nothing_is_replaced_by_nothing(folder: LedgerFolder) -> None:
    store.replace_together(folder, {})
    assert contents(folder) == OLD


def test_one_file_that_is_there_needs_no_journal(
    folder: LedgerFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(store, "commit")
    store.replace_together(folder, {TASKS: BOTH[TASKS]})
    assert folder.file(TASKS).read_bytes() == NEW[TASKS]


@posix
def test_modes_stay_and_the_journal_is_as_private_as_the_ledger(
    folder: LedgerFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.file(TASKS).chmod(0o600)
    folder.file(TARGETS).chmod(0o664)
    begun(folder, monkeypatch)
    assert pending(folder).stat().st_mode & 0o7777 == 0o600
    with store.locked(folder):
        pass
    modes = [folder.file(name).stat().st_mode & 0o7777 for name in (TASKS, TARGETS)]
    assert modes == [0o600, 0o664]


@pytest.mark.parametrize("name", [TASKS, RETURNS])
def test_a_file_that_changed_meanwhile_keeps_all_as_they_are(
    folder: LedgerFolder, name: str
) -> None:
    folder.file(name).write_bytes(b"another\n")
    with pytest.raises(Refused) as caught:
        store.replace_together(folder, BOTH)
    assert caught.value.code == "P302"
    assert name in caught.value.message
    assert contents(folder) == {**OLD, name: b"another\n"}


def test_contents_too_large_to_be_read_again_are_refused(
    folder: LedgerFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lint, "LARGEST", 4)
    with pytest.raises(Refused) as caught:
        store.replace_together(folder, BOTH)
    assert (caught.value.code, "内容太大" in caught.value.message) == ("P303", True)
    assert contents(folder) == OLD


def test_a_disk_that_keeps_no_times_is_refused_before_anything_counts(
    folder: LedgerFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "utime", lambda *_: None)
    with pytest.raises(Refused) as caught:
        store.replace_together(folder, BOTH)
    assert (caught.value.code, "修改时间" in caught.value.message) == ("P303", True)
    assert contents(folder) == OLD


# --- readers and the next writer ------------------------------------------------------------------


def test_from_the_moment_the_journal_stands_readers_see_the_new_files(
    folder: LedgerFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(folder, monkeypatch)
    assert {name: folder.file(name).read_bytes() for name in OLD} == OLD
    assert seen(folder) == NEW
    folder.file(TASKS).write_bytes(NEW[TASKS])  # as far as a killed writer may come
    assert seen(folder) == NEW


def test_the_next_writer_finishes_before_anything_else(
    folder: LedgerFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(folder, monkeypatch)
    (folder.path / f".{journal.PENDING}.0a1b2c3d{store.TEMPORARY}").write_bytes(b"half")
    with store.locked(folder):
        assert contents(folder) == NEW


@pytest.mark.parametrize("name", [TASKS, RETURNS])
def test_what_somebody_changed_meanwhile_is_not_overwritten_and_told(
    folder: LedgerFolder, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    begun(folder, monkeypatch)
    folder.file(TARGETS).write_bytes(NEW[TARGETS])
    folder.file(name).write_bytes(b"by hand\n")
    as_they_are = {**OLD, TARGETS: NEW[TARGETS], name: b"by hand\n"}
    assert seen(folder) == as_they_are
    error = refused(folder, "P308")
    assert f"其间被改动：{folder.shown(name)}；" in error.message
    assert f"已经写入：{folder.shown(TARGETS)}；" in error.message
    other = RETURNS if name == TASKS else TASKS
    assert f"没有写入：{folder.shown(other)}）" in error.message
    assert seen(folder) == as_they_are
    aside = json.loads((folder.path / journal.ASIDE).read_text("utf-8", "surrogateescape"))
    assert aside["files"][RETURNS]["content"] == "made\n"
    with store.locked(folder):  # it has been told; the next one goes on
        assert seen(folder) == as_they_are


def test_a_disk_that_is_still_full_keeps_the_journal_and_is_named(
    folder: LedgerFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(folder, monkeypatch)

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        assert "磁盘已满" in refused(folder, "P303").message
    assert seen(folder) == NEW
    with store.locked(folder):
        assert contents(folder) == NEW


# --- journals of strangers ------------------------------------------------------------------------


def checked_out(folder: LedgerFolder) -> None:
    """Git writes the file anew: the same bytes, another time."""
    pending(folder).write_bytes(pending(folder).read_bytes())


def altered(change: Callable[[dict[str, Any]], object]) -> Callable[[LedgerFolder], None]:
    """Another journal with the right time."""

    def alter(folder: LedgerFolder) -> None:
        file = pending(folder)
        whole = json.loads(file.read_text("utf-8", "surrogateescape"))
        change(whole)
        file.write_bytes(json.dumps(whole).encode())
        os.utime(file, (whole["stamp"], whole["stamp"]))

    return alter


def replaced(data: bytes) -> Callable[[LedgerFolder], None]:
    def write(folder: LedgerFolder) -> None:
        status = pending(folder).stat()
        pending(folder).write_bytes(data)
        os.utime(pending(folder), ns=(status.st_mtime_ns, status.st_mtime_ns))

    return write


def linked(folder: LedgerFolder) -> None:
    real = folder.root / "elsewhere"
    pending(folder).rename(real)
    pending(folder).symlink_to(real)


STRANGE: dict[str, Callable[[LedgerFolder], None]] = {
    "checked out from a commit": checked_out,
    "a name that is no file of the ledger": altered(
        lambda w: w["files"].update({"../x.yaml": w["files"].pop(RETURNS)})
    ),
    "another content": altered(lambda w: w["files"][TASKS].update(content="x")),
    "another hash": altered(lambda w: w["files"][TASKS].update(new="0" * 64)),
    "no hash": altered(lambda w: w["files"][TASKS].pop("new")),
    "an old hash that is none": altered(lambda w: w["files"][TASKS].update(old=1)),
    "a content that is none": altered(lambda w: w["files"][TASKS].update(content=["x"])),
    "half a character": altered(lambda w: w["files"][TASKS].update(content="\ud800")),
    "an entry that is none": altered(lambda w: w["files"].update({TASKS: "x"})),
    "no files": altered(lambda w: w["files"].clear()),
    "files that are none": altered(lambda w: w.update(files=[TASKS])),
    "another form": altered(lambda w: w.update(form="ledger-pending/2")),
    "nothing": replaced(b""),
    "no JSON": replaced(b"{"),
    "other JSON": replaced(b"[]"),
    "no text": replaced(b"\xff\xfe\x00"),
    "deep JSON": replaced(b"[" * 100_000),
}
if sys.platform != "win32":
    STRANGE["a link"] = linked


@pytest.mark.parametrize("kind", STRANGE)
def test_a_journal_that_no_writer_left_here_is_believed_by_nobody(
    folder: LedgerFolder, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    begun(folder, monkeypatch)
    STRANGE[kind](folder)
    assert seen(folder) == OLD
    error = refused(folder, "P308")
    assert "不是本机写台账时留下的" in error.message
    assert seen(folder) == OLD
    assert not os.path.lexists(pending(folder))
    with store.locked(folder):
        assert (folder.path / journal.ASIDE).exists()


def test_a_journal_that_is_too_large_is_not_read(
    folder: LedgerFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(folder, monkeypatch)
    monkeypatch.setattr(journal, "LARGEST", 100)
    assert isinstance(journal.found(folder.path), journal.Untrusted)
    assert seen(folder) == OLD


@posix
def test_a_folder_in_the_journals_place_is_put_aside(folder: LedgerFolder) -> None:
    pending(folder).mkdir()
    assert seen(folder) == OLD
    refused(folder, "P308")
    assert (folder.path / journal.ASIDE).is_dir()


# --- interruptions, links, order ------------------------------------------------------------------


@pytest.mark.parametrize("is_done", [False, True])
def test_an_interruption_says_whether_it_is_written(
    folder: LedgerFolder, monkeypatch: pytest.MonkeyPatch, is_done: bool
) -> None:
    with monkeypatch.context() as patch:
        interrupted_at_the_rename(patch, is_done=is_done)
        with pytest.raises(Refused if is_done else KeyboardInterrupt) as caught:
            store.replace_together(folder, BOTH)
    assert seen(folder) == (NEW if is_done else OLD)
    if is_done:
        assert isinstance(caught.value, Refused)
        assert (caught.value.code, "不要再记一遍" in caught.value.remedy) == ("P305", True)
    with store.locked(folder):
        assert contents(folder) == (NEW if is_done else OLD)


@posix
def test_a_link_within_the_repository_is_followed_and_one_out_of_it_refused(
    folder: LedgerFolder, tmp_path: Path
) -> None:
    inside, outside = folder.root / "2024.yaml", tmp_path / "elsewhere.yaml"
    folder.file(TASKS).rename(inside)
    folder.file(TASKS).symlink_to(inside)
    store.replace_together(folder, BOTH)
    assert inside.read_bytes() == NEW[TASKS]
    assert folder.file(TASKS).is_symlink()
    folder.file(RETURNS).rename(outside)
    folder.file(RETURNS).symlink_to(outside)
    again = {TASKS: Replacement(NEW[TASKS], b"x"), RETURNS: Replacement(NEW[RETURNS], b"y")}
    with pytest.raises(Refused) as caught:
        store.replace_together(folder, again)
    assert caught.value.code == "P304"
    assert (inside.read_bytes(), outside.read_bytes()) == (NEW[TASKS], NEW[RETURNS])


def test_a_reader_between_whose_readings_a_writer_came_reads_again(
    folder: LedgerFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = LedgerFolder._bytes
    done: list[str] = []

    def then_all_change(self: LedgerFolder, name: str) -> object:
        data = real(self, name)
        if not done:
            done.append(name)
            store.replace_together(folder, BOTH)
        return data

    monkeypatch.setattr(LedgerFolder, "_bytes", then_all_change)
    assert seen(folder) == NEW


def test_the_folder_remembers_the_journal_before_any_file_is_written(
    folder: LedgerFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    for module, name in ((together, "make_durable"), (store, "_make_durable")):
        monkeypatch.setattr(module, name, lambda _: steps.append("sync"))
    real = Path.replace

    def noted(self: Path, target: Path) -> Path:
        steps.append(target.name)
        return real(self, target)

    monkeypatch.setattr(Path, "replace", noted)
    store.replace_together(folder, BOTH)
    assert steps == [journal.PENDING, "sync", TASKS, TARGETS, RETURNS, "sync", "sync"]
    assert durable.TEMPORARY == store.TEMPORARY
