"""Copies that the repository keeps: returned forms, and the evidence that came with them."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from ganxian_ledger.adapters import store
from ganxian_ledger.adapters.folder import real_path, reason_of
from ganxian_ledger.adapters.parcels import Unsafe
from ganxian_ledger.domain.errors import Refused
from ganxian_ledger.domain.model.evidence import unsafe_part
from ganxian_ledger.usecases.gathering import MOST_EVIDENCE, Piece

MOST_NAME = 150
"""Bytes of a copy's name, so that a number and a temporary name still fit."""
BATCH = 64
"""Files that are written together."""


class Unkept(Refused):
    """A copy could not be written; none of this run was kept."""


class _Copy(NamedTuple):
    path: str
    sha256: str
    piece: Piece


class Keeping:
    """The copies of a run: places are given first, then all are written."""

    def __init__(self, root: Path) -> None:
        """Nothing is to be kept yet, below this folder."""
        self._root = root
        self._copies: dict[str, _Copy] = {}
        self._taken: dict[str, str] = {}
        self._made: list[Path] = []

    def place(self, folder: str, name: str, sha256: str, piece: Piece) -> str:
        """The path, below the root, at which a file will be kept.

        The same content has one place; another content of the same name gets a number.
        """
        stem, ending = os.path.splitext(_short(name))  # noqa: PTH122 (a name, no path)
        number = 1
        while True:
            numbered = f"{stem}-{number}{ending}" if number > 1 else f"{stem}{ending}"
            path = f"{folder}/{numbered}"
            held = self._held(path)
            if held is None:
                self._taken[path.casefold()] = sha256
                self._copies[path] = _Copy(path, sha256, piece)
                return path
            if held == sha256:
                return path
            number += 1

    def _held(self, path: str) -> str | None:
        """The sum of what stands at a path, or will; None where nothing does."""
        if path.casefold() in self._taken:
            return self._taken[path.casefold()]
        file = self._root / path
        if not os.path.lexists(file):
            return None
        try:
            with file.open("rb") as stream:
                return hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError:
            return ""

    def write(self, paths: Iterable[str]) -> None:
        """Write those of the copies that have these paths; all of them, or none.

        Raises:
            Unkept: where one cannot be read again, is another by now, or cannot be written.
        """
        wanted = [self._copies.pop(path) for path in dict.fromkeys(paths) if path in self._copies]
        with contextlib.ExitStack() as stack:
            stack.callback(self.undo)
            for start in range(0, len(wanted), BATCH):
                self._write(wanted[start : start + BATCH])
            stack.pop_all()  # all are written

    def undo(self) -> None:
        """Remove what was written and is not recorded."""
        for file in self._made:
            with contextlib.suppress(OSError):
                file.unlink()
                file.parent.rmdir()  # only where nothing else is in it
        self._made.clear()

    def _write(self, copies: list[_Copy]) -> None:
        contents: dict[Path, bytes] = {}
        for copy in copies:
            file = self._root / copy.path
            try:
                contents[self._ready(file)] = _content(copy)
            except (OSError, Unsafe) as error:
                why = reason_of(error) if isinstance(error, OSError) else str(error)
                raise _unkept(copy.piece.shown, why) from None
        self._made.extend(contents)
        try:
            store.write_together(contents)
        except OSError as error:
            raise _unkept(next(iter(contents)).as_posix(), reason_of(error)) from None

    def _ready(self, file: Path) -> Path:
        """The place of a copy, with its folder, which does not lead out of the repository.

        Raises:
            OSError: where the folder cannot be made.
            Unsafe: where it leads elsewhere.
        """
        if not real_path(file.parent).is_relative_to(self._root.resolve()):
            raise Unsafe(f"“{file.parent}”是通向仓库以外的链接")
        file.parent.mkdir(parents=True, exist_ok=True)
        return file


def _content(copy: _Copy) -> bytes:
    data = copy.piece.read(MOST_EVIDENCE)
    if hashlib.sha256(data).hexdigest() != copy.sha256:
        raise Unsafe("文件在收取期间变了")
    return data


def _unkept(shown: str, why: str) -> Unkept:
    return Unkept(
        f"{shown} 存不进仓库：{why}；什么也没有记", remedy="检查磁盘空间和写权限，再收一次"
    )


def _short(name: str) -> str:
    """A name that fits with a number behind it; its ending stays."""
    stem, ending = os.path.splitext(name)  # noqa: PTH122 (a name, no path)
    room = MOST_NAME - len(ending.encode())
    cut = stem.encode()[: max(room, 1)].decode("utf-8", "ignore").strip(" .") or "_"
    whole = f"{cut}{ending}"
    return f"_{whole}" if unsafe_part(whole) else whole
