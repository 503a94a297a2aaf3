"""The zip package of an .xlsx: unpacked by real bytes, each entry looked at before it is used."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from ganxian_ledger.adapters.workbook import limits
from ganxian_ledger.adapters.workbook.reasons import Hostile

_CHUNK = 1 << 16
_BROKEN = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)
_ENCRYPTED = 0x1
_FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY")
_IGNORED = (
    ("xl/externallinks/", "表里有外部链接，没有读取"),
    ("xl/embeddings/", "表里有嵌入的对象，没有读取"),
    ("customxml/", "表里有自定义 XML，没有读取"),
    ("xl/connections.xml", "表里有数据连接，没有读取"),
)


class Package(NamedTuple):
    """The XML parts by their names in small letters, and what was passed over."""

    parts: dict[str, bytes]
    notes: tuple[str, ...]


def opened(data: bytes) -> Package:
    """Unpack.

    Raises:
        Hostile: for whatever a spreadsheet program would not have written, and for macros.
    """
    try:
        with ZipFile(BytesIO(data)) as package:
            entries = package.infolist()
            _check_entries(entries)
            names = [entry.filename.lower() for entry in entries]
            _check_kind(names)
            parts = _unpacked(package, entries)
    except _BROKEN:
        raise Hostile("broken") from None
    types = parts.get("[content_types].xml", b"")
    if b"macroEnabled" in types:
        raise Hostile("macros")
    return Package(parts, tuple(_notes(names)))


def plain(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """A package of these parts alone, not packed."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as package:
        for name, part in parts:
            package.writestr(ZipInfo(name), part)
    return out.getvalue()


def _check_entries(entries: list[ZipInfo]) -> None:
    if len(entries) > limits.ENTRIES:
        raise Hostile("too-large", f"内部文件超过 {limits.ENTRIES} 个")
    if len({entry.filename.lower() for entry in entries}) != len(entries):
        raise Hostile("unsafe", "内部文件重名")
    for entry in entries:
        if entry.flag_bits & _ENCRYPTED:
            raise Hostile("encrypted")
        if entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED} or not _is_plain(entry):
            raise Hostile("unsafe", "内部文件名或压缩方式不正常")


def _is_plain(entry: ZipInfo) -> bool:
    """Whether a name is a relative path that leads nowhere else."""
    steps = entry.filename.removesuffix("/").split("/")
    return (
        all(step.strip(". ") for step in steps)
        and not any(letter in '\\:*?"<>|' or not letter.isprintable() for letter in entry.filename)
        and entry.filename == entry.orig_filename
    )


def _check_kind(names: list[str]) -> None:
    if any(name.rpartition("/")[2].startswith("vbaproject") for name in names) or any(
        name.startswith("xl/macrosheets/") for name in names
    ):
        raise Hostile("macros")
    if "[content_types].xml" not in names:
        if "content.xml" in names and "mimetype" in names:
            raise Hostile("other-format", "是 .ods 一类的文件")
        raise Hostile("not-a-workbook", "是压缩包")
    if "xl/workbook.bin" in names:
        raise Hostile("other-format", "是 .xlsb 文件")
    if any(name.startswith(("word/", "ppt/")) for name in names) and not any(
        name.startswith("xl/") for name in names
    ):
        raise Hostile("not-a-workbook", "是 Word 或演示文稿")


def _unpacked(package: ZipFile, entries: list[ZipInfo]) -> dict[str, bytes]:
    """The XML parts; the other entries are unpacked for their size and dropped."""
    parts = {}
    left = limits.UNPACKED
    for entry in entries:
        is_part = entry.filename.lower().endswith((".xml", ".rels"))
        pieces = []
        size = 0
        with package.open(entry) as stream:
            while piece := stream.read(_CHUNK):
                size += len(piece)
                _check_size(entry, size, left)
                if is_part:
                    pieces.append(piece)
        left -= size
        if is_part:
            parts[entry.filename.lower()] = _checked(b"".join(pieces))
    return parts


def _check_size(entry: ZipInfo, size: int, left: int) -> None:
    if size > left or (size > limits.SUSPECT and size > limits.RATIO * max(entry.compress_size, 1)):
        raise Hostile("bomb")


def _checked(part: bytes) -> bytes:
    """The part itself, when it is UTF-8 without a document type, whoever will read it."""
    if any(word in part for word in _FORBIDDEN):
        raise Hostile("unsafe", "含有 DTD")
    if b"\0" in part:
        raise Hostile("unsafe", "不是 UTF-8 编码")
    return part


def _notes(names: list[str]) -> Iterable[str]:
    for start, words in _IGNORED:
        if any(name.startswith(start) for name in names):
            yield words
