"""Spreadsheets made by hand, down to the byte: what no program would write."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from ganxian_ledger.adapters.workbook.reader import Reader
from ganxian_ledger.domain.forms.raw import RawBook, RawCell, RawSheet, Unreadable

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = (
    'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    f'xmlns:r="{OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET = "xl/worksheets/sheet1.xml"
SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SECTOR, _FAT, _END, _NONE = 512, 0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFF


def cell(where: str, inner: str = "", *, kind: str = "", style: int = 0) -> str:
    given = f' t="{kind}"' if kind else ""
    given += f' s="{style}"' if style else ""
    return f'<c r="{where}"{given}>{inner}</c>'


def row(number: int, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def parts(
    data: str = "", *, strings: str = "", styles: str = "", about: str = ""
) -> dict[str, str]:
    """The parts of a workbook with one sheet, `S`; `data` are its rows."""
    relations = [("worksheet", "worksheets/sheet1.xml")]
    made = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": related([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f"<workbook {MAIN}>{about}<sheets>"
        '<sheet name="S" sheetId="7" r:id="rId1"/></sheets></workbook>',
        SHEET: f'<worksheet {MAIN}><dimension ref="A1"/><sheetData>{data}</sheetData></worksheet>',
    }
    if strings:
        relations.append(("sharedStrings", "sharedStrings.xml"))
        made["xl/sharedStrings.xml"] = f"<sst {MAIN}>{strings}</sst>"
    if styles:
        relations.append(("styles", "/xl/styles.xml"))
        made["xl/styles.xml"] = f"<styleSheet {MAIN}>{styles}</styleSheet>"
    made["xl/_rels/workbook.xml.rels"] = related(relations)
    return {name: HEAD + part for name, part in made.items()}


def related(relations: list[tuple[str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(relations, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


def packed(entries: Mapping[str, str | bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as package:
        for name, entry in entries.items():
            package.writestr(name, entry)
    return out.getvalue()


def book(data: str = "", **more: str) -> bytes:
    return packed(parts(data, **more))


def sheet_of(reader: Reader, data: bytes) -> RawSheet:
    """The first sheet of what must be readable."""
    found = reader.read(data)
    assert isinstance(found, RawBook), found
    return found.sheets[0]


def cells_of(reader: Reader, data: bytes) -> dict[tuple[int, int], RawCell]:
    rows = sheet_of(reader, data).rows
    return {(row, column): one for row, cells in rows.items() for column, one in cells.items()}


def reason_of(reader: Reader, data: bytes) -> str:
    """The reason why what must be unreadable is."""
    found = reader.read(data)
    assert isinstance(found, Unreadable), found
    assert found.message
    assert found.remedy
    return found.reason


def bomb(name: str, size: int, head: bytes) -> bytes:
    """A package with one entry that begins with `head` and unpacks to about `size` blanks."""
    mebi = 1 << 20
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    start = squeeze.compress(head) + squeeze.flush(zlib.Z_FULL_FLUSH)
    block = squeeze.compress(b" " * mebi) + squeeze.flush(zlib.Z_FULL_FLUSH)
    body = start + block * (size // mebi) + b"\x03\x00"
    whole = len(head) + size // mebi * mebi
    told = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, 0, len(body), whole, len(name), 0)
    local = b"PK\x03\x04" + told + name.encode() + body
    central = b"PK\x01\x02\x14\x00" + told + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name.encode()
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + end


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file (OLE) with streams in its root; each is filled up to 4,096 bytes at least."""
    filled = {name: stream.ljust(4096, b"\0") for name, stream in streams.items()}
    counts = {name: -(-len(stream) // _SECTOR) for name, stream in filled.items()}
    folder = -(-(len(streams) + 1) // 4)
    fats = -(-(sum(counts.values()) + folder) // (_SECTOR // 4 - 1))
    start = fats + folder
    table = [_FAT] * fats + [*range(fats + 1, start), _END]
    entries = [_entry("Root Entry", 5, _END, 0, child=1 if streams else _NONE)]
    for number, (name, stream) in enumerate(filled.items(), 1):
        right = number + 1 if number < len(streams) else _NONE
        entries.append(_entry(name, 2, len(table), len(stream), right=right))
        table += [*range(len(table) + 1, len(table) + counts[name]), _END]
    header = SIGNATURE + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, fats, fats, 0, 4096, _END, 0, _END, 0)
    header += struct.pack(f"<{fats}I", *range(fats))
    body = b"".join(stream.ljust(counts[name] * _SECTOR, b"\0") for name, stream in filled.items())
    return (
        header.ljust(_SECTOR, b"\xff")
        + struct.pack(f"<{len(table)}I", *table).ljust(fats * _SECTOR, b"\xff")
        + b"".join(entries).ljust(folder * _SECTOR, b"\0")
        + body
    )


def _entry(
    name: str, kind: int, first: int, size: int, *, right: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF
) -> bytes:
    spelled = name.encode("utf-16-le")
    return (
        spelled.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(spelled) + 2, kind, 1, _NONE, right, child)
        + bytes(36)
        + struct.pack("<IQ", first, size)
    )


def biff(globals_: list[tuple[int, bytes]], cells: list[tuple[int, bytes]]) -> bytes:
    """The stream of an .xls of one sheet; the record of the sheet is made here."""
    start = _record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 6))
    start += b"".join(_record(*one) for one in globals_)
    name = b"\x01\x00S"
    at = len(start) + 4 + 6 + len(name) + 4
    start += _record(0x0085, struct.pack("<IBB", at, 0, 0) + name) + _record(0x000A, b"")
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0, 0, 0, 6))
    return start + sheet + b"".join(_record(*one) for one in cells) + _record(0x000A, b"")


def number_at(row: int, column: int, value: float, style: int = 0) -> tuple[int, bytes]:
    """A NUMBER record; row and column from 0."""
    return 0x0203, struct.pack("<HHHd", row, column, style, value)


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body
