"""What a cell holds: values, days, shares, formulas and errors, each at its right address."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from tests.adapters.workbook.packages import (
    OFFICE,
    SHEET,
    book,
    cell,
    cells_of,
    packed,
    parts,
    reason_of,
    related,
    row,
)

from ganxian_ledger.adapters.workbook.looks import look_of_code
from ganxian_ledger.adapters.workbook.reader import Reader
from ganxian_ledger.domain.forms.raw import RawBook, RawCell, address

STYLES = (
    '<numFmts><numFmt numFmtId="200" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/>'
    '<numFmt numFmtId="201" formatCode="0.0%"/><numFmt numFmtId="202" formatCode="0&quot;%&quot;"/>'
    '</numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs>'
    + "".join(f'<xf numFmtId="{one}"/>' for one in (0, 14, 31, 57, 200, 9, 201, 202, 20, 46))
    + "</cellXfs>"
)


@pytest.mark.parametrize(
    ("row_number", "column", "shown"),
    [(1, 1, "A1"), (7, 7, "G7"), (9, 26, "Z9"), (1, 27, "AA1"), (3, 200, "GR3"), (2, 703, "AAA2")],
)
def test_an_address_is_as_the_program_shows_it(row_number: int, column: int, shown: str) -> None:
    assert address(row_number, column) == shown


@pytest.mark.parametrize(
    ("code", "look"),
    [
        ("General", ""),
        ("G/通用格式", ""),
        ("0%", "percent"),
        ("0.00%;[Red]-0.00%", "percent"),
        ('0"%"', ""),
        ("0\\%", ""),
        ("0_%", ""),
        ("#,##0.0*%", ""),
        ("0.00E+00", ""),
        ("[Red]0;[Blue]0", ""),
        ('0"days"', ""),
        ('[$-804]yyyy"年"m"月"d"日";@', "day"),
        ("m/d", "day"),
        ("上午/下午h:mm", "day"),
        ("[h]:mm:ss", "span"),
        ("@", ""),
        ('"没有结尾', ""),
        ("[没有结尾%", ""),
    ],
)
def test_a_number_format_tells_how_a_number_is_shown(code: str, look: str) -> None:
    assert look_of_code(code) == look


def test_numbers_are_whole_where_they_are_and_days_where_they_are_shown_so(reader: Reader) -> None:
    data = row(
        1,
        *(cell(f"{letter}1", "<v>45467</v>", style=n) for n, letter in enumerate("ABCDEFGH")),
    ) + row(
        3,
        cell("B3", "<v>50.0</v>"),
        cell("C3", "<v>0.30000000000000004</v>"),
        cell("D3", "<v>20240624</v>", style=1),
        cell("E3", "<v>45467.75</v>", style=1),
        cell("F3", "<v>0.5</v>", style=8),
        cell("G3", "<v>1.5</v>", style=9),
        cell("H3", "<v>-5</v>", style=1),
        cell("I3", "<v>1</v>", kind="b"),
        cell("J3", "<v>2024-06-24</v>", kind="d"),
        cell("K3", "<v>7</v>", style=99),
        cell("L3", "<v>1e300</v>"),
    )
    found = cells_of(reader, book(data, styles=STYLES))
    day = date(2024, 6, 24)
    assert [found[1, n].value for n in range(1, 9)] == [45467, day, day, day, day, *[45467] * 3]
    assert [found[1, n].is_percent for n in range(1, 9)] == [False] * 5 + [True, True, False]
    values = [found[3, n].value for n in range(2, 13)]
    assert values == [
        *(50, 0.30000000000000004, 20240624, datetime.fromisoformat("2024-06-24T18:00")),
        *("12:00:00", "36:00:00", -5, True, day, 7, 1e300),
    ]
    assert isinstance(values[0], int)
    assert values[7] is True


def test_the_calendar_from_1904_is_another_one(reader: Reader) -> None:
    data = row(1, cell("A1", "<v>44005</v>", style=1))
    made = book(data, styles=STYLES, about='<workbookPr date1904="true"/>')
    assert cells_of(reader, made) == {(1, 1): RawCell(date(2024, 6, 24))}


def test_texts_come_whole_without_their_readings_and_with_their_escapes(reader: Reader) -> None:
    strings = (
        "<si><r><t>水利</t></r><r><t>工程</t></r><rPh sb='0' eb='1'><t>shuili</t></rPh></si>"
        "<si><t>一_x000D_\n二_x005F_x000D_</t></si><si><t xml:space='preserve'>  \t</t></si><si/>"
    )
    data = row(
        2,
        *(cell(f"{letter}2", f"<v>{n}</v>", kind="s") for n, letter in enumerate("ABCD")),
        cell("E2", "<is><r><t>内</t></r><r><t>联</t></r></is>", kind="inlineStr"),
        cell("F2", "<v>=1+1 &amp; &lt;b&gt;</v>", kind="str"),
        cell("G2", "<v/>", kind="str"),
        cell("H2", style=3),
    )
    found = cells_of(reader, book(data, strings=strings))
    assert {place: one.value for place, one in found.items()} == {
        (2, 1): "水利工程",
        (2, 2): "一\r\n二_x000D_",
        (2, 5): "内联",
        (2, 6): "=1+1 & <b>",
    }


def test_formulas_and_errors_are_never_taken_for_empty_cells(reader: Reader) -> None:
    data = (
        row(
            1,
            cell("A1", "<f>1+1</f><v>2</v>"),
            cell("B1", "<f>NOW()</f>"),
            cell("C1", "<f>1/0</f><v>#DIV/0!</v>", kind="e"),
            cell("D1", "<v>#N/A</v>", kind="e"),
            cell("E1", '<f t="shared" ref="E1:E2" si="0">A1</f><v>0.5</v>', style=5),
        )
        + row(2, cell("B2", '<f t="array" ref="B2:C3">A1:B2</f><v>1</v>'), cell("C2", "<v>2</v>"))
        + row(3, cell("E3", '<f t="shared" si="0"/><v>x</v>', kind="str"))
        + row(4, cell("A4", "<v>nan</v>"), cell("B4", "<v>INF</v>"))
    )
    assert cells_of(reader, book(data, styles=STYLES)) == {
        (1, 1): RawCell(2, is_formula=True),
        (1, 2): RawCell(None, is_formula=True),
        (1, 3): RawCell(None, is_formula=True, is_error=True),
        (1, 4): RawCell(None, is_error=True),
        (1, 5): RawCell(0.5, is_formula=True, is_percent=True),
        (2, 2): RawCell(1, is_formula=True),
        (2, 3): RawCell(2, is_formula=True),
        (3, 2): RawCell(None, is_formula=True),
        (3, 3): RawCell(None, is_formula=True),
        (3, 5): RawCell("x", is_formula=True),
        (4, 1): RawCell(None, is_error=True),
        (4, 2): RawCell(None, is_error=True),
    }


def test_cells_without_addresses_follow_each_other(reader: Reader) -> None:
    data = "<row><c><v>1</v></c><c><v>2</v></c></row><row/><row r='5'><c/><c><v>3</v></c></row>"
    found = cells_of(reader, book(data))
    assert {place: one.value for place, one in found.items()} == {(1, 1): 1, (1, 2): 2, (5, 2): 3}


def test_styled_cells_far_away_that_hold_nothing_are_no_fault(reader: Reader) -> None:
    data = row(1, cell("A1", "<v>1</v>")) + row(1_048_576, cell("XFD1048576", style=1))
    assert cells_of(reader, book(data)) == {(1, 1): RawCell(1)}


def test_sheets_are_found_by_their_relations_and_not_by_names_of_files(reader: Reader) -> None:
    made = parts(row(1, cell("A1", "<v>1</v>")))
    made["xl/other/二.xml"] = made[SHEET].replace("<v>1</v>", "<v>2</v>")
    made["xl/workbook.xml"] = made["xl/workbook.xml"].replace(
        "<sheets>",
        '<sheets><sheet name="&amp;进展" sheetId="9" state="veryHidden" r:id="rId2"/>'
        '<sheet name="图" sheetId="8" r:id="rId3"/>',
    )
    made["xl/_rels/workbook.xml.rels"] = related(
        [
            ("worksheet", "worksheets/sheet1.xml"),
            ("worksheet", "/xl/OTHER/二.xml"),
            ("chartsheet", "other/二.xml"),
        ]
    )
    found = reader.read(packed(made))
    assert isinstance(found, RawBook)
    assert [(sheet.name, sheet.is_hidden) for sheet in found.sheets] == [
        ("&进展", True),
        ("S", False),
    ]
    assert [sheet.rows[1][1].value for sheet in found.sheets] == [2, 1]
    assert found.notes == ("表里有图表页，没有读取",)


def test_what_calamine_sees_otherwise_than_we_do_is_refused_and_not_guessed(reader: Reader) -> None:
    for inner in ("<v><![CDATA[5]]></v>", "<v>&#53;6</v>"):
        found = row(1, cell("A1", inner))
        assert reason_of(reader, book(found)) == "broken"


@pytest.mark.parametrize("number", [" 1 ", "\n1", "+1", "1.0", "-1", "2", "x"])
def test_a_shared_text_of_an_odd_number_is_not_taken_for_another(
    reader: Reader, number: str
) -> None:
    """calamine takes the first text where it cannot read the number."""
    strings = "<si><t>零</t></si><si><t>一</t></si>"
    found = book(row(1, cell("A1", f"<v>{number}</v>", kind="s")), strings=strings)
    assert reason_of(reader, found) == "broken"


def test_properties_of_the_document_are_read(reader: Reader) -> None:
    made = parts(row(1, cell("A1", "<v>1</v>")))
    made["_rels/.rels"] = related(
        [("officeDocument", "/xl/workbook.xml"), ("custom-properties", "docProps/custom.xml")]
    )
    made["docProps/custom.xml"] = (
        f'<Properties xmlns:vt="{OFFICE}"><property name="月份"><vt:lpwstr>2024-06</vt:lpwstr>'
        '</property><property name="空"><vt:lpwstr/></property></Properties>'
    )
    found = reader.read(packed(made))
    assert isinstance(found, RawBook)
    assert found.properties == {"月份": "2024-06", "空": ""}
