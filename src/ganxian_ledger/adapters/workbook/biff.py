"""The stream of an old .xls: where it holds something, and what calamine would pass over.

Records and their fields after [MS-XLS] 2.4; each is a word for its kind, a word for its length, and
so many bytes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from struct import Struct
from typing import NamedTuple

from ganxian_ledger.adapters.workbook import limits
from ganxian_ledger.adapters.workbook.joining import Seen
from ganxian_ledger.adapters.workbook.looks import Look, look_of
from ganxian_ledger.adapters.workbook.reasons import Hostile
from ganxian_ledger.adapters.workbook.sheet import Tally
from ganxian_ledger.domain.forms.raw import Area, address

_HEAD = Struct("<HH")
_CELL = Struct("<HHH")
_WORD = Struct("<H")
_SHEET = Struct("<IBB")
_AREA = Struct("<HHHH")
_BOF, _EOF, _FILEPASS, _BOUNDSHEET, _FORMAT, _XF = 0x0809, 0x000A, 0x002F, 0x0085, 0x041E, 0x00E0
_SST, _CONTINUE = 0x00FC, 0x003C
_BIFF8, _BIFF5 = 0x0600, 0x0500
_FORMULAS = frozenset({0x0006, 0x0206, 0x0406})
_NUMBERS = frozenset({0x0203, 0x027E})
_TEXTS = frozenset({0x00FD, 0x0204, 0x00D6})
_SHARED, _BOOL_OR_ERROR, _MANY_NUMBERS = 0x00FD, 0x0205, 0x00BD
_MERGED = 0x00E5
_WIDEST = 256
_REPEATED = 1 << 30
"""Bytes that all shared texts would take, were each as common as the most common."""
_WORKSHEET, _CHART = 0, 2


class OldBook(NamedTuple):
    """The start of a stream: where the sheets begin (None for one without cells), and looks."""

    starts: tuple[int | None, ...]
    looks: tuple[Look, ...]
    shared_size: int


class _Record(NamedTuple):
    kind: int
    body: bytes


def understood(stream: bytes) -> OldBook:
    """Read the first part of a stream, which tells of the whole book.

    Raises:
        Hostile: encrypted, macros, broken.
    """
    starts: list[int | None] = []
    formats: list[int] = []
    codes: dict[int, str] = {}
    shared_size = 0
    last = 0
    for kind, body in _records(stream, 0):
        if kind == _FILEPASS:
            raise Hostile("encrypted")
        if kind == _BOUNDSHEET:
            starts.append(_start(body))
        elif kind == _XF:
            formats.append(_WORD.unpack_from(body, 2)[0])
        elif kind == _FORMAT:
            codes[_WORD.unpack_from(body)[0]] = _code(body, is_new=_version(stream) == _BIFF8)
        elif kind == _SST or (kind == _CONTINUE and last == _SST):
            shared_size += len(body)
        last = _SST if kind == _CONTINUE and last == _SST else kind
    if not starts or len(starts) > limits.SHEETS:
        raise Hostile("broken", "没有工作表")
    return OldBook(tuple(starts), tuple(look_of(one, codes) for one in formats), shared_size)


def seen(stream: bytes, start: int, book: OldBook, tally: Tally, name: str) -> Seen:
    """What a sheet of the stream holds; `name` is for words.

    Raises:
        Hostile: beyond, too-large, broken.
    """
    found = Seen(set(), set(), set(), set(), set(), [])
    repeats: Counter[bytes] = Counter()
    for kind, body in _records(stream, start):
        for row, column, style in _cells(kind, body):
            if row > limits.ROWS or column > limits.COLUMNS:
                reason = "beyond" if column <= _WIDEST else "broken"
                raise Hostile(reason, f"「{name}」!{address(row, column)}")
            tally.add(1, 0)
            _note(found, kind, body, (row, column))
            if style < len(book.looks) and book.looks[style] == "percent":
                found.percents.add((row, column))
        if kind == _MERGED:
            found.merged.extend(_areas(body))
        elif kind == _SHARED:
            repeats[body[6:10]] += 1
    if repeats and repeats.most_common(1)[0][1] * book.shared_size > _REPEATED:
        raise Hostile("too-large", "文字太多")
    return found


def _note(found: Seen, kind: int, body: bytes, place: tuple[int, int]) -> None:
    if kind in _FORMULAS:
        found.formulas.add(place)
        if body[12:14] == b"\xff\xff" and body[6:7] == b"\x02":
            found.errors.add(place)
    elif kind in _TEXTS:
        found.maybe.add(place)
    elif kind == _BOOL_OR_ERROR and body[7:8] != b"\0":
        found.errors.add(place)
    else:
        found.sure.add(place)


def _cells(kind: int, body: bytes) -> Iterator[tuple[int, int, int]]:
    """Row, column (both from 1) and style of the cells that a record fills."""
    if kind in _FORMULAS or kind in _NUMBERS or kind in _TEXTS or kind == _BOOL_OR_ERROR:
        row, column, style = _CELL.unpack_from(body)
        yield row + 1, column + 1, style
    elif kind == _MANY_NUMBERS:
        row, first, _ = _CELL.unpack_from(body)
        for index, offset in enumerate(range(4, len(body) - 7, 6)):
            yield row + 1, first + index + 1, _WORD.unpack_from(body, offset)[0]


def _areas(body: bytes) -> Iterator[Area]:
    """The areas of more than one cell that a record merges."""
    whole = len(body) - 2
    for top, bottom, left, right in _AREA.iter_unpack(body[2 : 2 + whole - whole % _AREA.size]):
        if (top, left) != (bottom, right):
            yield Area(top + 1, left + 1, bottom + 1, right + 1)


def _records(stream: bytes, start: int) -> Iterator[_Record]:
    """The records of one substream, without those of charts within it.

    Raises:
        Hostile: broken, where it does not end.
    """
    depth = 0
    while start + _HEAD.size <= len(stream):
        kind, length = _HEAD.unpack_from(stream, start)
        start += _HEAD.size
        body = stream[start : start + length]
        start += length
        if kind == _BOF:
            depth += 1
        elif depth == 0 or len(body) < length:
            break
        elif kind == _EOF:
            depth -= 1
            if depth == 0:
                return
        elif depth == 1:
            yield _Record(kind, body)
    raise Hostile("broken", "工作表不完整")


def _version(stream: bytes) -> int:
    version: int = _WORD.unpack_from(stream, _HEAD.size)[0]
    if version not in {_BIFF8, _BIFF5}:
        raise Hostile("other-format", "是过旧的 .xls 文件")
    return version


def _start(body: bytes) -> int | None:
    start, _, kind = _SHEET.unpack_from(body)
    if kind not in {_WORKSHEET, _CHART}:
        raise Hostile("macros")
    return start if kind == _WORKSHEET else None


def _code(body: bytes, *, is_new: bool) -> str:
    """The code of a number format; only its ASCII matters."""
    if not is_new:
        return body[3:].decode("latin-1")
    is_wide = body[4] & 1
    return body[5:].decode("utf-16-le" if is_wide else "latin-1", "replace")
