"""Packages that no program wrote: each is refused with its reason, and nothing falls over."""

from __future__ import annotations

import struct
import sys
import time
import warnings
from io import BytesIO
from random import Random
from zipfile import ZIP_STORED, ZipFile

import pytest
from tests.adapters.workbook.packages import (
    SHEET,
    biff,
    bomb,
    book,
    cell,
    compound,
    number_at,
    packed,
    parts,
    reason_of,
    row,
)

from ganxian_ledger.adapters.workbook.reader import Reader
from ganxian_ledger.domain.forms.raw import RawBook, Unreadable

ONE = row(1, cell("A1", "<v>1</v>"))


def with_part(name: str, content: str | bytes) -> bytes:
    return packed({**parts(ONE), name: content})


@pytest.mark.parametrize(
    ("data", "reason", "words"),
    [
        (b"", "not-a-workbook", "空"),
        (b"\0" * 9_000_000, "too-large", "8 MB"),
        ("编号,措施\n".encode(), "not-a-workbook", "不是 Excel"),
        (b"<html><table><tr><td>1</td></tr></table>", "not-a-workbook", "网页"),
        (b"%PDF-1.7\n", "not-a-workbook", "PDF"),
        (
            b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "other-format",
            "XML",
        ),
        (b"PK\x03\x04", "broken", "损坏"),
        (packed({"a.txt": "a"}), "not-a-workbook", "压缩包"),
        (
            packed({"[Content_Types].xml": "<a/>", "word/document.xml": "<a/>"}),
            *("not-a-workbook", "Word"),
        ),
        (packed({"mimetype": "a", "content.xml": "<a/>"}), "other-format", "ods"),
        (packed({"[Content_Types].xml": "<a/>", "xl/workbook.bin": "a"}), "other-format", "xlsb"),
        (packed({"[Content_Types].xml": "<a/>"}), "broken", "没有工作簿"),
        (with_part("xl/vbaProject.bin", b"a"), "macros", "请另存为 .xlsx"),
        (with_part("xl/macrosheets/sheet1.xml", "<a/>"), "macros", "宏"),
        (with_part("../../etc/passwd", b"a"), "unsafe", "文件名"),
        (with_part("/xl/a.xml", b"a"), "unsafe", "文件名"),
        (with_part("xl\\a.xml", b"a"), "unsafe", "文件名"),
        (with_part("C:/a.xml", b"a"), "unsafe", "文件名"),
        (with_part("XL/Workbook.xml", "<a/>"), "unsafe", "重名"),
        (packed({**parts(ONE), **{f"a/{n}": b"" for n in range(600)}}), "too-large", "500"),
        (with_part("xl/a.xml", '<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>'), "unsafe", "DTD"),
        (with_part(SHEET, "<!DOCTYPE worksheet><worksheet/>"), "unsafe", "DTD"),
        (with_part(SHEET, "<worksheet/>".encode("utf-16")), "unsafe", "UTF-8"),
        (
            with_part(SHEET, b'<?xml version="1.0" encoding="gbk"?><worksheet/>'),
            *("unsafe", "UTF-8"),
        ),
        (with_part(SHEET, b"<worksheet>\xff</worksheet>"), "broken", "XML"),
        (with_part(SHEET, "<worksheet><sheetData>"), "broken", "XML"),
        (with_part(SHEET, "<worksheet>" * 100 + "</worksheet>" * 100), "unsafe", "嵌套"),
        (book(row(1_048_576, cell("XFD1048576", "<v>1</v>"))), "beyond", "「S」!XFD1048576"),
        (book(row(20_001, cell("A20001", "<f>1</f>"))), "beyond", "A20001"),
        (book(row(1, cell("GS1", "<is><t>a</t></is>", kind="inlineStr"))), "beyond", "GS1"),
        (book(row(1, cell("A1", '<f t="array" ref="A1:XFD9">1</f>'))), "beyond", "A1"),
        (book(row(1, cell("A1", '<f t="array" ref="A1:GR20000">1</f>'))), "too-large", "单元格"),
        (book(row(1, cell("A1", "<v>1</v>"), cell("A1", "<v>2</v>"))), "broken", "顺序"),
        (book(row(2, cell("A2", "<v>1</v>")) + ONE), "broken", "顺序"),
        (book(row(2, cell("A1", "<v>1</v>"))), "broken", "顺序"),
        (book(row(1, cell("A1:B2", "<v>1</v>"))), "broken", "地址"),
        (
            book(row(1, cell("A1", "<v>3</v>", kind="s")), strings="<si><t>a</t></si>"),
            *("broken", "A1"),
        ),
        (book(row(1, cell("A1", "<v>0</v>", kind="s"))), "broken", "A1"),
        (book(row(1, cell("A1", f"<v>{'长' * 32_768}</v>", kind="str"))), "too-long", "「S」!A1"),
        (book(row(1, cell("A1", f"<v>{'长' * 300_000}</v>", kind="str"))), "too-long", "A1"),
    ],
)
def test_what_is_not_a_plain_workbook_is_refused_with_its_reason(
    reader: Reader, data: bytes, reason: str, words: str
) -> None:
    found = reader.read(data)
    assert isinstance(found, Unreadable), found
    assert (found.reason, words in found.message) == (reason, True), found.message
    assert found.remedy


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("xl/externalLinks/externalLink1.xml", "外部链接"),
        ("xl/embeddings/oleObject1.bin", "嵌入的对象"),
        ("customXml/item1.xml", "自定义 XML"),
    ],
)
def test_what_is_passed_over_is_told(reader: Reader, name: str, words: str) -> None:
    found = reader.read(with_part(name, "<a/>"))
    assert isinstance(found, RawBook)
    assert len(found.notes) == 1
    assert words in found.notes[0]


def test_an_entry_twice_or_under_a_password_is_refused(reader: Reader) -> None:
    out = BytesIO()
    with ZipFile(out, "w") as package, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, part in (*parts(ONE).items(), (SHEET, "<worksheet/>")):
            package.writestr(name, part)
    assert reason_of(reader, out.getvalue()) == "unsafe"
    locked = bytearray(book(ONE))
    at = locked.index(b"PK\x01\x02")
    locked[at + 8] |= 1
    assert reason_of(reader, bytes(locked)) == "encrypted"


def test_a_bomb_is_defused_before_it_takes_room(reader: Reader) -> None:
    for name in (SHEET, "xl/media/image1.png"):
        begin = time.monotonic()
        data = bomb(name, 1_500 << 20, b"<worksheet>")
        data = joined_to(parts(ONE), data, name)
        assert len(data) < 8 << 20
        assert reason_of(reader, data) == "bomb"
        assert time.monotonic() - begin < 5


def joined_to(rest: dict[str, str], made: bytes, name: str) -> bytes:
    """The one entry of a package behind those of another."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as package:
        for other, part in rest.items():
            if other != name:
                package.writestr(other, part)
    whole = out.getvalue()
    (many, size, at) = struct.unpack_from("<HII", whole, len(whole) - 12)
    (added, start) = struct.unpack_from("<II", made, len(made) - 10)
    central = bytearray(made[start : start + added])
    central[42:46] = struct.pack("<I", at)
    ending = struct.pack(
        "<4sHHHHIIH", b"PK\x05\x06", 0, 0, many + 1, many + 1, size + added, at + start, 0
    )
    return whole[:at] + made[:start] + whole[at : at + size] + central + ending


def test_small_parts_that_are_large_together_are_refused(reader: Reader) -> None:
    noise = Random(7).randbytes(20_000) * 80
    many = {f"xl/media/{n}.bin": noise for n in range(45)}
    data = packed({**parts(ONE), **many})
    assert len(data) < 8 << 20
    assert reason_of(reader, data) == "bomb"


def test_a_long_shared_text_that_is_repeated_without_end_is_refused(reader: Reader) -> None:
    data = "".join(row(n, cell(f"A{n}", "<v>0</v>", kind="s")) for n in range(1, 2_001))
    text = f"<si><t>{'长' * 32_000}</t></si>"
    assert reason_of(reader, book(data, strings=text)) == "too-large"


def test_a_huge_table_of_texts_is_read_where_the_cells_are_few(reader: Reader) -> None:
    strings = "".join(f"<si><t>文字{n}</t></si>" for n in range(200_000))
    found = reader.read(book(row(1, cell("A1", "<v>199999</v>", kind="s")), strings=strings))
    assert isinstance(found, RawBook)
    assert found.sheets[0].rows[1][1].value == "文字199999"


def test_too_many_cells_are_refused(reader: Reader) -> None:
    data = "".join(row(n, *(f"<c><v>{m}</v></c>" for m in range(100))) for n in range(1, 2_002))
    assert reason_of(reader, book(data)) == "too-large"


def test_a_file_cut_off_anywhere_is_refused_in_words(reader: Reader) -> None:
    whole = book(ONE + row(3, cell("B3", "<v>0</v>", kind="s")), strings="<si><t>文</t></si>")
    for part in range(50):
        assert isinstance(reader.read(whole[: len(whole) * part // 50]), Unreadable)


def test_two_thousand_changed_bytes_give_words_or_a_workbook(reader: Reader) -> None:
    random = Random(20240624)
    strings = "<si><t>水利</t></si><si><t>工程</t></si>"
    styles = '<cellXfs><xf numFmtId="14"/><xf numFmtId="9"/></cellXfs>'
    rows = ONE + row(3, cell("B3", "<v>0</v>", kind="s"), cell("D3", "<f>1</f><v>0.5</v>", style=1))
    inner = {
        one: part.encode() for one, part in parts(rows, strings=strings, styles=styles).items()
    }
    whole = packed(inner)
    old = compound({"Workbook": biff([], [number_at(n, n, n) for n in range(20)])})
    kinds = set()
    begin = time.monotonic()
    for turn in range(2_000):
        if turn % 4 == 0:
            data = changed(whole, random)
        elif turn % 4 == 1:
            data = changed(old, random, 4_000)
        else:
            name = random.choice(list(inner))
            data = packed({**inner, name: changed(inner[name], random)})
        kinds.add(type(reader.read(data)))
    assert kinds == {RawBook, Unreadable}
    assert time.monotonic() - begin < 60


def changed(data: bytes, random: Random, within: int = sys.maxsize) -> bytes:
    """One to three bytes are others, within the first so many."""
    made = bytearray(data)
    for _ in range(random.randint(1, 3)):
        made[random.randrange(min(len(made), within))] = random.randrange(256)
    return bytes(made)
