"""Compound files: an old .xls by its records, a password, and what is no spreadsheet."""

from __future__ import annotations

import struct

import pytest
from tests.adapters.workbook.packages import (
    biff,
    cells_of,
    compound,
    number_at,
    reason_of,
    sheet_of,
)

from ganxian_ledger.adapters.workbook.reader import Reader
from ganxian_ledger.domain.forms.raw import RawCell, Unreadable


def an_xf(number_format: int) -> tuple[int, bytes]:
    return 0x00E0, struct.pack("<HH16x", 0, number_format)


def a_format(number: int, code: str) -> tuple[int, bytes]:
    return 0x041E, struct.pack("<HHB", number, len(code), 0) + code.encode("latin-1")


def test_numbers_shares_formulas_and_errors_of_an_old_xls_are_told_apart(reader: Reader) -> None:
    error = struct.pack("<HHHBxB3xHHIH", 3, 0, 0, 2, 7, 0xFFFF, 0, 0, 0)
    stream = biff(
        [a_format(170, '0.0"%"'), a_format(171, "0.0%"), *map(an_xf, (0, 9, 170, 171))],
        [
            number_at(0, 1, 12),
            number_at(1, 1, 0.5, 1),
            number_at(2, 1, 50, 2),
            number_at(2, 2, 0.25, 3),
            (0x0006, error),
            (0x0205, struct.pack("<HHHBB", 4, 0, 0, 7, 1)),
            (0x0205, struct.pack("<HHHBB", 4, 1, 0, 1, 0)),
            (0x00BD, struct.pack("<HHHIHIH", 5, 0, 1, 1 << 2 | 2, 0, 7 << 2 | 2, 1)),
        ],
    )
    data = compound({"Workbook": stream})
    assert sheet_of(reader, data).name == "S"
    assert cells_of(reader, data) == {
        (1, 2): RawCell(12),
        (2, 2): RawCell(0.5, is_percent=True),
        (3, 2): RawCell(50),
        (3, 3): RawCell(0.25, is_percent=True),
        (4, 1): RawCell(None, is_formula=True, is_error=True),
        (5, 1): RawCell(None, is_error=True),
        (5, 2): RawCell(True),
        (6, 1): RawCell(1, is_percent=True),
        (6, 2): RawCell(7),
    }


def test_an_xlsx_under_a_password_is_known_from_an_xls(reader: Reader) -> None:
    locked = reader.read(compound({"EncryptionInfo": b"\4", "EncryptedPackage": b"x" * 5000}))
    assert locked == Unreadable(
        "encrypted", "文件加了密码", "请去掉打开密码，另存为 .xlsx 后重新报送"
    )


def test_an_xls_under_a_password_is_refused(reader: Reader) -> None:
    stream = biff([(0x002F, bytes(54))], [])
    assert reason_of(reader, compound({"Workbook": stream})) == "encrypted"


@pytest.mark.parametrize(
    ("streams", "reason", "words"),
    [
        (["WordDocument"], "not-a-workbook", "Word"),
        (["PowerPoint Document"], "not-a-workbook", "演示"),
        (["Contents"], "not-a-workbook", "不是 Excel"),
        (["Workbook", "_VBA_PROJECT_CUR"], "macros", "宏"),
    ],
)
def test_other_compound_files_are_named(
    reader: Reader, streams: list[str], reason: str, words: str
) -> None:
    stream = biff([an_xf(0)], [number_at(0, 0, 1)])
    found = reader.read(compound(dict.fromkeys(streams, stream)))
    assert isinstance(found, Unreadable)
    assert found.reason == reason
    assert words in found.message


def test_a_macro_sheet_is_refused(reader: Reader) -> None:
    stream = biff([an_xf(0)], [number_at(0, 0, 1)])
    at = stream.index(b"\x01\x00S")
    assert reason_of(reader, compound({"Workbook": stream[: at - 1] + b"\1" + stream[at:]})) == (
        "macros"
    )


@pytest.mark.parametrize(
    ("place", "reason"), [((20_000, 0), "beyond"), ((0, 200), "beyond"), ((0, 65_535), "broken")]
)
def test_no_cell_lies_far_away(reader: Reader, place: tuple[int, int], reason: str) -> None:
    stream = biff([an_xf(0)], [number_at(0, 0, 1), number_at(*place, 1)])
    assert reason_of(reader, compound({"Workbook": stream})) == reason


def test_a_long_text_that_is_repeated_without_end_is_refused(reader: Reader) -> None:
    text = struct.pack("<HB", 8000, 0) + b"a" * 8000
    table = (0x00FC, struct.pack("<II", 1, 1) + text)
    repeated = [(0x00FD, struct.pack("<HHHI", n // 200, n % 200, 0, 0)) for n in range(150_000)]
    few = compound({"Workbook": biff([an_xf(0), table], repeated[:3])})
    assert {len(str(one.value)) for one in cells_of(reader, few).values()} == {8000}
    many = compound({"Workbook": biff([an_xf(0), table], repeated)})
    assert reason_of(reader, many) == "too-large"


def test_a_sheet_without_an_end_is_broken(reader: Reader) -> None:
    stream = biff([an_xf(0)], [number_at(0, 0, 1)])[:-4]
    assert reason_of(reader, compound({"Workbook": stream + b"\xff" * 8})) == "broken"


def test_a_compound_file_cut_off_anywhere_is_refused_in_words(reader: Reader) -> None:
    whole = compound({"Workbook": biff([an_xf(0)], [number_at(0, 0, 1)])})
    for part in range(8, len(whole) - 4096, len(whole) // 25):
        assert isinstance(reader.read(whole[:part]), Unreadable)
