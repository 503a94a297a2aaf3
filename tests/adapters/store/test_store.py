"""The store: whole or not at all, whatever the system answers; and the tests have teeth."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from ganxian_ledger.adapters import store
from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.domain.errors import Refused, Unknown

OLD, NEW = "旧\n".encode() * 3000, "新\n".encode() * 3001
posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")
unprivileged = pytest.mark.skipif(
    sys.platform != "win32" and os.geteuid() == 0, reason="root may write everywhere"
)


@pytest.fixture
def folder(tmp_path: Path) -> LedgerFolder:
    data = tmp_path / "repo" / "data"
    data.mkdir(parents=True)
    (data.parent / ".git").mkdir()
    (data / "tasks.yaml").write_bytes(OLD)
    return LedgerFolder(data)


def left_over(folder: LedgerFolder) -> list[str]:
    return sorted(path.name for path in folder.path.iterdir() if "ledger-tmp" in path.name)


def safe_write(folder: LedgerFolder) -> None:
    store.replace(folder, "tasks.yaml", NEW, expecting=OLD)


def naive_write(folder: LedgerFolder) -> None:
    """What the store must be better than: the file is emptied first, then filled."""
    try:
        file = os.open(folder.file("tasks.yaml"), os.O_WRONLY | os.O_TRUNC)
        try:
            os.write(file, NEW)
            os.fsync(file)
        finally:
            os.close(file)
    except OSError as error:
        raise Refused(str(error)) from None


def test_the_new_bytes_stand_in_the_files_place(folder: LedgerFolder) -> None:
    safe_write(folder)
    assert folder.file("tasks.yaml").read_bytes() == NEW
    assert left_over(folder) == []


@posix
def test_the_mode_stays(folder: LedgerFolder) -> None:
    folder.file("tasks.yaml").chmod(0o664)
    safe_write(folder)
    assert folder.file("tasks.yaml").stat().st_mode & 0o7777 == 0o664


@posix
def test_the_group_stays_and_the_lock_is_for_the_group(
    folder: LedgerFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "fchown", lambda _, user, group: changed.append((user, group)))
    before = os.umask(0o077)
    try:
        with store.locked(folder):
            safe_write(folder)
    finally:
        os.umask(before)
    assert changed == [(-1, folder.file("tasks.yaml").stat().st_gid)]
    assert (folder.path / store.LOCK).stat().st_mode & 0o7777 == 0o664


@posix
@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root gives away")
def test_another_group_stays_in_fact(folder: LedgerFolder) -> None:
    os.chown(folder.file("tasks.yaml"), -1, 12345)
    safe_write(folder)
    assert folder.file("tasks.yaml").stat().st_gid == 12345


@posix
def test_a_group_that_cannot_be_given_is_no_reason_to_refuse(
    folder: LedgerFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "fchown", refused)
    safe_write(folder)
    assert folder.file("tasks.yaml").read_bytes() == NEW


def test_a_file_that_changed_meanwhile_is_not_overwritten(folder: LedgerFolder) -> None:
    folder.file("tasks.yaml").write_bytes(b"another\n")
    with pytest.raises(Refused) as caught:
        safe_write(folder)
    assert caught.value.code == "P302"
    assert "在此期间被改动" in caught.value.message
    assert folder.file("tasks.yaml").read_bytes() == b"another\n"
    assert left_over(folder) == []


def test_a_file_that_is_gone_is_not_made_anew(folder: LedgerFolder) -> None:
    folder.file("tasks.yaml").unlink()
    with pytest.raises(Refused) as caught:
        safe_write(folder)
    assert (caught.value.code, "文件不存在" in caught.value.message) == ("P303", True)
    assert "没有写权限" not in caught.value.message
    assert not folder.file("tasks.yaml").exists()


# --- faults of the system, at each call ----------------------------------------------------------

CALLS = ("open", "write", "fchown", "fchmod", "fsync", "close", "replace", "stat", "rename")


class Faults:
    """Counts the system's calls and lets the n-th of one kind fail."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: LedgerFolder) -> None:
        self.counts = dict.fromkeys(CALLS, 0)
        self.fails: tuple[str, int, int] | None = None
        self.folder = folder
        for name in CALLS:
            if hasattr(os, name):
                monkeypatch.setattr(os, name, self._watched(name, getattr(os, name)))

    def _watched(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*given: Any, **more: Any) -> Any:
            self.counts[name] += 1
            if self.fails and self.fails[:2] == (name, self.counts[name]):
                if name == "write":  # half of it arrives, as on a disk that fills up
                    call(given[0], bytes(given[1])[: len(given[1]) // 2])
                if name == "close":
                    call(*given, **more)
                raise OSError(self.fails[2], os.strerror(self.fails[2]))
            return call(*given, **more)

        return watched


def trials(
    folder: LedgerFolder, monkeypatch: pytest.MonkeyPatch, write: Callable[[LedgerFolder], None]
) -> Iterator[tuple[str, bool, Refused | None]]:
    """Run a writer once for each call that it makes and each error that this call may give."""
    with monkeypatch.context() as patch:
        seen = Faults(patch, folder)
        write(folder)
        counts = dict(seen.counts)
    for name, count in counts.items():
        for n in range(1, count + 1):
            for number in (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EDQUOT):
                folder.file("tasks.yaml").write_bytes(OLD)
                error = None
                with monkeypatch.context() as patch:
                    Faults(patch, folder).fails = (name, n, number)
                    try:
                        write(folder)
                    except Refused as refused:
                        error = refused
                bytes_now = folder.file("tasks.yaml").read_bytes()
                yield f"{name}#{n} {errno.errorcode[number]}", bytes_now in {OLD, NEW}, error
                wrote = bytes_now == NEW
                if error is not None and error.code:
                    assert wrote == (error.code == "P305"), name
                    assert left_over(folder) == []


def test_whatever_call_fails_the_file_is_old_or_new_and_the_answer_says_which(
    folder: LedgerFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = list(trials(folder, monkeypatch, safe_write))
    assert len(seen) >= 20
    assert [name for name, is_whole, _ in seen if not is_whole] == []
    told = {name.partition("#")[0] for name, _, error in seen if error is not None}
    assert {"open", "write", "fsync", "close", "replace"} <= told


def test_these_faults_would_tear_a_naive_writers_file(
    folder: LedgerFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert any(not is_whole for _, is_whole, _ in trials(folder, monkeypatch, naive_write))


def test_a_full_disk_is_named(folder: LedgerFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(Refused) as caught:
        safe_write(folder)
    assert "磁盘已满" in caught.value.message
    assert "这个文件保持原样" in caught.value.message


@posix
def test_a_folder_that_cannot_be_synced_is_written_but(
    folder: LedgerFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync, seen = os.fsync, []

    def second_fails(descriptor: int) -> None:
        seen.append(descriptor)
        if len(seen) == 2:
            raise OSError(errno.EIO, "Input/output error")
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", second_fails)
    with pytest.raises(Refused) as caught:
        safe_write(folder)
    assert caught.value.code == "P305"
    assert "已写入" in caught.value.message
    assert folder.file("tasks.yaml").read_bytes() == NEW


def test_an_interruption_leaves_the_old_file_and_no_temporary_one(
    folder: LedgerFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        safe_write(folder)
    assert folder.file("tasks.yaml").read_bytes() == OLD
    assert left_over(folder) == []


def interrupted_at_the_rename(monkeypatch: pytest.MonkeyPatch, *, is_done: bool) -> None:
    """Ctrl-C within Path.replace, before or after the system has done it."""
    real = Path.replace

    def interrupted(self: Path, target: Path) -> Path:
        if is_done:
            real(self, target)
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)


def test_an_interruption_before_the_rename_is_one(
    folder: LedgerFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    interrupted_at_the_rename(monkeypatch, is_done=False)
    with pytest.raises(KeyboardInterrupt):
        safe_write(folder)
    assert folder.file("tasks.yaml").read_bytes() == OLD
    assert left_over(folder) == []


def test_an_interruption_after_the_rename_says_that_it_is_written(
    folder: LedgerFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    interrupted_at_the_rename(monkeypatch, is_done=True)
    with pytest.raises(Refused) as caught:
        safe_write(folder)
    assert caught.value.code == "P305"
    assert "已写入" in caught.value.message
    assert "不要再记一遍" in caught.value.remedy
    assert folder.file("tasks.yaml").read_bytes() == NEW
    assert left_over(folder) == []


@posix
def test_an_interruption_while_the_folder_is_synced_says_that_it_is_written(
    folder: LedgerFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(store, "_make_durable", interrupted)
    with pytest.raises(Refused) as caught:
        safe_write(folder)
    assert caught.value.code == "P305"


def sharing(times: int, calls: list[int]) -> Callable[[], None]:
    """An action that Windows refuses so often because a scanner holds the file."""

    def action() -> None:
        calls.append(1)
        if len(calls) <= times:
            error = PermissionError(13, "in use")
            error.winerror = 32  # type: ignore[attr-defined,unused-ignore]
            raise error

    return action


def test_a_file_held_by_a_scanner_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "sleep", lambda _: None)
    calls: list[int] = []
    store.patiently(sharing(3, calls))
    assert len(calls) == 4


def test_the_patience_with_scanners_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr(time, "sleep", waited.append)
    with pytest.raises(PermissionError):
        store.patiently(sharing(99, []))
    assert sum(waited) == pytest.approx(2.5)


def test_of_several_files_none_is_changed_before_all_are_ready(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_bytes(b"old")
    written: list[str] = []
    real = os.fsync

    def full(descriptor: int) -> None:
        written.append("x")
        if len(written) == 2:
            raise OSError(28, "No space left on device")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        store.write_together({first: b"new", second: b"new"})
    assert [(f.name, f.read_bytes()) for f in tmp_path.iterdir()] == [("a", b"old")]
    store.write_together({first: b"new", second: b"new"})
    assert (first.read_bytes(), second.read_bytes()) == (b"new", b"new")
    assert len(list(tmp_path.iterdir())) == 2


# --- locks, stale files, links --------------------------------------------------------------------


def test_a_held_lock_is_refused_after_the_time_that_was_set(
    folder: LedgerFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEDGER_LOCK_TIMEOUT", "0.1")
    with (
        FileLock(folder.path / store.LOCK),
        pytest.raises(Refused) as caught,
        store.locked(folder),
    ):
        pass
    assert caught.value.code == "P301"
    assert "等了 0.1 秒" in caught.value.message


@pytest.mark.parametrize("value", ["soon", "nan", "inf", "-1"])
def test_a_lock_time_that_is_none_is_refused(
    folder: LedgerFolder, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("LEDGER_LOCK_TIMEOUT", value)
    with pytest.raises(Unknown) as caught, store.locked(folder):
        pass
    assert "LEDGER_LOCK_TIMEOUT" in caught.value.message


def test_the_lock_file_stays_and_the_lock_can_be_taken_again(folder: LedgerFolder) -> None:
    for _ in range(2):
        with store.locked(folder):
            assert (folder.path / store.LOCK).exists()


def test_what_a_killed_writer_left_is_removed_by_the_next_and_nothing_else(
    folder: LedgerFolder,
) -> None:
    stale = folder.path / ".tasks.yaml.0a1b2c3d.ledger-tmp"
    others = [folder.path / name for name in (".x.ledger-tmp", "tasks.yaml.bak", ".tasks.yaml.swp")]
    for path in (stale, *others):
        path.write_bytes(b"half")
    with store.locked(folder):
        assert not stale.exists()
        assert all(path.exists() for path in others)


@unprivileged
@posix
def test_a_folder_without_write_permission_is_refused_in_words(folder: LedgerFolder) -> None:
    folder.path.chmod(0o500)
    try:
        with pytest.raises(Refused) as caught, store.locked(folder):
            pass
    finally:
        folder.path.chmod(0o700)
    assert "没有权限" in caught.value.message


@unprivileged
@posix
def test_a_read_only_file_is_not_replaced(folder: LedgerFolder) -> None:
    folder.file("tasks.yaml").chmod(0o444)
    with pytest.raises(Refused) as caught:
        safe_write(folder)
    assert "没有权限" in caught.value.message


@posix
def test_a_link_within_the_repository_is_followed_and_stays(folder: LedgerFolder) -> None:
    real = folder.root / "2024.yaml"
    folder.file("tasks.yaml").rename(real)
    folder.file("tasks.yaml").symlink_to("../2024.yaml")
    (folder.root / ".2024.yaml.0a1b2c3d.ledger-tmp").write_bytes(b"half")
    with store.locked(folder):
        safe_write(folder)
    assert folder.file("tasks.yaml").is_symlink()
    assert real.read_bytes() == NEW
    assert [path.name for path in folder.root.glob(".*ledger-tmp")] == []


@posix
def test_a_link_out_of_the_repository_is_refused(folder: LedgerFolder, tmp_path: Path) -> None:
    outside = tmp_path / "elsewhere.yaml"
    folder.file("tasks.yaml").rename(outside)
    folder.file("tasks.yaml").symlink_to(outside)
    with pytest.raises(Refused) as caught:
        safe_write(folder)
    assert caught.value.code == "P304"
    assert outside.read_bytes() == OLD


@posix
def test_a_link_that_goes_round_is_refused_in_words_and_hinders_no_lock(
    folder: LedgerFolder,
) -> None:
    folder.file("tasks.yaml").unlink()
    folder.file("tasks.yaml").symlink_to("tasks.yaml")
    with store.locked(folder), pytest.raises(Refused) as caught:
        safe_write(folder)
    assert caught.value.code == "P303"
    assert "链接绕成了圈" in caught.value.message


# --- other files than the ledger's ----------------------------------------------------------------


@posix
def test_a_new_file_has_the_usual_mode_and_an_old_one_keeps_its_own(tmp_path: Path) -> None:
    file = tmp_path / "通报.md"
    before = os.umask(0o027)
    try:
        store.write_whole(file, b"one")
        assert file.stat().st_mode & 0o7777 == 0o640
        file.chmod(0o664)
        store.write_whole(file, b"two")
    finally:
        os.umask(before)
    assert (file.read_bytes(), file.stat().st_mode & 0o7777) == (b"two", 0o664)


@pytest.mark.parametrize("call", ["open", "write", "fsync", "replace"])
def test_a_failed_write_of_any_file_leaves_the_old_one_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    file = tmp_path / "通报.md"
    file.write_bytes(b"old")
    with monkeypatch.context() as patch:
        patch.setattr(os, call, fails)
        with pytest.raises(OSError, match="No space"):
            store.write_whole(file, b"new")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"通报.md": b"old"}
