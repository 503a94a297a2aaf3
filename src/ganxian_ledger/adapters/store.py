"""Writing a file whole or not at all; of a ledger's files, by one writer at a time."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
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
from ganxian_ledger.domain.errors import Refused, Unknown
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
def locked(folder: LedgerFolder, patience: float | None = None) -> Iterator[None]:
    """Be the only writer; what killed writers left behind is removed. The lock file stays.

    `patience` are the seconds to wait for another writer, else those of LEDGER_LOCK_TIMEOUT.

    Raises:
        Refused: P301 where another writer does not finish in time, P303 where there can be no lock.
    """
    patience = usual_patience() if patience is None else patience
    try:
        lock = taken(folder.path / LOCK, patience)
    except Timeout:
        raise LOCKED.of(
            f"等了 {patience:g} 秒，别人还在写台账", remedy="过一会儿再试；这一条没有记上"
        ) from None
    except OSError as error:
        raise CANNOT_WRITE.of(
            f"锁不住台账目录 {folder.path}：{reason_of(error)}", remedy="检查目录的写权限"
        ) from None
    try:
        _remove_stale(folder)
        yield
    finally:
        lock.release()


def taken(file: Path, patience: float) -> FileLock:
    """The lock of a file, held until it is released; the file stays.

    Raises:
        Timeout: where another holds it for longer than `patience` seconds.
        OSError: where there can be no lock.
    """
    lock = FileLock(file, timeout=patience, mode=0o664, fallback_to_soft=False)
    try:
        lock.acquire()
    except NotImplementedError:
        raise OSError(errno.ENOLCK, "no locks") from None
    return lock


def replace(folder: LedgerFolder, name: str, new: bytes, *, expecting: bytes) -> None:
    """Put new bytes in the place of a file's, durably, if the file is still what was read.

    Raises:
        Refused: P302–P305; but for P305 the old file is whole.
    """
    try:
        _replace(folder, name, new, expecting)
    except KeyboardInterrupt:
        if not _has(folder.file(name), new):
            raise
        raise _written_but(folder.shown(name), "被中断") from None


def write_whole(file: Path, data: bytes) -> None:
    """Put bytes into a file that may be there; its mode and, where possible, its group stay.

    Raises:
        OSError: what was there before is whole.
    """
    write_together({file: data})


def write_together(contents: Mapping[Path, bytes]) -> None:
    """Put bytes into several files; all are beside their places before the first takes its own.

    Raises:
        OSError: with the file; while they are written beside, nothing is changed.
    """
    with contextlib.ExitStack() as stack:
        ready = [
            (stack.enter_context(_beside(file, data)), file) for file, data in contents.items()
        ]
        for temporary, file in ready:
            patiently(partial(temporary.replace, file))
    for folder in {file.parent for file in contents}:
        with contextlib.suppress(OSError):  # it is written; it can be written again
            _make_durable(folder)


def _replace(folder: LedgerFolder, name: str, new: bytes, expecting: bytes) -> None:
    shown = folder.shown(name)
    try:
        file = _real(folder, name)
        with _beside(file, new) as temporary:
            if file.read_bytes() != expecting:
                raise CHANGED_UNDER_US.of(
                    f"{shown} 在此期间被改动，没有写入", remedy="再运行一次这条命令"
                )
            patiently(lambda: temporary.replace(file))
    except OSError as error:
        raise CANNOT_WRITE.of(
            f"{shown} 写不进去：{reason_of(error)}；这个文件保持原样",
            remedy="检查磁盘空间、写权限和文件是否被占用",
        ) from None
    try:
        _make_durable(file.parent)
    except OSError as error:
        raise _written_but(shown, reason_of(error)) from None


def _has(file: Path, content: bytes) -> bool:
    try:
        return file.read_bytes() == content
    except OSError:
        return False


def _written_but(shown: str, why: str) -> Refused:
    return WRITTEN_BUT.of(
        f"已写入 {shown}，但没有确认落盘：{why}", remedy="不要再记一遍；用 ledger show 核对"
    )


def usual_patience() -> float:
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
        try:
            real = folder.real(name)
        except OSError:  # it cannot be read either, which is told there
            continue
        homes = {folder.path, real.parent} if real.is_relative_to(folder.root) else {folder.path}
        for stale in (found for home in homes for found in home.glob(f".{real.name}.*{TEMPORARY}")):
            with contextlib.suppress(OSError):
                stale.unlink()


def _real(folder: LedgerFolder, name: str) -> Path:
    """The file itself; a link is followed only within the ledger's repository.

    Raises:
        Refused: P304 where it leads out.
        OSError: where the file may not be written.
    """
    file, real = folder.file(name), folder.real(name)
    if file.is_symlink() and not real.is_relative_to(folder.root):
        raise LEADS_OUT.of(
            f"{folder.shown(name)} 是通向 {real} 的链接，在台账的仓库以外",
            remedy="把文件放进仓库，或用 --data 指明它真正所在的目录",
        )
    if not os.access(real, os.W_OK):
        os.close(os.open(real, os.O_WRONLY))  # the system says why
    return real


@contextlib.contextmanager
def _beside(file: Path, new: bytes) -> Iterator[Path]:
    """A temporary file beside another, like it, on the disk; gone when this is left."""
    temporary = file.with_name(f".{file.name}.{secrets.token_hex(4)}{TEMPORARY}")
    try:
        _write(temporary, new, like=_status(file))
        yield temporary
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def _status(file: Path) -> os.stat_result | None:
    try:
        return file.stat()
    except FileNotFoundError:
        return None


def _write(temporary: Path, new: bytes, *, like: os.stat_result | None) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(temporary, flags, 0o600 if like else 0o666)
    try:
        rest = memoryview(new)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        if like and sys.platform != "win32":
            with contextlib.suppress(OSError):  # not a member of that group
                os.fchown(descriptor, -1, like.st_gid)
            os.fchmod(descriptor, like.st_mode & 0o7777)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def patiently(action: Callable[[], object]) -> None:
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


def _make_durable(parent: Path) -> None:
    """Let the folder remember the new file after a power cut, where the system can do that.

    Raises:
        OSError: where it cannot; the file is written all the same.
    """
    if sys.platform == "win32":
        return
    descriptor = os.open(parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
