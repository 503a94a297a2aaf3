"""The form as a file: what is locked, what is limited, by what it is known, the same bytes."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook as Read
from openpyxl.worksheet.worksheet import Worksheet as ReadSheet
from tests.render.xlsx.reading import dangers, opened, parts, properties_of

from ganxian_ledger.domain.forms.filling import Filling, Mark
from ganxian_ledger.domain.forms.form import (
    COLUMNS,
    LISTS,
    MEASURES,
    META,
    TARGETS,
    Form,
    FormRow,
    Identity,
    key_of,
)
from ganxian_ledger.domain.forms.identify import SEAL
from ganxian_ledger.domain.model.calendar import months
from ganxian_ledger.render.xlsx.form import form_workbook

DAY = date(2024, 6, 20)
JUNE = months(2024, 6, 6, text="2024-06")
WHO = Identity(
    "示例〔2024〕1号", "2024年美丽示例区建设行动工作方案", "区水利局", JUNE, "0123456789ab"
)
MEASURE_ROWS = (
    FormRow(
        ("8.2", "管网建设", "建设管网。", "2024年12月31日", "5月24日 40%：开工\n存在问题：征地")
    ),
    FormRow(("8.10", "水源地", "保护水源地。", "2024年6月30日（方案要求6月底前）", "尚无进展")),
)
TARGET_ROWS = (FormRow(("pm25", "PM2.5", "不高于24微克/立方米", "微克/立方米", "尚无数据")),)
FORM = Form(WHO, date(2024, 6, 25), "领导小组办公室", MEASURE_ROWS, TARGET_ROWS, ("8.4 公转水",))
FILLING = Filling(
    {
        (MEASURES, "8.2", "note"): "=1+1",
        (MEASURES, "8.2", "percent"): "六十",
        (MEASURES, "8.10", "percent"): 70,
        (TARGETS, "pm25", "value"): Decimal("22.50"),
        (TARGETS, "pm25", "date"): date(2024, 6, 18),
    },
    (
        Mark(MEASURES, "8.2", "percent", "完成比例“六十”看不明白"),
        Mark(MEASURES, "8.2", "percent", "填整数"),
        Mark(MEASURES, "9.9", "percent", "没有这一行"),
    ),
    (("「进展填报」G6", "完成比例“六十”看不明白", "填0—100的整数，如 60"),),
)


def head_of(sheet: ReadSheet) -> int:
    """The row of the heads."""
    return next(row[0].row for row in sheet.iter_rows() if row[0].value == "编号")


def key_column(name: str) -> int:
    """The hidden column, from 1."""
    return len(COLUMNS[name]) + 1


def keys_in(sheet: ReadSheet, name: str) -> list[str]:
    """The keys of a sheet's rows, in their order."""
    at = key_column(name)
    found = (sheet.cell(row, at).value for row in range(head_of(sheet) + 1, sheet.max_row + 1))
    return [str(key) for key in found if key]


def open_cells(sheet: ReadSheet, *, of_foot: bool = False) -> set[str]:
    """The addresses of the cells that can be filled: of the table, or of the foot."""
    foot = next(int(row[0].row or 0) for row in sheet.iter_rows() if row[0].value == "填报人：")
    cells = (cell for row in sheet.iter_rows() for cell in row)
    return {
        cell.coordinate
        for cell in cells
        if not cell.protection.locked and (int(cell.row or 0) >= foot) is of_foot
    }


def meta_of(book: Read) -> Mapping[str, str]:
    """What stands on the hidden sheet."""
    return {str(row[0].value): str(row[1].value) for row in book[META].iter_rows()}


def rules_of(sheet: ReadSheet) -> dict[str, tuple[str | None, str | None, str | None]]:
    """The kind and the bounds of the limit of each column, by its head."""
    first = head_of(sheet)
    return {
        str(sheet.cell(first, min(rule.cells.ranges, key=str).min_col).value): (
            rule.type,
            rule.formula1,
            rule.formula2,
        )
        for rule in sheet.data_validations.dataValidation
    }


def test_sheets_are_named_and_the_hidden_ones_are_very_hidden() -> None:
    book = opened(form_workbook(FORM, DAY))
    assert {sheet.title: sheet.sheet_state for sheet in book} == {
        MEASURES: "visible",
        TARGETS: "visible",
        META: "veryHidden",
        LISTS: "veryHidden",
    }
    assert book.defined_names["是否"].attr_text == "_lists!$A$1:$A$2"
    assert [row[0].value for row in book[LISTS].iter_rows()] == ["是", "否"]


def test_a_sheet_that_asks_nothing_is_left_out() -> None:
    assert opened(form_workbook(FORM._replace(targets=()), DAY)).sheetnames[:2] == [MEASURES, META]
    assert opened(form_workbook(FORM._replace(measures=()), DAY)).sheetnames[:2] == [TARGETS, META]


@pytest.mark.parametrize("name", [MEASURES, TARGETS])
def test_each_row_carries_a_key_that_its_own_texts_prove(name: str) -> None:
    sheet = opened(form_workbook(FORM, DAY))[name]
    assert keys_in(sheet, name) == list(FORM.keys(name))
    locked = [n for n, column in enumerate(COLUMNS[name], start=1) if not column.is_open]
    for number, key in enumerate(FORM.keys(name), start=head_of(sheet) + 1):
        texts = [str(sheet.cell(number, at).value) for at in locked]
        assert key_of(WHO, name, texts) == key


def test_identity_and_seal_stand_on_the_hidden_sheet_and_in_the_properties() -> None:
    content = form_workbook(FORM, DAY)
    told = {**dict(WHO.parts), SEAL: FORM.seal}
    assert meta_of(opened(content)) == told
    assert properties_of(content) == told


def test_a_property_that_does_not_fit_is_left_out_and_never_differs() -> None:
    long = FORM._replace(identity=WHO._replace(title="长" * 300))
    content = form_workbook(long, DAY)
    assert "方案" not in properties_of(content)
    assert meta_of(opened(content))["方案"] == "长" * 300


@pytest.mark.parametrize("name", [MEASURES, TARGETS])
def test_only_the_asked_cells_are_open_in_a_sheet_protected_without_password(name: str) -> None:
    sheet = opened(form_workbook(FORM, DAY))[name]
    guard, first = sheet.protection, head_of(sheet) + 1
    assert guard.sheet
    assert guard.password is None
    allowed = (guard.formatRows, guard.formatColumns, guard.sort, guard.autoFilter)
    assert allowed == (False, False, False, False)  # the file says what is *not* allowed
    assert not guard.selectLockedCells
    expected = {
        sheet.cell(first + row, at).coordinate
        for row in range(len(FORM.rows[name]))
        for at, column in enumerate(COLUMNS[name], start=1)
        if column.is_open
    }
    assert open_cells(sheet) == expected


def test_the_open_cells_of_both_sheets_are_as_many_as_are_asked() -> None:
    book = opened(form_workbook(FORM, DAY))
    assert sum(len(open_cells(book[name])) for name in COLUMNS) == FORM.asked_cells == 15


@pytest.mark.parametrize("name", [MEASURES, TARGETS])
def test_who_fills_and_who_signs_can_be_typed_on_lines_within_the_page(name: str) -> None:
    sheet = opened(form_workbook(FORM, DAY))[name]
    last = sheet.max_row
    words = {"A": ("填报人：", "审核人（签字）："), "E": ("联系电话：", "日期：")}
    for letter, told in words.items():
        assert (sheet[f"{letter}{last - 1}"].value, sheet[f"{letter}{last}"].value) == told
    written = {f"{letter}{row}" for letter in "CDFG" for row in (last - 1, last)}
    assert open_cells(sheet, of_foot=True) == written
    assert all(sheet[place].border.bottom.style == "thin" for place in written)
    assert f":${get_column_letter(len(COLUMNS[name]))}${last}" in str(sheet.print_area)


def test_the_ids_of_targets_are_hidden_and_those_of_measures_are_not() -> None:
    book = opened(form_workbook(FORM, DAY))
    assert book[TARGETS].column_dimensions["A"].hidden
    assert not book[MEASURES].column_dimensions["A"].hidden
    assert book[TARGETS].cell(head_of(book[TARGETS]) + 1, 1).value == "pm25"


@pytest.mark.parametrize("name", [MEASURES, TARGETS])
def test_the_hidden_key_is_sorted_and_filtered_with_its_row_but_not_printed(name: str) -> None:
    sheet = opened(form_workbook(FORM, DAY))[name]
    at = key_column(name)
    letter = get_column_letter(at)
    assert sheet.column_dimensions[letter].hidden
    last = head_of(sheet) + len(FORM.rows[name])
    assert sheet.auto_filter.ref == f"A{head_of(sheet)}:{letter}{last}"
    shown = get_column_letter(at - 1)
    assert f"$A$1:${shown}$" in str(sheet.print_area)
    assert sheet.print_title_rows == f"${head_of(sheet)}:${head_of(sheet)}"


def test_every_open_column_is_limited_in_chinese_words() -> None:
    book = opened(form_workbook(FORM, DAY))
    assert rules_of(book[MEASURES]) == {
        "本月进展": ("textLength", "1000", None),
        "完成比例": ("whole", "0", "100"),
        "存在问题": ("textLength", "500", None),
        "下步打算": ("textLength", "500", None),
        "申请销号": ("list", "是否", None),
        "佐证材料": ("textLength", "500", None),
    }
    assert rules_of(book[TARGETS]) == {
        "本月数值": ("decimal", "-1000000000000", "1000000000000"),
        "取得日期": ("date", "45292", "46022"),  # 2024-01-01 to 2025-12-31
        "说明": ("textLength", "500", None),
    }
    for name in COLUMNS:
        for rule in book[name].data_validations.dataValidation:
            assert rule.promptTitle == rule.errorTitle
            assert len(rule.prompt) <= 30
            assert rule.error
            assert rule.allow_blank
            assert len(str(rule.sqref).split(":")) <= 2


def test_words_are_text_cells_and_figures_are_not() -> None:
    book = opened(form_workbook(FORM, DAY))
    formats = {
        column.head: book[name].cell(head_of(book[name]) + 1, at).number_format
        for name, columns in COLUMNS.items()
        for at, column in enumerate(columns, start=1)
        if column.is_open
    }
    assert formats == {
        "本月进展": "@",
        "完成比例": "General",
        "存在问题": "@",
        "下步打算": "@",
        "申请销号": "@",
        "佐证材料": "@",
        "本月数值": "General",
        "取得日期": "yyyy-mm-dd",
        "说明": "@",
    }


def test_it_opens_at_the_first_open_cell_with_head_number_and_name_in_sight() -> None:
    sheet = opened(form_workbook(FORM, DAY))[MEASURES]
    first = head_of(sheet) + 1
    assert sheet.freeze_panes == f"C{first}"
    assert sheet.sheet_view.selection[-1].activeCell == f"F{first}"


def test_the_percent_is_coloured_where_it_is_left_out_or_lower_than_last_time() -> None:
    sheet = opened(form_workbook(FORM, DAY))[MEASURES]
    (span,) = sheet.conditional_formatting
    rules = [rule.formula[0] for rule in span.rules]
    first = head_of(sheet) + 1
    assert str(span.sqref) == f"G{first}:G{first + 1}"
    assert rules[0] == f'AND($G{first}="",COUNTA($F{first}:$K{first})>0)'
    assert rules[1].startswith(f"AND(ISNUMBER($G{first}),$G{first}<IFERROR(VALUE(MID($E{first},")


def test_head_and_foot_tell_whose_form_it_is_and_what_is_not_asked() -> None:
    sheet = opened(form_workbook(FORM, DAY))[MEASURES]
    texts = [str(cell.value) for cell in sheet["A"] if cell.value]
    assert texts[0] == "美丽示例区建设行动2024年6月工作进展填报表"
    assert texts[1] == (
        "填报单位：区水利局　　方案文号：示例〔2024〕1号　　数据截至：2024年6月20日　　"
        "请于2024年6月25日前报送"
    )
    assert "已申请销号、正在核查，本月不用填的1项：8.4 公转水。" in texts
    assert texts[-3].startswith("填报说明：\n1. 完成比例")
    assert texts[-2:] == ["填报人：", "审核人（签字）："]


def test_rows_are_as_high_as_their_texts_and_one_that_cannot_be_says_so() -> None:
    long = FormRow(("8.11", "短", "长" * 10_000, "2024年12月31日", "尚无进展"))
    middle = FormRow(("8.12", "短", "长" * 200, "2024年12月31日", "尚无进展"))
    sheet = opened(form_workbook(FORM._replace(measures=(*MEASURE_ROWS, middle, long)), DAY))[
        MEASURES
    ]
    first = head_of(sheet) + 1
    heights = [sheet.row_dimensions[first + row].height or 0 for row in range(4)]
    assert heights[0] == heights[1] < heights[2] < heights[3] <= 409
    assert sheet.cell(first + 3, 3).value == "长" * 10_000
    texts = [str(cell.value) for cell in sheet["A"]]
    assert any(text.startswith("有1行文字超过行高上限") for text in texts)


def test_texts_from_data_stay_texts_and_hide_nothing() -> None:
    hostile = FormRow(("=1+1", "+86", "@x\x1b[31m", "\u202e倒", "http://example.com/\n{=1}"))
    form = FORM._replace(measures=(hostile,), waiting=("=cmd|' /c'!A1",))
    content = form_workbook(form, DAY)
    sheet = opened(content)[MEASURES]
    cells = sheet[head_of(sheet) + 1]
    assert [cell.value for cell in cells[:5]] == [
        "=1+1",
        "+86",
        "@x␛[31m",
        "\\u202e倒",
        "http://example.com/\n{=1}",
    ]
    assert {cell.data_type for cell in cells[:5]} == {"s"}
    assert dangers(content) == []


def test_the_same_form_gives_the_same_bytes() -> None:
    assert form_workbook(FORM, DAY) == form_workbook(FORM, DAY)
    assert form_workbook(FORM, DAY, FILLING) == form_workbook(FORM, DAY, FILLING)
    assert opened(form_workbook(FORM, DAY)).properties.created == datetime(2024, 6, 20)  # noqa: DTZ001


def test_a_copy_that_goes_back_keeps_the_answers_and_marks_what_is_wrong() -> None:
    content = form_workbook(FORM, DAY, FILLING)
    book = opened(content)
    assert book.sheetnames[0] == "退回说明"
    sheet, aims = book[MEASURES], book[TARGETS]
    first = head_of(sheet) + 1
    assert sheet.cell(first, 6).value == "=1+1"
    assert sheet.cell(first, 6).data_type == "s"
    wrong = sheet.cell(first, 7)
    assert wrong.value == "六十"
    assert wrong.fill.start_color.rgb == "FFFFC7CE"
    assert wrong.comment is not None
    assert wrong.comment.author == "领导小组办公室"
    assert wrong.comment.text == "领导小组办公室：\n完成比例“六十”看不明白\n填整数"
    assert sheet.cell(first + 1, 7).value == 70
    assert sheet.cell(first + 1, 7).comment is None
    assert aims.cell(head_of(aims) + 1, 6).value == 22.5
    assert aims.cell(head_of(aims) + 1, 7).value == datetime(2024, 6, 18)  # noqa: DTZ001
    listed = [[cell.value for cell in row] for row in book["退回说明"].iter_rows(min_row=5)]
    assert listed == [["1", *FILLING.remarks[0]]]


def test_a_copy_that_goes_back_is_a_form_as_well() -> None:
    plain, back = opened(form_workbook(FORM, DAY)), opened(form_workbook(FORM, DAY, FILLING))
    assert meta_of(back) == meta_of(plain)
    for name in COLUMNS:
        assert keys_in(back[name], name) == keys_in(plain[name], name)
        assert len(open_cells(back[name])) == len(open_cells(plain[name]))
        assert back[name].protection.sheet
    (span,) = back[MEASURES].conditional_formatting
    assert str(span.sqref) == f"G{head_of(back[MEASURES]) + 2}"  # the mark keeps its colour


def test_every_part_of_a_form_is_well_formed_and_names_no_person() -> None:
    for content in (form_workbook(FORM, DAY), form_workbook(FORM, DAY, FILLING)):
        core = parts(content)["docProps/core.xml"]
        assert "<dc:creator></dc:creator>" in core or "<dc:creator/>" in core


@pytest.mark.skipif(shutil.which("soffice") is None, reason="需要 LibreOffice（soffice）")
def test_libreoffice_saves_a_form_that_is_known_again(tmp_path: Path) -> None:
    source = tmp_path / "in" / "form.xlsx"
    source.parent.mkdir()
    source.write_bytes(form_workbook(FORM, DAY, FILLING))
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(tmp_path),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=120,
        env={**os.environ, "HOME": str(tmp_path)},
    )
    content = (tmp_path / "form.xlsx").read_bytes()
    book = opened(content)
    assert meta_of(book) == {**dict(WHO.parts), SEAL: FORM.seal}
    assert properties_of(content) == {**dict(WHO.parts), SEAL: FORM.seal}
    assert book[META].sheet_state != "visible"
    for name in COLUMNS:
        sheet = book[name]
        first = head_of(sheet) + 1
        assert keys_in(sheet, name) == list(FORM.keys(name))
        rows = range(first, first + len(FORM.rows[name]))
        opened_cells = {
            sheet.cell(row, at).coordinate
            for row in rows
            for at, column in enumerate(COLUMNS[name], start=1)
            if column.is_open
        }
        assert open_cells(sheet) & {c.coordinate for r in rows for c in sheet[r]} == opened_cells
        assert sheet.protection.sheet
    sheet = book[MEASURES]
    assert sheet.cell(head_of(sheet) + 1, 6).value == "=1+1"
    assert rules_of(sheet)["完成比例"] == ("whole", "0", "100")
