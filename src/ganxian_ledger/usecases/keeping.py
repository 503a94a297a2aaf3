"""Copies that the repository keeps: returned forms, and the evidence that came with them."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from ganxian_ledger.adapters import store
from ganxian_ledger.adapters.folder import real_path, reason_of
from ganxian_ledger.adapters.parcels import Unsafe
from ganxian_ledger.domain.errors import Refused
from ganxian_ledger.domain.model.evidence import unsafe_part
from ganxian_ledger.usecases.gathering import MOST_EVIDENCE, Piece

MOST_NAME, MOST_ENDING = 150, 30
"""Bytes of a copy's name, so that a number and a temporary name still fit; of them the ending's."""
BATCH, BATCH_SIZE = 64, 64 << 20
"""Files that are written together, and their bytes as far as there is more than one."""


class Unkept(Refused):
    """A copy could not be written; none of this run was kept."""


class _Copy(NamedTuple):
    path: str
    sha256: str
    piece: Piece


class _Held(NamedTuple):
    """A place that is taken: how the file is called there, and its sum (empty: unknown)."""

    path: str
    sha256: str


class Keeping:
    """The copies of a run: places are given first, then all are written."""

    def __init__(self, root: Path) -> None:
        """Nothing is to be kept yet, below this folder."""
        self._root = root
        self._copies: dict[str, _Copy] = {}
        self._taken: dict[str, _Held] = {}
        self._made: list[Path] = []
        self._listed: dict[Path, dict[str, str]] = {}

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
                self._taken[path.casefold()] = _Held(path, sha256)
                self._copies[path] = _Copy(path, sha256, piece)
                return path
            if held.sha256 == sha256:
                return held.path
            number += 1

    def _held(self, path: str) -> _Held | None:
        """What stands at a path, or will; None where nothing does."""
        if path.casefold() in self._taken:
            return self._taken[path.casefold()]
        file = self._on_disk(self._root / path)
        if file is None:
            return None
        shown = f"{path.rpartition('/')[0]}/{file.name}"
        if file.is_symlink() or not file.is_file():  # a link or a pipe may have no end
            return _Held(shown, "")
        try:
            with file.open("rb") as stream:
                return _Held(shown, hashlib.file_digest(stream, "sha256").hexdigest())
        except OSError:
            return _Held(shown, "")

    def _on_disk(self, file: Path) -> Path | None:
        """What stands at a path, upper and lower case taken as one; None where nothing does."""
        folder = file.parent
        if folder not in self._listed:
            try:
                names = os.listdir(folder)  # noqa: PTH208 (names alone)
            except OSError:
                names = []
            self._listed[folder] = {name.casefold(): name for name in names}
        name = self._listed[folder].get(file.name.casefold())
        return None if name is None else folder / name

    def write(self, paths: Iterable[str]) -> None:
        """Write those of the copies that have these paths; all of them, or none.

        Raises:
            Unkept: where one cannot be read again, is another by now, or cannot be written.
        """
        wanted = [self._copies.pop(path) for path in dict.fromkeys(paths) if path in self._copies]
        self._sweep(wanted)
        with contextlib.ExitStack() as stack:
            stack.callback(self.undo)
            for batch in _batches(wanted):
                self._write(batch)
            stack.pop_all()  # all are written

    def undo(self) -> None:
        """Remove what was written and is not recorded."""
        for file in self._made:
            with contextlib.suppress(OSError):
                file.unlink()
                for folder in itertools.takewhile(lambda one: one != self._root, file.parents):
                    folder.rmdir()  # only where nothing else is in it
        self._made.clear()

    def _sweep(self, copies: Iterable[_Copy]) -> None:
        """Remove what runs that were killed left unfinished in the folders of these months."""
        months = {Path(*Path(copy.path).parts[:2]) for copy in copies}
        for month in months:
            if self._link_to(self._root / month / "x"):
                continue
            for folder, _, names in os.walk(self._root / month):
                for name in names:
                    if name.startswith(".") and name.endswith(store.TEMPORARY):
                        with contextlib.suppress(OSError):
                            Path(folder, name).unlink()

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
        """The place of a copy, with its folder, to which no link leads, and which is not Git's.

        Raises:
            OSError: where the folder cannot be made.
            Unsafe: where it leads elsewhere.
        """
        root, real = self._root.resolve(), real_path(file.parent)
        if not real.is_relative_to(root):
            raise Unsafe(f"“{file.parent}”是通向仓库以外的链接")
        if any(part.lower() == ".git" for part in real.relative_to(root).parts):
            raise Unsafe(f"“{file.parent}”通向 .git 目录")
        link = self._link_to(file)
        if link is not None:
            raise Unsafe(f"“{link}”是链接，不往里面存")
        file.parent.mkdir(parents=True, exist_ok=True)
        return file

    def _link_to(self, file: Path) -> Path | None:
        """The first folder between a file and the root that is a link."""
        folders = itertools.takewhile(lambda one: one != self._root, file.parents)
        return next((folder for folder in folders if folder.is_symlink()), None)


def _batches(copies: Iterable[_Copy]) -> Iterator[list[_Copy]]:
    """The copies in parts that fit into memory."""
    batch: list[_Copy] = []
    size = 0
    for copy in copies:
        if batch and (len(batch) == BATCH or size + copy.piece.size > BATCH_SIZE):
            yield batch
            batch, size = [], 0
        batch.append(copy)
        size += copy.piece.size
    if batch:
        yield batch


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
    if len(ending.encode()) > MOST_ENDING:
        stem, ending = name, ""
    room = MOST_NAME - len(ending.encode())
    cut = stem.encode()[: max(room, 1)].decode("utf-8", "ignore").strip(" .") or "_"
    whole = f"{cut}{ending}"
    return f"_{whole}" if unsafe_part(whole) else whole
