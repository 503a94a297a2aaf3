"""A folder of pages that the program writes, replaces and clears again; nothing else stands in it.

A list in the folder says which files are its own. What is not listed is never touched, and no
entry of the list leads out of the folder. Pages can be made again, so that no page waits for the
disk; a reader sees each whole, the old or the new one.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from ganxian_ledger.adapters import store

MANIFEST = ".ledger-site"
HEAD = "ledger site 1"
"""The first line of the list."""
LONGEST = 10_000_000
"""Bytes that the list may have."""
_NAME = re.compile(r"(index|unit-[0-9]+|measure-[0-9]+\.[0-9]+)\.html")


class Held(NamedTuple):
    """What stands in the folder: names of pages of its own, and of what is not."""

    own: frozenset[str]
    foreign: tuple[str, ...]


def held(folder: Path) -> Held:
    """What stands in a folder; nothing where there is none.

    Raises:
        OSError: where it is no folder, or cannot be read.
    """
    if not folder.exists():
        return Held(frozenset(), ())
    listed = _listed(folder)
    own: set[str] = set()
    foreign: list[str] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.is_file(follow_symlinks=False):
                foreign.append(entry.name)
            elif entry.name in listed:
                own.add(entry.name)
            elif not _is_left_over(entry.name):
                foreign.append(entry.name)
    return Held(frozenset(own - {MANIFEST}), tuple(sorted(foreign)))


def begin(folder: Path, names: Iterable[str]) -> None:
    """Make the folder, clear what a killed run left behind, and claim the names that will come.

    Raises:
        OSError: where it cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for entry in folder.iterdir():
        if _is_left_over(entry.name) and not entry.is_symlink():
            entry.unlink()
    _list(folder, {*held(folder).own, *names})


def write(folder: Path, name: str, content: bytes) -> bool:
    """Write one page whole, where it is another than the one that stands there; whether it was.

    Raises:
        OSError: where it cannot be written; what was there before is whole.
    """
    file = folder / name
    with contextlib.suppress(FileNotFoundError):
        if not file.is_symlink() and file.read_bytes() == content:
            return False
    temporary = folder / f".{name}.{secrets.token_hex(4)}{store.TEMPORARY}"
    try:
        temporary.write_bytes(content)
        temporary.replace(file)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()
    return True


def finish(folder: Path, names: Iterable[str]) -> int:
    """Remove the pages of earlier runs that are not among the names; how many.

    Raises:
        OSError: where one cannot be removed.
    """
    kept = frozenset(names)
    stale = held(folder).own - kept
    for name in stale:
        (folder / name).unlink()
    _list(folder, kept)
    return len(stale)


def _list(folder: Path, names: Iterable[str]) -> None:
    content = "".join(f"{line}\n" for line in (HEAD, *sorted(names))).encode()
    write(folder, MANIFEST, content)


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


def _is_left_over(name: str) -> bool:
    """Whether this is the temporary file of a run that was killed."""
    plain = name.removeprefix(".").removesuffix(store.TEMPORARY)
    stem, _, digits = plain.rpartition(".")
    is_ours = _NAME.fullmatch(stem) is not None or stem == MANIFEST
    return name == f".{plain}{store.TEMPORARY}" and is_ours and digits.isalnum()
