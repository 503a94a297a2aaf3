"""Files of real programs: XlsxWriter, openpyxl, LibreOffice; openpyxl is the oracle as well."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from tests.adapters.workbook.packages import cells_of, reason_of

from ganxian_ledger.adapters.workbook.reader import Reader
from ganxian_ledger.domain.forms.raw import Area, RawBook, RawCell, Unreadable

there = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed"
)
VALUES: dict[tuple[int, int], str | int | float | date | datetime] = {
    (3, 3): "本月完成\n管网 12.5 公里",
    (4, 3): 50,
    (5, 3): 0.125,
    (6, 3): date(2024, 6, 24),
    (7, 3): datetime.fromisoformat("2024-06-24T09:30"),
    (8, 3): "=1+1",
    (9, 30): "远处",
    (12, 2): "合并",
    (14, 3): 0.35,
}


def by_xlsxwriter() -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        sheet = made.add_worksheet("进展填报")
        day = made.add_format({"num_format": "yyyy-mm-dd"})
        moment = made.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet.write_string(2, 2, str(VALUES[3, 3]))
        sheet.write_number(3, 2, 50)
        sheet.write_number(4, 2, 0.125)
        sheet.write_datetime(5, 2, VALUES[6, 3], day)
        sheet.write_datetime(6, 2, VALUES[7, 3], moment)
        sheet.write_string(7, 2, "=1+1")
        sheet.write_string(8, 29, "远处")
        sheet.merge_range(11, 1, 12, 3, "合并")
        sheet.write_number(13, 2, 0.35, made.add_format({"num_format": "0%"}))
        sheet.write_blank(14, 2, None, day)
        sheet.write_string(15, 2, "   ")
        sheet.write_formula(16, 2, "=SUM(C4:C5)", None, 50.125)
        sheet.write_formula(17, 2, "=1/0", None, "#DIV/0!")
        meta = made.add_worksheet("_meta")
        meta.write_string(0, 0, "填报单位")
        meta.very_hidden()
        made.add_worksheet("空表")
        made.set_custom_property("填报单位", "区水利局")
    return out.getvalue()


def by_openpyxl() -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "进展填报"
    for (row, column), value in VALUES.items():
        sheet.cell(row, column, value)
    sheet.cell(8, 3).data_type = "s"
    sheet.cell(14, 3).number_format = "0%"
    sheet.merge_cells("B12:D13")
    sheet.cell(17, 3, "=SUM(C4:C5)")
    meta = made.create_sheet("_meta")
    meta["A1"] = "填报单位"
    meta.sheet_state = "veryHidden"
    made.create_sheet("空表")
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def check(found: RawBook | Unreadable) -> None:
    assert isinstance(found, RawBook), found
    assert [(sheet.name, sheet.is_hidden) for sheet in found.sheets] == [
        ("进展填报", False),
        ("_meta", True),
        ("空表", False),
    ]
    rows = found.sheets[0].rows
    for (row, column), value in VALUES.items():
        assert rows[row][column] == RawCell(value, is_percent=value == 0.35)
        assert type(rows[row][column].value) is type(value)
    assert {(row, column) for row, cells in rows.items() for column in cells} - {(18, 3)} == {
        *VALUES,
        (17, 3),
    }
    assert rows[17][3].is_formula
    assert found.sheets[1].rows == {1: {1: RawCell("填报单位")}}
    assert found.sheets[2].rows == {}
    assert [sheet.merged for sheet in found.sheets] == [(Area(12, 2, 13, 4),), (), ()]


def test_a_file_of_xlsxwriter_is_read_whole(reader: Reader) -> None:
    found = reader.read(by_xlsxwriter())
    check(found)
    assert isinstance(found, RawBook)
    assert found.sheets[0].rows[17][3] == RawCell(50.125, is_formula=True)
    assert found.sheets[0].rows[18][3] == RawCell(None, is_formula=True, is_error=True)
    assert found.properties == {"填报单位": "区水利局"}
    assert (found.kind, found.notes) == ("xlsx", ())


def test_a_file_of_openpyxl_is_read_whole(reader: Reader) -> None:
    found = reader.read(by_openpyxl())
    check(found)
    assert isinstance(found, RawBook)
    assert found.sheets[0].rows[17][3] == RawCell(None, is_formula=True)


def test_openpyxl_sees_the_same_values(reader: Reader) -> None:
    data = by_xlsxwriter()
    oracle = openpyxl.load_workbook(BytesIO(data), data_only=True)["进展填报"]
    for (row, column), one in cells_of(reader, data).items():
        seen = oracle.cell(row, column).value
        if isinstance(one.value, date) and not isinstance(one.value, datetime):
            assert isinstance(seen, datetime)
            seen = seen.date()
        assert one.is_error or seen == one.value


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A file saved again by LibreOffice, by ending."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "in.xlsx").write_bytes(by_xlsxwriter())
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for ending in ("xlsx", "xls", "ods"):
        out = folder / ending
        subprocess.run(
            [
                *("soffice", profile, "--headless", "--convert-to", ending),
                *("--outdir", str(out), str(folder / "in.xlsx")),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
    return {one: Path(folder / one / f"in.{one}").read_bytes() for one in ("xlsx", "xls", "ods")}


@there
@pytest.mark.parametrize("ending", ["xlsx", "xls"])
def test_a_file_saved_by_libreoffice_is_read_whole(
    reader: Reader, office: dict[str, bytes], ending: str
) -> None:
    found = reader.read(office[ending])
    check(found)
    assert isinstance(found, RawBook)
    assert found.kind == ending
    assert found.sheets[0].rows[18][3].is_formula


@there
def test_an_ods_is_to_be_saved_as_xlsx(reader: Reader, office: dict[str, bytes]) -> None:
    found = reader.read(office["ods"])
    assert isinstance(found, Unreadable)
    assert found.reason == "other-format"
    assert ".xlsx" in found.remedy


@there
def test_an_xls_of_libreoffice_cut_off_is_refused_in_words(
    reader: Reader, office: dict[str, bytes]
) -> None:
    whole = office["xls"]
    for part in range(50):
        cut = whole[: len(whole) * part // 50]
        assert isinstance(reader.read(cut), RawBook | Unreadable)
    assert reason_of(reader, whole[: len(whole) // 3]) == "broken"
