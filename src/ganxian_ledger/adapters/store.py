"""Writing a file whole or not at all; of a ledger's files, by one writer at a time."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from filelock import FileLock, Timeout

from ganxian_ledger.adapters import journal
from ganxian_ledger.adapters.durable import TEMPORARY, beside, patiently
from ganxian_ledger.adapters.durable import make_durable as _make_durable
from ganxian_ledger.adapters.folder import LedgerFolder, reason_of
from ganxian_ledger.adapters.together import Replacement, commit, finish, real_file
from ganxian_ledger.domain.edits.refusals import (
    CANNOT_WRITE,
    CHANGED_UNDER_US,
    LOCKED,
    WRITTEN_BUT,
)
from ganxian_ledger.domain.errors import Refused, Unknown
from ganxian_ledger.domain.model.files import FILES

__all__ = [
    "LOCK",
    "LONGEST",
    "PATIENCE",
    "TEMPORARY",
    "Replacement",
    "locked",
    "patiently",
    "replace",
    "replace_together",
    "taken",
    "usual_patience",
    "write_together",
    "write_whole",
]

LOCK = ".ledger.lock"
PATIENCE = 60.0
"""Seconds to wait for another writer, unless LEDGER_LOCK_TIMEOUT says otherwise."""
LONGEST = 86400


@contextlib.contextmanager
def locked(folder: LedgerFolder, patience: float | None = None) -> Iterator[None]:
    """Be the only writer; what killed writers left is finished or removed. The lock file stays.

    `patience` are the seconds to wait for another writer, else those of LEDGER_LOCK_TIMEOUT.

    Raises:
        Refused: P301 where another writer does not finish in time, P303 where there can be no lock,
            P308 where what a killed writer began cannot be finished any more.
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
        _catch_up(folder)
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


def replace_together(folder: LedgerFolder, replacements: Mapping[str, Replacement]) -> None:
    """Put new bytes in the places of several files, all or none, durably; the caller has the lock.

    They count from the moment at which the journal stands: readers see them from then on, and the
    next writer finishes what could not be.

    Raises:
        Refused: P302–P305, P308; but for P305 and P308 everything is as it was.
    """
    if len(replacements) == 1:
        ((name, only),) = replacements.items()
        if only.expecting is not None:
            replace(folder, name, only.new, expecting=only.expecting)
            return
    if not replacements:
        return
    shown = "、".join(map(folder.shown, replacements))
    stamp = journal.new_stamp()
    changes = {
        name: journal.change_of(one.expecting, one.new) for name, one in replacements.items()
    }
    record = journal.written(changes, stamp)
    try:
        commit(folder, replacements, record, stamp)
        _complete(folder, shown)
    except KeyboardInterrupt:
        is_done = all(_has(folder.file(name), one.new) for name, one in replacements.items())
        if not is_done and not _has(folder.path / journal.PENDING, record):
            raise
        raise _written_but(shown, "被中断") from None


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
        ready = [(stack.enter_context(beside(file, data)), file) for file, data in contents.items()]
        for temporary, file in ready:
            patiently(partial(temporary.replace, file))
    for folder in {file.parent for file in contents}:
        with contextlib.suppress(OSError):  # it is written; it can be written again
            _make_durable(folder)


def _replace(folder: LedgerFolder, name: str, new: bytes, expecting: bytes) -> None:
    shown = folder.shown(name)
    try:
        file = real_file(folder, name)
        with beside(file, new) as temporary:
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


def _complete(folder: LedgerFolder, shown: str) -> None:
    """Write what the journal says, which counts already.

    Raises:
        Refused: P305 where it is not all on the disk yet, P308 where a file was changed meanwhile.
    """
    try:
        _make_durable(folder.path)
        finish(folder)
    except OSError as error:
        raise _written_but(shown, reason_of(error)) from None


def _catch_up(folder: LedgerFolder) -> None:
    """Finish what a killed writer began.

    Raises:
        Refused: P303 where that cannot be written, P308 where a file was changed meanwhile.
    """
    try:
        finish(folder)
    except OSError as error:
        raise CANNOT_WRITE.of(
            f"上次有一次写入没有做完，现在接着写又写不进去：{reason_of(error)}；"
            "上次的内容不会丢，这一条没有记上",
            remedy="检查磁盘空间、写权限和文件是否被占用，再运行一次这条命令",
        ) from None


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
        for home in homes:
            _remove_beside(home / real.name)
    _remove_beside(folder.path / journal.PENDING)


def _remove_beside(file: Path) -> None:
    for stale in file.parent.glob(f".{file.name}.*{TEMPORARY}"):
        with contextlib.suppress(OSError):
            stale.unlink()
