"""Files written beside their places, on the disk, and put there."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

TEMPORARY = ".ledger-tmp"

_SHARING = frozenset({5, 32, 33})
"""What Windows answers while a reader, an indexer or a virus scanner holds the file."""
_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.75, 1.0)


@contextlib.contextmanager
def beside(file: Path, new: bytes, *, like: os.stat_result | None = None) -> Iterator[Path]:
    """A temporary file beside another, like it, on the disk; gone when this is left."""
    temporary = file.with_name(f".{file.name}.{secrets.token_hex(4)}{TEMPORARY}")
    try:
        write(temporary, new, like=like or status(file))
        yield temporary
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def status(file: Path) -> os.stat_result | None:
    """What the system says of a file; None where it is absent."""
    try:
        return file.stat()
    except FileNotFoundError:
        return None


def write(temporary: Path, new: bytes, *, like: os.stat_result | None) -> None:
    """Write a new file, with the mode and where possible the group of another, onto the disk.

    Raises:
        OSError: where that fails; a part of it may be there.
    """
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


def stamp(file: Path, stamp: int) -> None:
    """Give a file its time of modification, durably.

    Raises:
        OSError: where the disk keeps no such times.
    """
    os.utime(file, (stamp, stamp))
    descriptor = os.open(file, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    if int(file.stat().st_mtime) != stamp:
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP))


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


def make_durable(parent: Path) -> None:
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
