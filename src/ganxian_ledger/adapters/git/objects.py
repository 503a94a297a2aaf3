"""The contents of Git's objects, many in one run of the program."""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterable, Iterator
from pathlib import Path
from typing import IO

from ganxian_ledger.adapters.git import program
from ganxian_ledger.domain.errors import CannotLoad

_PIECE = 1 << 20


def contents(root: Path, ids: Iterable[str], *, most: int) -> Generator[bytes | None]:
    """The bytes of each object in turn; None for one of more than `most` bytes.

    Raises:
        CannotLoad: where the repository lacks one.
    """
    listed = tuple(ids)
    if not listed:
        return
    with program.stream(root, "cat-file", "--batch", lines=_lines(listed)) as answers:
        for identity in listed:
            size = _size(answers, identity)
            if size > most:
                for _ in _pieces(answers, size):
                    pass
                yield None
            else:
                yield b"".join(_pieces(answers, size))
            answers.read(1)


def digests(root: Path, ids: Iterable[str]) -> Iterator[str]:
    """The SHA-256 of the bytes of each object in turn.

    Raises:
        CannotLoad: where the repository lacks one.
    """
    listed = tuple(ids)
    if not listed:
        return
    with program.stream(root, "cat-file", "--batch", lines=_lines(listed)) as answers:
        for identity in listed:
            digest = hashlib.sha256()
            for piece in _pieces(answers, _size(answers, identity)):
                digest.update(piece)
            answers.read(1)
            yield digest.hexdigest()


def _lines(ids: tuple[str, ...]) -> Iterator[bytes]:
    return (f"{identity}\n".encode() for identity in ids)


def _size(answers: IO[bytes], identity: str) -> int:
    """The size of the object that is answered next."""
    head = answers.readline().split()
    if len(head) != 3:
        raise CannotLoad(
            f"仓库里缺少内容 {identity[:10]}",
            remedy="克隆不完整：运行 git fetch 或重新克隆，再用 git fsck 检查",
        )
    return int(head[2])


def _pieces(answers: IO[bytes], size: int) -> Iterator[bytes]:
    while size:
        piece = answers.read(min(size, _PIECE))
        if not piece:
            raise CannotLoad("Git 没有把内容读完", remedy="用 git fsck 检查仓库")
        size -= len(piece)
        yield piece
