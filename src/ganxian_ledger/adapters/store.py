"""Writing a ledger file: one writer at a time, and whole or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from ganxian_ledger.adapters.folder import LedgerFolder, reason_of
from ganxian_ledger.domain.edits.refusals import (
    CANNOT_WRITE,
    CHANGED_UNDER_US,
    LEADS_OUT,
    LOCKED,
    WRITTEN_BUT,
)
from ganxian_ledger.domain.errors import Unknown
from ganxian_ledger.domain.model.files import FILES

LOCK = ".ledger.lock"
TEMPORARY = ".ledger-tmp"
PATIENCE = 60.0
"""Seconds to wait for another writer, unless LEDGER_LOCK_TIMEOUT says otherwise."""
LONGEST = 86400

_SHARING = frozenset({5, 32, 33})
"""What Windows answers while a reader, an indexer or a virus scanner holds the file."""
_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.75, 1.0)


@contextlib.contextmanager
def locked(folder: LedgerFolder) -> Iterator[None]:
    """Be the only writer; what killed writers left behind is removed. The lock file stays.

    Raises:
        Refused: P301 where another writer does not finish in time, P303 where there can be no lock.
    """
    patience = _patience()
    lock = FileLock(folder.path / LOCK, timeout=patience, fallback_to_soft=False)
    try:
        lock.acquire()
    except Timeout:
        raise LOCKED.of(
            f"等了 {patience:g} 秒，别人还在写台账", remedy="过一会儿再试；这一条没有记上"
        ) from None
    except (OSError, NotImplementedError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else "这个磁盘不支持文件锁"
        raise CANNOT_WRITE.of(
            f"锁不住台账目录 {folder.path}：{reason}", remedy="检查目录的写权限"
        ) from None
    try:
        _remove_stale(folder)
        yield
    finally:
        lock.release()


def replace(folder: LedgerFolder, name: str, new: bytes, *, expecting: bytes) -> None:
    """Put new bytes in the place of a file's, durably, if the file is still what was read.

    Raises:
        Refused: P302–P305; but for P305 the old file is whole.
    """
    shown = folder.shown(name)
    try:
        file = _real(folder, name)
        with _beside(file, new) as temporary:
            if file.read_bytes() != expecting:
                raise CHANGED_UNDER_US.of(
                    f"{shown} 在此期间被改动，这一条没有记上", remedy="再运行一次这条命令"
                )
            _patiently(lambda: temporary.replace(file))
    except OSError as error:
        raise CANNOT_WRITE.of(
            f"{shown} 写不进去：{reason_of(error)}；台账保持原样",
            remedy="检查磁盘空间、写权限和文件是否被占用",
        ) from None
    _make_durable(file.parent, shown)


def _patience() -> float:
    """How long to wait for another writer, in seconds.

    Raises:
        Unknown: where LEDGER_LOCK_TIMEOUT is no number of seconds.
    """
    text = os.environ.get("LEDGER_LOCK_TIMEOUT")
    if not text:
        return PATIENCE
    with contextlib.suppress(ValueError):
        if 0 <= (seconds := float(text)) <= LONGEST:
            return seconds
    raise Unknown(
        f"环境变量 LEDGER_LOCK_TIMEOUT=“{text}”不是秒数",
        remedy=f"写成 0 到 {LONGEST} 的数，例如 60",
    )


def _remove_stale(folder: LedgerFolder) -> None:
    """Whoever holds the lock is the only writer, so every temporary file is a dead one's."""
    for name in FILES:
        real = folder.file(name).resolve()
        homes = {folder.path, real.parent} if real.is_relative_to(folder.root) else {folder.path}
        for stale in (found for home in homes for found in home.glob(f".{real.name}.*{TEMPORARY}")):
            with contextlib.suppress(OSError):
                stale.unlink()


def _real(folder: LedgerFolder, name: str) -> Path:
    """The file itself; a link is followed only within the ledger's repository.

    Raises:
        Refused: P304 where it leads out, P303 where the file may not be written.
    """
    file = folder.file(name)
    real = file.resolve()
    if file.is_symlink() and not real.is_relative_to(folder.root):
        raise LEADS_OUT.of(
            f"{folder.shown(name)} 是通向 {real} 的链接，在台账的仓库以外",
            remedy="把文件放进仓库，或用 --data 指明它真正所在的目录",
        )
    if not os.access(real, os.W_OK):
        raise CANNOT_WRITE.of(f"{folder.shown(name)} 写不进去：没有写权限", remedy="检查写权限")
    return real


@contextlib.contextmanager
def _beside(file: Path, new: bytes) -> Iterator[Path]:
    """A temporary file beside another, with its mode, on the disk; gone when this is left."""
    temporary = file.with_name(f".{file.name}.{secrets.token_hex(4)}{TEMPORARY}")
    try:
        _write(temporary, new, mode=file.stat().st_mode & 0o7777)
        yield temporary
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def _write(temporary: Path, new: bytes, *, mode: int) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(temporary, flags, 0o600)
    try:
        rest = memoryview(new)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        if sys.platform != "win32":
            os.fchmod(descriptor, mode)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _patiently(action: Callable[[], object]) -> None:
    """Try again for a while where Windows says that somebody else holds the file."""
    for pause in _PAUSES:
        try:
            action()
        except OSError as error:
            if getattr(error, "winerror", None) not in _SHARING:
                raise
            time.sleep(pause)
        else:
            return
    action()


def _make_durable(parent: Path, shown: str) -> None:
    """Let the folder remember the new file after a power cut, where the system can do that.

    Raises:
        Refused: P305; the record is written all the same.
    """
    if sys.platform == "win32":
        return
    try:
        descriptor = os.open(parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except (OSError, KeyboardInterrupt) as error:
        why = reason_of(error) if isinstance(error, OSError) else "被中断"
        raise WRITTEN_BUT.of(
            f"已写入 {shown}，但没有确认落盘：{why}", remedy="不要再记一遍；用 ledger show 核对"
        ) from None
