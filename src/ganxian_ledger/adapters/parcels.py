"""Zip files of returned forms: looked at before they are opened, read a piece at a time."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ganxian_ledger.domain.model.evidence import unsafe_part

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

ENTRIES = 20_000
UNPACKED = 2 << 30
"""Bytes of all entries, unpacked."""
SUSPECT, RATIO = 2 << 20, 250
"""An entry larger than this may not be packed more tightly than so many to one."""
DIRECTORY = 16 << 20
"""Bytes of the list of entries."""
OPEN = 16
"""Zip files that are open at a time; systems allow some hundreds."""
_END = b"PK\x05\x06"
_END_SIZE, _END_ROOM = 22, 22 + (1 << 16)
"""The record at the end of a zip file, and how far from the end it may begin."""
_STORED, _DEFLATED = 0, 8
"""Every program packs so; what else there is needs more memory, or is damaged."""
_UTF8 = 0x800
_ENCRYPTED = 0x1


class Unsafe(Exception):
    """A zip file that is not opened, or an entry that is not read; why, in Chinese."""


class Entry(NamedTuple):
    """A file within a zip file: the parts of its path, and its size as the zip file tells it."""

    parts: tuple[str, ...]
    size: int
    number: int


class Parcel:
    """A zip file, looked at: its entries, none of which leads out of it."""

    def __init__(self, file: Path) -> None:
        """Look at the list of entries.

        Raises:
            Unsafe: where something about it is odd.
            OSError: where the file cannot be read.
        """
        self._file = file
        infos = self._archive().infolist()
        if len(infos) > ENTRIES:
            raise Unsafe(f"压缩包里有 {len(infos)} 个文件，超过 {ENTRIES} 个")
        self._count = len(infos)
        entries = [_entry(number, info) for number, info in enumerate(infos)]
        self.entries = tuple(one for one in entries if one is not None)
        if sum(one.size for one in self.entries) > UNPACKED:
            raise Unsafe("压缩包解压后过大")
        _require_single(one.parts for one in self.entries)

    def read(self, entry: Entry, most: int) -> bytes:
        """The bytes of an entry, counted as they come.

        Raises:
            Unsafe: where there are more than `most`, or they are damaged.
            OSError: where the file cannot be read.
        """
        import zlib  # noqa: PLC0415 (heavy, seldom)
        from zipfile import BadZipFile  # noqa: PLC0415

        try:
            archive = self._archive()
            infos = archive.infolist()
            if len(infos) != self._count:
                raise Unsafe("压缩包在收取期间变了")
            with archive.open(infos[entry.number]) as stream:
                data = stream.read(most + 1)
        except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError):
            raise Unsafe("压缩包已损坏，或用了不认识的压缩方式") from None
        if len(data) > most:
            raise Unsafe(f"文件解压后超过 {most >> 20} MB")
        return data

    def _archive(self) -> ZipFile:
        """The zip file, opened once more where too many others were since."""
        archive = _SHELF.pop(self._file, None) or _opened(self._file)
        _SHELF[self._file] = archive
        if len(_SHELF) > OPEN:
            _SHELF.pop(next(iter(_SHELF))).close()
        return archive


_SHELF: dict[Path, ZipFile] = {}
"""The zip files that were opened last, the latest at the end."""


def close() -> None:
    """Close all zip files; who reads on opens them again."""
    while _SHELF:
        _SHELF.popitem()[1].close()


def _require_short(file: Path) -> None:
    """A list of entries is read whole; it must not be so long that this takes all memory.

    Raises:
        Unsafe: where it is.
        OSError: where the file cannot be read.
    """
    with file.open("rb") as stream:
        size = stream.seek(0, os.SEEK_END)
        stream.seek(max(size - _END_ROOM, 0))
        end = stream.read()
    at = end.rfind(_END)
    if 0 <= at <= len(end) - _END_SIZE:
        listed = int.from_bytes(end[at + 12 : at + 16], "little")
        if listed > DIRECTORY:
            raise Unsafe(f"压缩包里的文件超过 {ENTRIES} 个")


def _opened(file: Path) -> ZipFile:
    from zipfile import BadZipFile, ZipFile  # noqa: PLC0415 (heavy, seldom)

    if not file.is_file():  # a pipe would be waited for without end
        raise Unsafe("不是普通文件，没有读")
    _require_short(file)
    try:
        return ZipFile(file)
    except (BadZipFile, NotImplementedError, ValueError, EOFError):
        raise Unsafe("压缩包已损坏，或不是 .zip 格式") from None


def _entry(number: int, info: ZipInfo) -> Entry | None:
    """An entry that is a file; None for a folder.

    Raises:
        Unsafe: for what is encrypted, leads elsewhere, or is packed beyond reason.
    """
    name = _name(info)
    if name.endswith("/"):
        return None
    parts = tuple(part for part in name.split("/") if part != ".")
    shown = "/".join(parts)
    if info.flag_bits & _ENCRYPTED:
        raise Unsafe("压缩包加了密码")
    if info.compress_type not in {_STORED, _DEFLATED}:
        raise Unsafe(f"压缩包里的“{shown}”用了不认识的压缩方式，请重新打成普通的 .zip")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise Unsafe(f"压缩包里的“{shown}”是链接")
    reason = next(filter(None, map(unsafe_part, parts)), "")
    if reason:
        raise Unsafe(f"压缩包里的文件名“{shown}”不能用：{reason}")
    if info.file_size > SUSPECT and info.file_size > RATIO * max(info.compress_size, 1):
        raise Unsafe(f"压缩包里的“{shown}”解压后过大")
    return Entry(parts, info.file_size, number)


def _name(info: ZipInfo) -> str:
    r"""The name as it was meant, `/` between its parts.

    Programs in China write GBK and do not say so, in which a `\` may be half of a character.
    """
    return _decoded(info).replace("\\", "/")


def _decoded(info: ZipInfo) -> str:
    if info.flag_bits & _UTF8:
        return info.orig_filename
    try:
        data = info.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return info.orig_filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.orig_filename


def _require_single(paths: Iterable[tuple[str, ...]]) -> None:
    """No two entries may stand at one place.

    Raises:
        Unsafe: where two do, on a system that takes upper and lower case as one.
    """
    seen: set[str] = set()
    for parts in paths:
        name = "/".join(parts).casefold()
        if name in seen:
            raise Unsafe(f"压缩包里有两个“{'/'.join(parts)}”")
        seen.add(name)
