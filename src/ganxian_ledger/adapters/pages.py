"""A folder of pages that the program writes, replaces and clears again; nothing else stands in it.

A list in the folder says which files are its own. What is not listed is never touched, and no
entry of the list leads out of the folder. One run at a time writes there: it gathers its pages in
a draft, a folder within the folder (so that they have their room on the same disk), and moves them
to their places when the last is made. A run that fails before that leaves everything as it was.
Pages can be made again, so that no page waits for the disk.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from ganxian_ledger.adapters import store
from ganxian_ledger.domain.errors import Refused

MANIFEST = ".ledger-site"
LOCK = ".ledger-site.lock"
DRAFT = f".ledger-site{store.TEMPORARY}"
HEAD = "ledger site 1"
"""The first line of the list."""
LONGEST = 10_000_000
"""Bytes that the list may have."""
_NAME = re.compile(r"(index|unit-[0-9a-f]+|measure-[0-9]+\.[0-9]+)\.html")


class Busy(Refused):
    """Another run writes into the folder and did not finish in time; nothing was written."""


class Held(NamedTuple):
    """What stands in the folder: names of pages of its own, and of what is not."""

    own: frozenset[str]
    foreign: tuple[str, ...]


class Moved(NamedTuple):
    """How many pages were put in place, and how many of earlier runs went."""

    written: int
    removed: int


class Draft:
    """The pages of one run, which nobody sees before they are published."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._home = folder, folder / DRAFT
        self._names: list[str] = []
        self._changed: list[str] = []

    def add(self, name: str, content: bytes) -> None:
        """Take a page; it is kept on the disk where another stands in its place, or none.

        Raises:
            OSError: where it cannot be written.
        """
        self._names.append(name)
        if not _has(self._folder / name, content):
            self._keep(name, content)
            self._changed.append(name)

    def publish(self) -> Moved:
        """Put the pages in their places, the first of them last, and remove those of earlier runs.

        Each is whole at any time, and a page stands before another leads to it.

        Raises:
            OSError: where one cannot be moved or removed; another run finishes the work.
        """
        stale = held(self._folder).own - frozenset(self._names)
        self._list({*stale, *self._names})
        for name in reversed(self._changed):
            self._put(name)
        for name in stale:
            store.patiently((self._folder / name).unlink)
        self._list(self._names)
        return Moved(len(self._changed), len(stale))

    def _list(self, names: Iterable[str]) -> None:
        content = "".join(f"{line}\n" for line in (HEAD, *sorted(names))).encode()
        if not _has(self._folder / MANIFEST, content):
            self._keep(MANIFEST, content)
            self._put(MANIFEST)

    def _keep(self, name: str, content: bytes) -> None:
        self._home.mkdir(exist_ok=True)
        (self._home / name).write_bytes(content)

    def _put(self, name: str) -> None:
        store.patiently(partial((self._home / name).replace, self._folder / name))


def held(folder: Path) -> Held:
    """What stands in a folder; nothing where there is none.

    Raises:
        OSError: where it is no folder, or cannot be read.
    """
    if not folder.exists():
        return Held(frozenset(), ())
    listed = _listed(folder)
    with os.scandir(folder) as entries:
        found = {entry.name: entry.is_file(follow_symlinks=False) for entry in entries}
    own = frozenset(name for name, is_file in found.items() if is_file and name in listed)
    foreign = (name for name in found.keys() - own if not _is_working(folder / name))
    return Held(own - {MANIFEST}, tuple(sorted(foreign)))


def is_used(folder: Path) -> bool:
    """Whether a run writes there now, or one did: what stands there is known only in `drafting`."""
    return _is_lock(folder / LOCK)


@contextlib.contextmanager
def drafting(folder: Path) -> Iterator[Draft]:
    """Be the only one to write into a folder, which is made, and have an empty draft.

    What a killed run left behind is cleared. Where nothing is published, what was made goes again.

    Raises:
        Busy: where another run does not finish in time.
        OSError: where the folder cannot be made or written.
    """
    made = [one for one in (folder, *folder.parents) if not one.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(folder):
            _clear(folder / DRAFT)
            try:
                yield Draft(folder)
            finally:
                with contextlib.suppress(OSError):  # the next run clears it
                    _clear(folder / DRAFT)
    finally:
        for one in made:
            with contextlib.suppress(OSError):  # there is something in it, as there should be
                one.rmdir()


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; its file stays where there are pages.

    Raises:
        Busy: where another run does not finish in time.
        OSError: where there can be no lock.
    """
    patience = store.usual_patience()
    try:
        lock = store.taken(folder / LOCK, patience)
    except TimeoutError:
        raise Busy(
            f"等了 {patience:g} 秒，另一次 ledger site 还在往“{folder}”里写；这一次什么也没有写",
            remedy="等它写完，再运行一次",
        ) from None
    try:
        yield
    finally:
        if not (folder / MANIFEST).exists():
            with contextlib.suppress(OSError):  # Windows removes it as it is released
                (folder / LOCK).unlink()
        lock.release()


def _clear(draft: Path) -> None:
    if _is_draft(draft):
        for file in draft.iterdir():
            file.unlink()
        draft.rmdir()


def _has(file: Path, content: bytes) -> bool:
    try:
        return not file.is_symlink() and file.read_bytes() == content
    except FileNotFoundError:
        return False


def _listed(folder: Path) -> frozenset[str]:
    """The names in the list that may be pages, and its own; none where there is no list of ours."""
    file = folder / MANIFEST
    try:
        if file.is_symlink() or not file.is_file() or file.stat().st_size > LONGEST:
            return frozenset()
        head, *names = file.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return frozenset()
    return frozenset(filter(_NAME.fullmatch, names)) | {MANIFEST} if head == HEAD else frozenset()


def _is_working(path: Path) -> bool:
    """Whether a run works with it, or one that was killed did."""
    return (path.name == LOCK and _is_lock(path)) or (path.name == DRAFT and _is_draft(path))


def _is_lock(path: Path) -> bool:
    return path.is_file() and not path.is_symlink() and path.stat().st_size == 0


def _is_draft(path: Path) -> bool:
    """Whether this is a folder that holds pages and nothing else."""
    if path.is_symlink() or not path.is_dir():
        return False
    with os.scandir(path) as entries:
        return all(
            entry.is_file(follow_symlinks=False)
            and (entry.name == MANIFEST or _NAME.fullmatch(entry.name) is not None)
            for entry in entries
        )
