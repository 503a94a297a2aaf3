"""A compound file (OLE): an old .xls, an .xlsx under a password, or something else altogether."""

from __future__ import annotations

import struct
from io import BytesIO

from olefile import OleFileIO
from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from ganxian_ledger.adapters.workbook import biff, limits
from ganxian_ledger.adapters.workbook.joining import joined
from ganxian_ledger.adapters.workbook.reasons import Hostile
from ganxian_ledger.adapters.workbook.sheet import Tally
from ganxian_ledger.adapters.workbook.values import grid_of
from ganxian_ledger.domain.forms.raw import RawBook, RawSheet

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BROKEN = (
    *(OSError, ValueError, LookupError, TypeError, AttributeError, struct.error),
    *(ArithmeticError, RecursionError, MemoryError),
)
"""What olefile raises for a file that is none; calamine, too, has no single word for it."""
_OTHERS = {"WordDocument": "是 Word 文档", "PowerPoint Document": "是演示文稿"}
_STREAMS = ("Workbook", "Book")
_MACROS = ("_VBA_PROJECT_CUR", "VBA", "Macros")


def read(data: bytes) -> RawBook:
    """Read the .xls that a compound file is.

    Raises:
        Hostile: with the reason why it cannot be, or what else it is.
    """
    try:
        stream = _stream(data)
        old = biff.understood(stream)
        sheets, skipped = _sheets(data, stream, old)
    except (CalamineError, *_BROKEN):
        raise Hostile("broken") from None
    return RawBook(sheets, {}, "xls", ("表里有图表页，没有读取",) if skipped else ())


def _stream(data: bytes) -> bytes:
    """The stream with the cells."""
    with OleFileIO(BytesIO(data)) as compound:
        if compound.exists("EncryptedPackage"):
            raise Hostile("encrypted")
        name = next((name for name in _STREAMS if compound.exists(name)), None)
        if name is None:
            what = next((words for one, words in _OTHERS.items() if compound.exists(one)), "")
            raise Hostile("not-a-workbook", what)
        if any(compound.exists(one) for one in _MACROS):
            raise Hostile("macros")
        if compound.get_size(name) > limits.FILE:
            raise Hostile("broken")
        return bytes(compound.openstream(name).read())


def _sheets(data: bytes, stream: bytes, old: biff.OldBook) -> tuple[tuple[RawSheet, ...], bool]:
    """The sheets with cells, and whether there are others."""
    tally = Tally()
    marks = [
        None if start is None else biff.seen(stream, start, old, tally, str(number))
        for number, start in enumerate(old.starts, 1)
    ]
    sheets = []
    with CalamineWorkbook.from_filelike(BytesIO(data)) as workbook:
        listed = workbook.sheets_metadata
        for index, (about, seen) in enumerate(zip(listed, marks, strict=True)):
            if seen is not None:
                held = grid_of(workbook.get_sheet_by_index(index)).held(about.name)
                tally.add(0, sum(len(one) for one in held.values() if isinstance(one, str)))
                is_hidden = about.visible != SheetVisibleEnum.Visible
                rows, merged = joined(held, seen), tuple(seen.merged)
                sheets.append(RawSheet(about.name, rows, is_hidden, merged))
    return tuple(sheets), len(sheets) < len(listed)
