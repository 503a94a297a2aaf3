"""The file: text stays text, the same bytes, what stays in sight, how it is printed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from itertools import combinations

import pytest
from openpyxl.worksheet.worksheet import Worksheet as ReadSheet
from tests.render.xlsx.reading import (
    HEAD,
    dangers,
    merged_rows,
    opened,
    parts,
    properties_of,
    rows,
)
from tests.support.cli import SOURCE

from ganxian_ledger.domain.views.paper import Chart, Series
from ganxian_ledger.domain.views.table import Cell, Column, Table
from ganxian_ledger.domain.views.workbook import Group, Workbook, Worksheet
from ganxian_ledger.render.width import safe_text
from ganxian_ledger.render.xlsx import cells, workbook
from ganxian_ledger.render.xlsx.printing import breaks

COLUMNS = (
    Column("id", "编号"),
    Column("title", "措施", fold=True),
    Column("light", "亮灯", is_light=True),
    Column("percent", "完成比例", "right", suffix="%"),
    Column("change", "增减", "right", is_change=True),
    Column("due", "时限"),
)
ROWS: tuple[tuple[Cell, ...], ...] = (
    ("8.2", "管网建设", "红", 40, -3, date(2024, 6, 30)),
    ("8.10", "水源地", "蓝", Decimal("92.50"), 2, None),
    ("合计", None, None, 2, 0, None),
)
CHART = Chart(
    "rates",
    "销号率",
    "stacked",
    ("甲", "乙"),
    (Series("销号率", (Decimal("33.3"), None), "蓝"),),
    "%",
)
SHEET = Worksheet(
    "台账",
    "工作台账",
    Table(COLUMNS, ROWS, sums=1),
    groups=(Group("三（一）", parts=(Group("1.碳达峰（1项）", 1), Group("2.碧水（1项）", 1))),),
    notes=("共 2 条",),
    charts=(CHART,),
    size="A3",
    fixed=2,
)
BOOK = Workbook(
    "2024年6月工作台账",
    (("方案文号", "示例〔2024〕1号"), ("数据版本", "abc")),
    (SHEET,),
    date(2024, 6, 30),
    "文号：示例〔2024〕1号　截至：2024年6月30日",
    (("红灯", "逾期"),),
)
HOSTILE = (
    "=1+1",
    "+86",
    "@x",
    "-1",
    "=Sheet1!$A$1",
    "http://example.com/",
    "mailto:a@example.com",
    "external:c.xlsx",
    "\x1b[31m红",
    "<b>粗</b>&amp;",
    "一\n二",
    "甲\u202e乙",
    "_x001B_",
    "&A&[Picture]&G",
    "'",
    "𠮷" * 3,
)


def flooded(text: str) -> Workbook:
    """A book that has this text in every place that takes one."""
    columns = tuple(column._replace(head=text) for column in COLUMNS)
    chart = CHART._replace(title=text, categories=(text, text), series=(Series(text, (1, 2)),))
    sheet = Worksheet(
        name=text,
        title=text,
        table=Table(columns, ((text,) * len(columns),)),
        groups=(Group(text, 1),),
        notes=(text,),
        charts=(chart,),
    )
    empty = sheet._replace(table=Table(columns, ()), groups=(), charts=(), empty=text)
    facts = ((text, text), (text, text))
    return Workbook(text, facts, (sheet, empty), date(2024, 6, 30), text, ((text, text),))


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text_wherever_it_stands(text: str) -> None:
    content = workbook(flooded(text))
    assert dangers(content) == []
    found = opened(content)
    first = found.worksheets[0]
    cells_read = [cell for row in first.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells_read} == {"s"}
    assert {str(cell.value) for cell in cells_read} == {safe_text(text)}
    foot = re.findall("<oddFooter>(.*)</oddFooter>", parts(content)["xl/worksheets/sheet1.xml"])
    assert re.findall('&amp;([^"“”9]|9(?! ))', foot[0]) == ["L", "R", "P", "N"]


def test_a_text_of_40000_characters_is_cut_in_sight() -> None:
    sheet = SHEET._replace(
        table=Table(COLUMNS, (("8.3", "长" * 40_000, "红", 1, 1, None),)), groups=()
    )
    found = opened(workbook(replace(BOOK, sheets=(sheet,))))["台账"]
    text = str(found.cell(HEAD + 1, 2).value)
    assert len(text) == 32_767
    assert "原文共40000字" in text
    assert text.endswith("全文见台账编号8.3）")
    assert found.row_dimensions[HEAD + 1].height == 408.75
    notes = [str(row[0].value) for row in found.iter_rows(min_row=HEAD + 2)]
    assert notes == [
        "共 2 条",
        "有1行文字超过行高上限，显示和打印不全，全文在单元格里：台账编号8.3。",
    ]


def test_numbers_are_numbers_and_dates_are_dates_shown_as_elsewhere() -> None:
    found = list(rows(opened(workbook(BOOK))["台账"]))
    assert [row["完成比例"] for row in found] == [40, 92.5, 2]
    assert found[0]["时限"] == datetime(2024, 6, 30)  # noqa: DTZ001 (as openpyxl reads days)
    assert [row["增减"] for row in found] == [-3, 2, 0]
    sheet = opened(workbook(BOOK))["台账"]
    row = next(cell.row for cell in sheet["A"] if cell.value == "8.10")
    assert sheet.cell(row, 4).number_format == '0.00"%"_ '
    assert sheet.cell(row, 5).number_format == "+0_ ;-0_ ;0_ "


@pytest.mark.parametrize(
    "cell", [Decimal("1234567890.123456789"), 10**16 + 1, date(1900, 2, 28), date(1, 1, 1)]
)
def test_what_a_spreadsheet_would_change_is_written_as_text(cell: Cell) -> None:
    table = Table((Column("a", "数", "right"), Column("b", "乙")), ((cell, None),))
    sheet = Worksheet("数", "数", table)
    found = opened(workbook(replace(BOOK, sheets=(sheet,))))["数"].cell(HEAD + 1, 1)
    assert found.value == (cell.isoformat() if isinstance(cell, date) else str(cell))


def test_the_same_book_gives_the_same_bytes() -> None:
    assert workbook(BOOK) == workbook(BOOK)


def test_another_process_gives_the_same_bytes() -> None:
    code = (
        "import sys, hashlib\n"
        "from tests.render.xlsx.test_workbook import BOOK, workbook\n"
        "print(hashlib.sha256(workbook(BOOK)).hexdigest())\n"
    )
    path = os.pathsep.join((str(SOURCE), str(SOURCE.parent)))

    def digest(seed: str) -> str:
        env = {**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": seed, "TZ": f"UTC+{seed}"}
        done = subprocess.run(
            [sys.executable, "-c", code], env=env, check=True, capture_output=True, text=True
        )
        return done.stdout

    assert digest("1") == digest("7")


def test_its_properties_tell_the_plan_and_the_revision_and_no_person() -> None:
    properties = opened(workbook(BOOK)).properties
    assert (properties.title, properties.subject) == ("2024年6月工作台账", "示例〔2024〕1号")
    assert properties.created == properties.modified == datetime(2024, 6, 30)  # noqa: DTZ001
    assert not properties.creator
    assert not properties.lastModifiedBy
    assert properties_of(workbook(BOOK)) == {
        "方案文号": "示例〔2024〕1号",
        "数据版本": "abc",
        "版式": "工作簿第2版",
    }


def test_long_facts_are_cut_in_properties_and_whole_in_the_sheet() -> None:
    book = replace(BOOK, facts=(("数据口径", "长" * 300), ("说明", "甲"), ("说明", "乙")))
    found = opened(workbook(book))
    held = properties_of(workbook(book))
    assert held["数据口径"].endswith("……（全文见“说明”）")
    assert len(held["数据口径"]) == 255
    assert (held["说明"], held["说明2"]) == ("甲", "乙")
    told = {row[0].value: row[1].value for row in found["说明"].iter_rows()}
    assert told["数据口径"] == "长" * 300
    assert told["红灯"] == "逾期"


def test_heads_and_first_columns_stay_in_sight_and_rows_can_be_filtered() -> None:
    sheet = opened(workbook(BOOK))["台账"]
    assert sheet.freeze_panes == "C4"
    assert sheet.auto_filter.ref == "A3:F8"  # without the sums
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.max_row == 10


def test_it_is_printed_across_one_page_wide_with_numbered_pages() -> None:
    book = opened(workbook(BOOK))
    sheet = book["台账"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (8, "landscape")
    assert book["说明"].page_setup.paperSize == 9
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)
    assert sheet.print_options.horizontalCentered
    assert "第 &P 页 共 &N 页" in parts(workbook(BOOK))["xl/worksheets/sheet1.xml"].replace(
        "&amp;", "&"
    )
    assert "示例〔2024〕1号" in str(sheet.HeaderFooter.oddFooter.left.text)


def test_the_colours_of_lights_are_set_by_the_word_that_stays() -> None:
    sheet = opened(workbook(BOOK))["台账"]
    (found,) = sheet.conditional_formatting
    rules = found.rules
    assert str(found.sqref) == "C4:C8"
    assert [rule.formula for rule in rules] == [['"红"'], ['"黄"'], ['"绿"'], ['"蓝"'], ['"灰"']]
    assert all(rule.stopIfTrue for rule in rules)
    assert [row["亮灯"] for row in rows(sheet)] == ["红", "蓝", None]


def test_merged_heads_stand_above_their_rows_and_do_not_overlap() -> None:
    sheet = opened(workbook(BOOK))["台账"]
    column = [cell.value for cell in sheet["A"]]
    assert column[3:] == [
        "三（一）",
        "1.碳达峰（1项）",
        "8.2",
        "2.碧水（1项）",
        "8.10",
        "合计",
        "共 2 条",
    ]
    assert merged_rows(sheet) == {1, 2, 4, 5, 7, 10}
    _assert_apart(sheet)


def _assert_apart(sheet: ReadSheet) -> None:
    for one, other in combinations(sheet.merged_cells.ranges, 2):
        assert one.isdisjoint(other), f"{one} {other}"


def test_sums_are_bold() -> None:
    sheet = opened(workbook(BOOK))["台账"]
    bold = {row[0].value for row in sheet.iter_rows() if row[0].font.bold}
    assert bold == {"合计"}


def test_an_empty_table_says_so() -> None:
    empty = Worksheet("空", "空", Table(COLUMNS, ()), notes=("注",))
    sheet = opened(workbook(replace(BOOK, sheets=(empty,))))["空"]
    assert sheet.cell(HEAD + 1, 1).value == "无"
    assert sheet.auto_filter.ref is None
    _assert_apart(sheet)


def test_a_table_of_one_column_has_nothing_to_merge() -> None:
    one = Worksheet("一", "一", Table((Column("a", "甲"),), (("乙",),)), groups=(Group("丙", 1),))
    sheet = opened(workbook(replace(BOOK, sheets=(one,))))["一"]
    assert [cell.value for cell in sheet["A"]] == ["一", BOOK.subtitle, "甲", "丙", "乙"]


def test_a_chart_is_native_and_draws_cells() -> None:
    content = workbook(BOOK)
    (chart,) = (text for name, text in parts(content).items() if "/charts/" in name)
    assert set(re.findall(r"<c:f>(.*?)</c:f>", chart)) == {
        "图表数据!$A$1",
        "图表数据!$B$2",
        "图表数据!$A$3:$A$4",
        "图表数据!$B$3:$B$4",
    }
    data = opened(content)["图表数据"]
    assert [[cell.value for cell in row] for row in data.iter_rows()] == [
        ["销号率", None],
        ["类别", "销号率"],
        ["甲", 33.3],
        ["乙", None],
    ]


def test_the_figures_of_charts_are_hidden_and_drawn_all_the_same() -> None:
    content = workbook(BOOK)
    assert opened(content)["图表数据"].sheet_state == "hidden"
    assert {sheet.sheet_state for sheet in opened(content).worksheets[:-1]} == {"visible"}
    (chart,) = (text for name, text in parts(content).items() if "/charts/" in name)
    assert "plotVisOnly" not in chart


def test_figures_of_plain_bars_stand_behind_their_ends() -> None:
    parted = CHART._replace(series=(*CHART.series, Series("其余", (1, 2))))
    book = replace(BOOK, sheets=(SHEET._replace(charts=(CHART, parted)),))
    drawn = {name: text for name, text in parts(workbook(book)).items() if "/charts/" in name}
    plain, stacked = (drawn[f"xl/charts/chart{number}.xml"] for number in (1, 2))
    assert '<c:grouping val="clustered"/>' in plain  # whose labels stand behind, unless told
    assert "dLblPos" not in plain
    assert '<c:max val="110"/>' in plain
    assert '<c:grouping val="stacked"/>' in stacked


def test_where_words_could_stand_and_there_are_none_a_dash_does() -> None:
    table = Table(COLUMNS, (("8.2", "", "红", None, None, None), ("合计", None, None, 1, 0, None)))
    sheet = Worksheet("空", "空", table._replace(sums=1))
    found = opened(workbook(replace(BOOK, sheets=(sheet,))))["空"]
    assert [cell.value for cell in found[HEAD + 1]] == ["8.2", "—", "红", None, None, None]
    assert [cell.value for cell in found[HEAD + 2]] == ["合计", None, None, 1, 0, None]


def test_no_page_ends_with_a_head_and_each_ends_where_it_is_full() -> None:
    heights = [30.0, 20.0, *[50.0] * 4, 20.0, 20.0, *[50.0] * 3]
    assert breaks(heights, {6, 7}, 1, 300.0) == [6]
    assert breaks(heights, {6, 7}, 1, 330.0) == [6]
    assert breaks(heights, {6, 7}, 1, 340.0) == [9]
    assert breaks(heights, (), 1, 1000.0) == []
    assert breaks([30.0, 20.0, 900.0, 900.0], (), 1, 300.0) == [2, 3]


def test_pages_of_grouped_sheets_end_before_heads_of_groups() -> None:
    rows_of = tuple(("8.2", "管网" * 300, "红", 1, 1, None) for _ in range(40))
    groups = tuple(Group(f"{number}.任务", 1) for number in range(40))
    sheet = Worksheet("台账", "台账", Table(COLUMNS, rows_of), groups=groups)
    found = opened(workbook(replace(BOOK, sheets=(sheet,))))["台账"]
    ends = [found.cell(one.id + 1, 1).value for one in found.row_breaks.brk]
    assert len(ends) > 3
    assert all(str(value).endswith(".任务") for value in ends)


def test_words_stand_above_the_table_that_they_lead_to() -> None:
    sheet = SHEET._replace(words=("逾期2项：",), groups=())
    found = opened(workbook(replace(BOOK, sheets=(sheet,))))["台账"]
    column = [cell.value for cell in found["A"]]
    assert column[2:5] == ["逾期2项：", "编号", "8.2"]
    assert found.print_title_rows == "$4:$4"
    assert found.auto_filter.ref == "A4:F6"


def test_a_chart_with_nothing_to_draw_is_left_out() -> None:
    chart = CHART._replace(categories=(), series=(Series("销号率", ()),))
    content = workbook(replace(BOOK, sheets=(SHEET._replace(charts=(chart,)),)))
    assert "图表数据" not in opened(content).sheetnames


def test_more_rows_than_a_spreadsheet_holds_are_refused() -> None:
    with pytest.raises(cells.TooManyRows) as refused:
        cells.held(-1)
    assert refused.value.remedy == "用筛选条件分几次导出"
