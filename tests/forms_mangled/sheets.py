"""What people and programs do to a form in a spreadsheet program: done with openpyxl."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from datetime import date, datetime, time
from random import Random
from typing import Any, NamedTuple, TypeAlias

from openpyxl.worksheet.datavalidation import DataValidationList

HEAD_ROW = 4
Workbook: TypeAlias = Any
Worksheet: TypeAlias = Any
"""Those of openpyxl, whose types do not know all of them."""


class World(NamedTuple):
    """Where strange things come from: forms of other units, and of the month before."""

    others: Callable[[], Workbook]
    earlier: Callable[[], Workbook]


Change = Callable[[Workbook, Random, World], None]
HARMLESS: dict[str, Change] = {}
"""What people do and may do; the form is taken all the same."""
HARMFUL: dict[str, Change] = {}


def harmless(change: Change) -> Change:
    HARMLESS[change.__name__] = change
    return change


def harmful(change: Change) -> Change:
    HARMFUL[change.__name__] = change
    return change


def _sheet(book: Workbook, chance: Random) -> Worksheet:
    return chance.choice([one for one in book.worksheets if one.title in {"进展填报", "指标填报"}])


def _columns(sheet: Worksheet) -> dict[str, int]:
    found = {str(cell.value): cell.column for cell in sheet[HEAD_ROW] if cell.value is not None}
    return {head: at for head, at in found.items() if at}


def _key_column(sheet: Worksheet) -> int:
    return _columns(sheet)["标识"]


def _rows(sheet: Worksheet) -> list[int]:
    at = _key_column(sheet)
    rows = range(HEAD_ROW + 1, sheet.max_row + 1)
    return [row for row in rows if "|" in str(sheet.cell(row, at).value)]


def _open(sheet: Worksheet) -> list[int]:
    locked = {"编号", "措施", "任务要求", "完成时限", "上次进展", "指标", "目标", "计量单位"}
    locked |= {"上次读数", "标识"}
    return [at for head, at in _columns(sheet).items() if head not in locked]


def _any_open(sheet: Worksheet, chance: Random) -> Any:
    return sheet.cell(chance.choice(_rows(sheet)), chance.choice(_open(sheet)))


def _taken_out(sheet: Worksheet, row: int) -> list[tuple[Any, Any]]:
    width = {"进展填报": 12}.get(sheet.title[:4], 9)
    return [
        (sheet.cell(row, at).value, copy(sheet.cell(row, at)._style)) for at in range(1, width + 1)
    ]


def _put_back(sheet: Worksheet, row: int, cells: list[tuple[Any, Any]]) -> None:
    for at, (value, style) in enumerate(cells, start=1):
        sheet.cell(row, at).value = value
        sheet.cell(row, at)._style = style


@harmless
def sort_with_keys(book: Workbook, chance: Random, _world: World) -> None:
    sheet = _sheet(book, chance)
    rows = _rows(sheet)
    held = [_taken_out(sheet, row) for row in rows]
    chance.shuffle(held)
    for row, cells in zip(rows, held, strict=True):
        _put_back(sheet, row, cells)


@harmless
def hide_things(book: Workbook, chance: Random, _world: World) -> None:
    sheet = _sheet(book, chance)
    sheet.column_dimensions[chance.choice("ABCDEF")].hidden = True
    sheet.row_dimensions[chance.choice(_rows(sheet))].hidden = True


@harmless
def show_hidden_sheets(book: Workbook, _chance: Random, _world: World) -> None:
    for sheet in book.worksheets:
        sheet.sheet_state = "visible"


@harmless
def rename_and_reorder_sheets(book: Workbook, chance: Random, _world: World) -> None:
    sheet = _sheet(book, chance)
    sheet.title = f"{sheet.title}（报）"
    book._sheets.sort(key=lambda _: chance.random())


@harmless
def add_a_sheet_of_notes(book: Workbook, chance: Random, _world: World) -> None:
    sheet = book.create_sheet("附", chance.choice([0, 1, len(book.worksheets)]))
    for row in range(1, 30):
        sheet.cell(row, chance.randint(1, 12)).value = chance.choice(["附注", 60, 0.5, "完成比例"])


@harmless
def move_a_column(book: Workbook, chance: Random, _world: World) -> None:
    """Two columns change places, with their heads."""
    sheet = _sheet(book, chance)
    one, other = chance.sample(range(1, _key_column(sheet) + 1), 2)
    for row in (HEAD_ROW, *_rows(sheet)):
        cells = _taken_out(sheet, row)
        cells[one - 1], cells[other - 1] = cells[other - 1], cells[one - 1]
        _put_back(sheet, row, cells)


@harmless
def insert_a_column(book: Workbook, chance: Random, _world: World) -> None:
    sheet = _sheet(book, chance)
    _without_merges(sheet)
    at = chance.randint(1, _key_column(sheet) + 1)
    sheet.insert_cols(at)
    if chance.random() < 0.7:
        sheet.cell(HEAD_ROW, at).value = chance.choice(["备注", "附注", "内部"])
        for row in _rows(sheet):
            sheet.cell(row, at).value = chance.choice(["看过", 60, "是", None])


@harmless
def insert_rows_above(book: Workbook, chance: Random, _world: World) -> None:
    sheet = _sheet(book, chance)
    _without_merges(sheet)
    sheet.insert_rows(1, chance.randint(1, 5))


@harmless
def blank_row_within(book: Workbook, chance: Random, _world: World) -> None:
    sheet = _sheet(book, chance)
    _without_merges(sheet)
    sheet.insert_rows(chance.choice(_rows(sheet)))


@harmless
def heads_with_blanks_and_width(book: Workbook, chance: Random, _world: World) -> None:
    sheet = _sheet(book, chance)
    for at in _columns(sheet).values():
        cell = sheet.cell(HEAD_ROW, at)
        text = str(cell.value)
        cell.value = chance.choice([f" {text}", f"{text[:2]}\n{text[2:]}", f"{text}（填）", text])


@harmless
def blanks_in_locked_cells(book: Workbook, chance: Random, _world: World) -> None:
    """What programs do to the ends of lines and texts."""
    sheet = _sheet(book, chance)
    cell = sheet.cell(chance.choice(_rows(sheet)), chance.randint(1, 4))
    if isinstance(cell.value, str):
        cell.value = f"{cell.value}\n"


@harmless
def blanks_around_keys(book: Workbook, chance: Random, _world: World) -> None:
    sheet = _sheet(book, chance)
    cell = sheet.cell(chance.choice(_rows(sheet)), _key_column(sheet))
    cell.value = f" {cell.value} "


@harmless
def drop_checks_and_protection(book: Workbook, _chance: Random, _world: World) -> None:
    for sheet in book.worksheets:
        sheet.protection.sheet = False
        sheet.data_validations = DataValidationList()


@harmless
def drop_the_properties(book: Workbook, _chance: Random, _world: World) -> None:
    for name in list(book.custom_doc_props.names):
        del book.custom_doc_props[name]


@harmless
def drop_the_hidden_sheet(book: Workbook, _chance: Random, _world: World) -> None:
    """The same stands in the properties."""
    del book["_meta"]


@harmless
def note_below(book: Workbook, chance: Random, _world: World) -> None:
    sheet = _sheet(book, chance)
    _without_merges(sheet)
    sheet.cell(sheet.max_row + 3, 1).value = chance.choice(["联系人：张三", "以上已核"])


@harmful
def sort_some_columns(book: Workbook, chance: Random, _world: World) -> None:
    """A sort of a part of the columns: keys and texts come apart, or only what is open moves."""
    sheet = _sheet(book, chance)
    rows = _rows(sheet)
    width = _key_column(sheet)
    order = chance.sample(rows, len(rows))
    for at in chance.sample(range(1, width + 1), chance.randint(1, width - 1)):
        values = [sheet.cell(row, at).value for row in order]
        for row, value in zip(rows, values, strict=True):
            sheet.cell(row, at).value = value


@harmful
def shift_open_cells(book: Workbook, chance: Random, _world: World) -> None:
    """All answers one row down: nobody can see it but by what they say."""
    sheet = _sheet(book, chance)
    rows = _rows(sheet)
    for at in _open(sheet):
        values = [sheet.cell(row, at).value for row in rows]
        for row, value in zip(rows, [*values[-1:], *values[:-1]], strict=True):
            sheet.cell(row, at).value = value


@harmful
def shift_one_column(book: Workbook, chance: Random, _world: World) -> None:
    sheet = _sheet(book, chance)
    rows = _rows(sheet)
    at = chance.randint(1, _key_column(sheet))
    values = [sheet.cell(row, at).value for row in rows]
    for row, value in zip(rows, [*values[-1:], *values[:-1]], strict=True):
        sheet.cell(row, at).value = value


@harmful
def delete_a_row(book: Workbook, chance: Random, _world: World) -> None:
    sheet = _sheet(book, chance)
    _without_merges(sheet)
    sheet.delete_rows(chance.choice(_rows(sheet)))


@harmful
def delete_cells_upwards(book: Workbook, chance: Random, _world: World) -> None:
    """One column's cells move up."""
    sheet = _sheet(book, chance)
    rows = _rows(sheet)
    at = chance.randint(1, _key_column(sheet))
    start = chance.randrange(len(rows))
    for row in rows[start:]:
        sheet.cell(row, at).value = sheet.cell(row + 1, at).value if row + 1 in rows else None


@harmful
def copy_a_row(book: Workbook, chance: Random, _world: World) -> None:
    sheet = _sheet(book, chance)
    _without_merges(sheet)
    _put_back(
        sheet,
        sheet.max_row + chance.randint(1, 3),
        _taken_out(sheet, chance.choice(_rows(sheet))),
    )


@harmful
def copy_a_row_over_another(book: Workbook, chance: Random, _world: World) -> None:
    sheet = _sheet(book, chance)
    one, other = chance.choice(_rows(sheet)), chance.choice(_rows(sheet))
    _put_back(sheet, other, _taken_out(sheet, one))


@harmful
def add_a_row(book: Workbook, chance: Random, _world: World) -> None:
    sheet = _sheet(book, chance)
    _without_merges(sheet)
    row = sheet.max_row + chance.randint(0, 2)
    for at in _open(sheet)[:3]:
        sheet.cell(row, at).value = chance.choice(["另外的工作", 77])
    sheet.cell(row, 1).value = chance.choice(["9.9", None, "另"])


@harmful
def delete_a_column(book: Workbook, chance: Random, _world: World) -> None:
    sheet = _sheet(book, chance)
    _without_merges(sheet)
    sheet.delete_cols(chance.randint(1, _key_column(sheet)))


@harmful
def copy_a_column(book: Workbook, chance: Random, _world: World) -> None:
    sheet = _sheet(book, chance)
    width = _key_column(sheet)
    one, other = chance.randint(1, width), width + chance.randint(1, 2)
    for row in (HEAD_ROW, *_rows(sheet)):
        sheet.cell(row, other).value = sheet.cell(row, one).value


@harmful
def move_a_column_without_its_head(book: Workbook, chance: Random, _world: World) -> None:
    sheet = _sheet(book, chance)
    one, other = chance.sample(range(1, _key_column(sheet) + 1), 2)
    for row in _rows(sheet):
        cells = _taken_out(sheet, row)
        cells[one - 1], cells[other - 1] = cells[other - 1], cells[one - 1]
        _put_back(sheet, row, cells)


@harmful
def change_a_head(book: Workbook, chance: Random, _world: World) -> None:
    sheet = _sheet(book, chance)
    at = chance.randint(1, _key_column(sheet))
    sheet.cell(HEAD_ROW, at).value = chance.choice(["", "完成", "完成比例", "本月进展", "本月数值"])


@harmful
def a_second_head_row(book: Workbook, chance: Random, _world: World) -> None:
    sheet = _sheet(book, chance)
    _without_merges(sheet)
    row = sheet.max_row + chance.randint(1, 2)
    for head, at in _columns(sheet).items():
        sheet.cell(row, at).value = head


@harmful
def edit_a_locked_cell(book: Workbook, chance: Random, _world: World) -> None:
    sheet = _sheet(book, chance)
    cell = sheet.cell(chance.choice(_rows(sheet)), chance.randint(1, 5))
    cell.value = chance.choice([f"{cell.value}改", None, 8.3, "8.3", date(2024, 6, 30), "=1"])


@harmful
def edit_a_key(book: Workbook, chance: Random, _world: World) -> None:
    sheet = _sheet(book, chance)
    cell = sheet.cell(chance.choice(_rows(sheet)), _key_column(sheet))
    key = str(cell.value)
    at = chance.randrange(len(key))
    cell.value = chance.choice([None, key[:at], key[:at] + "0" + key[at + 1 :], "8.3", "M|8.3|"])


@harmful
def swap_two_keys(book: Workbook, chance: Random, _world: World) -> None:
    sheet = _sheet(book, chance)
    at = _key_column(sheet)
    one, other = (sheet.cell(chance.choice(_rows(sheet)), at) for _ in range(2))
    one.value, other.value = other.value, one.value


@harmful
def swap_keys_and_numbers(book: Workbook, chance: Random, _world: World) -> None:
    sheet = _sheet(book, chance)
    one, other = (chance.choice(_rows(sheet)) for _ in range(2))
    for at in (1, _key_column(sheet)):
        here, there = sheet.cell(one, at), sheet.cell(other, at)
        here.value, there.value = there.value, here.value


def _pasted(book: Workbook, chance: Random, strange: Workbook, *, whole: bool) -> None:
    sheet = _sheet(book, chance)
    if sheet.title not in strange.sheetnames:
        return
    other = strange[sheet.title]
    row, from_row = chance.choice(_rows(sheet)), chance.choice(_rows(other))
    for at in range(1 if whole else _key_column(sheet), _key_column(sheet) + 1):
        sheet.cell(row, at).value = other.cell(from_row, at).value


@harmful
def a_row_of_another_unit(book: Workbook, chance: Random, world: World) -> None:
    _pasted(book, chance, world.others(), whole=True)


@harmful
def a_key_of_another_unit(book: Workbook, chance: Random, world: World) -> None:
    _pasted(book, chance, world.others(), whole=False)


@harmful
def a_row_of_another_month(book: Workbook, chance: Random, world: World) -> None:
    _pasted(book, chance, world.earlier(), whole=True)


@harmful
def all_keys_of_another_month(book: Workbook, chance: Random, world: World) -> None:
    strange = world.earlier()
    sheet = _sheet(book, chance)
    if sheet.title in strange.sheetnames:
        other = strange[sheet.title]
        for row, from_row in zip(_rows(sheet), _rows(other), strict=False):
            here, at = sheet.cell(row, _key_column(sheet)), _key_column(other)
            here.value = other.cell(from_row, at).value


@harmful
def the_identity_of_another_unit(book: Workbook, chance: Random, world: World) -> None:
    _identity_from(book, world.others(), chance)


@harmful
def the_identity_of_another_month(book: Workbook, chance: Random, world: World) -> None:
    _identity_from(book, world.earlier(), chance)


def _identity_from(book: Workbook, strange: Workbook, chance: Random) -> None:
    both = chance.random() < 0.5
    for row in range(1, 8):
        book["_meta"].cell(row, 2).value = strange["_meta"].cell(row, 2).value
    if both:
        for name in list(book.custom_doc_props.names):
            del book.custom_doc_props[name]


@harmful
def edit_the_identity(book: Workbook, chance: Random, _world: World) -> None:
    cell = book["_meta"].cell(chance.randint(1, 7), chance.choice([1, 2, 2, 2]))
    cell.value = chance.choice([None, f"{cell.value}0", "区水利局", "2024-07", 2, "2", 20240600])
    if chance.random() < 0.5:
        drop_the_properties(book, chance, _world)


@harmful
def drop_the_identity(book: Workbook, chance: Random, world: World) -> None:
    del book["_meta"]
    drop_the_properties(book, chance, world)


@harmful
def copy_a_sheet(book: Workbook, chance: Random, _world: World) -> None:
    sheet = _sheet(book, chance)
    copied = book.copy_worksheet(sheet)
    copied.sheet_state = chance.choice(["visible", "hidden"])
    if chance.random() < 0.5:
        _any_open(copied, chance).value = 88


@harmful
def a_sheet_of_another_unit(book: Workbook, chance: Random, world: World) -> None:
    strange = world.others()
    sheet = book.create_sheet("另一家")
    for cells in _sheet(strange, chance).iter_rows(values_only=True):
        sheet.append(list(cells))


@harmful
def drop_a_sheet(book: Workbook, chance: Random, _world: World) -> None:
    if "指标填报" in book.sheetnames and "进展填报" in book.sheetnames:
        del book[_sheet(book, chance).title]


@harmful
def merge_open_cells(book: Workbook, chance: Random, _world: World) -> None:
    sheet = _sheet(book, chance)
    rows, at = _rows(sheet), chance.choice(_open(sheet))
    row = chance.choice(rows)
    down, across = chance.choice([(1, 0), (2, 0), (0, 1), (1, 1)])
    sheet.merge_cells(start_row=row, end_row=row + down, start_column=at, end_column=at + across)


@harmful
def a_formula(book: Workbook, chance: Random, _world: World) -> None:
    _any_open(_sheet(book, chance), chance).value = chance.choice(
        ["=1+1", "=A1", '="60"', "=60", "=#REF!", "=NOW()", '=HYPERLINK("http://e.example","60")']
    )


@harmful
def an_error(book: Workbook, chance: Random, _world: World) -> None:
    cell = _any_open(_sheet(book, chance), chance)
    cell.value = chance.choice(["#REF!", "#DIV/0!", "#N/A", "#VALUE!"])
    cell.data_type = "e"


ODD = (
    *("60", " 60 ", "６０", "６０％", "60%", "60 %", "60.0", "+60", "060", "60，", "60.", "6 0"),
    *("约60", "六十", "60左右", "60/100", "6e1", "0x3c", "²", "①", "1,000", "1，000", "1 000"),
    *("0.5", "50.5%", "0.5%", "101", "-1", "-0", "1", "100", "0", "0%", "100％", "NaN", "inf"),
    *("是", "否", "是否", "√", "Y", "已完成", "TRUE", "2024-06-15", "2024.6.5", "6月5日", "6.15"),
    *("20240615", "２０２４年６月５日", "2024-02-30", "2023-06-05", "2042-06-05", "45000"),
    *(
        "\u200b60",
        "60\u00a0",
        "\u202e06",
        "60\n",
        "6\n0",
        "\t60",
        "_x0036_0",
        "60_x000D_",
        "\u3000",
    ),
    *("'60", "=60", "@60", "验收单.pdf", "验收单.PDF", "../验收单.pdf", "/etc/passwd", "CON.pdf"),
    *(
        "验收单.pdf、验收单.pdf",
        "没有.pdf",
        "没有.pdf；也没有.pdf",
        "验收单。pdf",
        "a" * 600,
        "字" * 1001,
    ),
    *(60, 0, 1, 100, 101, -1, 0.6, 0.5, 0.01, 1.0, 60.5, 59.99999999, 1e15, 1e-7, 12345.678901234),
    *(True, False, date(2024, 6, 5), date(2024, 6, 26), datetime(2024, 6, 5, 13, 0), time(6, 0)),  # noqa: DTZ001
)
"""What may be typed; in which column it means something is left to the columns."""
_FORMATS = (
    "General",
    "0%",
    "0.00%",
    "@",
    "0",
    "yyyy-mm-dd",
    '0"%"',
    "0\\%",
    "#,##0",
    "[h]:mm",
    "0.0",
)


@harmful
def an_odd_value(book: Workbook, chance: Random, _world: World) -> None:
    for _ in range(chance.randint(1, 3)):
        cell = _any_open(_sheet(book, chance), chance)
        value = chance.choice(ODD)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"


@harmful
def an_odd_format(book: Workbook, chance: Random, _world: World) -> None:
    for _ in range(chance.randint(1, 3)):
        _any_open(_sheet(book, chance), chance).number_format = chance.choice(_FORMATS)


@harmful
def an_odd_value_in_an_odd_format(book: Workbook, chance: Random, _world: World) -> None:
    cell = _any_open(_sheet(book, chance), chance)
    value = chance.choice(ODD)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    cell.number_format = chance.choice(_FORMATS)


@harmful
def clear_an_open_cell(book: Workbook, chance: Random, _world: World) -> None:
    _any_open(_sheet(book, chance), chance).value = chance.choice([None, "", " ", "\n"])


@harmful
def days_from_1904(book: Workbook, _chance: Random, _world: World) -> None:
    from openpyxl.utils.datetime import MAC_EPOCH

    book.epoch = MAC_EPOCH


def _without_merges(sheet: Worksheet) -> None:
    """openpyxl moves no merged areas with rows and columns."""
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
