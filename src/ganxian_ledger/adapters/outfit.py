"""Files that are put into a folder: planned as a whole, then all written, or none."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from ganxian_ledger.adapters import store
from ganxian_ledger.adapters.folder import real_path, reason_of
from ganxian_ledger.domain.edits.refusals import CANNOT_WRITE, LEADS_OUT


class Piece(NamedTuple):
    """A file to be written, by its path below the folder; `before` is None where it is new."""

    path: str
    data: bytes
    before: bytes | None = None


def standing(root: Path, path: str) -> bytes | None:
    """What stands at a path below the folder; None where there is nothing.

    Raises:
        Refused: P303 where it cannot be read, or is no ordinary file; P304 for a link that leads
            out of the folder, or nowhere.
    """
    file = root / path
    try:
        real = real_path(file)
        if not real.is_relative_to(real_path(root)):
            raise LEADS_OUT.of(
                f"{path} 经链接指向 {real}，在 {root} 以外", remedy="先去掉这个链接，再运行一次"
            )
        if file.is_symlink() and not real.exists():
            raise LEADS_OUT.of(f"{path} 是断了的链接", remedy="先去掉这个链接，再运行一次")
        if real.exists() and not real.is_file():
            raise CANNOT_WRITE.of(f"{path} 不是普通文件", remedy="先挪开它，再运行一次")
        return real.read_bytes() if real.exists() else None
    except OSError as error:
        raise CANNOT_WRITE.of(
            f"{path} 读不了：{reason_of(error)}", remedy="检查它和上级目录的权限"
        ) from None


def completed(root: Path, path: str, wanted: str) -> Piece | None:
    """A file with those of the wanted lines appended that it lacks; None where it has all.

    Raises:
        Refused: as `standing`.
    """
    before = standing(root, path)
    has = {line.strip() for line in (before or b"").split(b"\n")}
    lacking = [line for line in wanted.encode().splitlines() if line not in has]
    if not lacking:
        return None
    held = before or b""
    end = b"\r\n" if b"\r\n" in held else b"\n"
    head = held if not held or held.endswith(b"\n") else held + end
    return Piece(path, head + b"".join(line + end for line in lacking), before)


def write(root: Path, pieces: Iterable[Piece]) -> None:
    """Write all pieces; where one fails, those before it are undone.

    Raises:
        Refused: P303 where something cannot be written; the folder is as it was.
    """
    with contextlib.ExitStack() as undo:
        for piece in pieces:
            try:
                _write(root, piece, undo)
            except OSError as error:
                raise CANNOT_WRITE.of(
                    f"{root / piece.path} 写不进去：{reason_of(error)}；什么也没有留下",
                    remedy="检查磁盘空间和目录的写权限",
                ) from None
        undo.pop_all()


def _write(root: Path, piece: Piece, undo: contextlib.ExitStack) -> None:
    file = real_path(root / piece.path)
    for parent in _absent(file.parent):
        parent.mkdir()
        undo.callback(_quietly, parent.rmdir)
    if piece.before is None:
        undo.callback(_quietly, file.unlink)
    else:
        undo.callback(_quietly, store.write_whole, file, piece.before)
    store.write_whole(file, piece.data)


def _absent(folder: Path) -> Iterator[Path]:
    """The folders that have to be made, outermost first."""
    missing = [one for one in (folder, *folder.parents) if not os.path.lexists(one)]
    return reversed(missing)


def _quietly(action: object, *arguments: object) -> None:
    assert callable(action)
    with contextlib.suppress(OSError):
        action(*arguments)
