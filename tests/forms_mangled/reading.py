"""An independent reader of returned forms: openpyxl, and the plainest way to understand a cell.

It knows nothing of the program but the words on the form. Where a careful person could not say
what a cell means, it says `UNCLEAR`; what is unclear may not be taken.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any, NamedTuple

from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

HEADS = {
    "M": {
        "编号": "id",
        "措施": "title",
        "任务要求": "text",
        "完成时限": "due",
        "上次进展": "last",
        "本月进展": "note",
        "完成比例": "percent",
        "存在问题": "issue",
        "下步打算": "next",
        "申请销号": "submit",
        "佐证材料": "evidence",
    },
    "T": {
        "编号": "id",
        "指标": "name",
        "目标": "goal",
        "计量单位": "unit",
        "上次读数": "last",
        "本月数值": "value",
        "取得日期": "date",
        "说明": "note",
    },
}
OPEN = {
    "M": ("note", "percent", "issue", "next", "submit", "evidence"),
    "T": ("value", "date", "note"),
}
LOCKED = {
    mark: tuple(k for k in heads.values() if k not in OPEN[mark]) for mark, heads in HEADS.items()
}
_KEY = re.compile(r"([MT])\|([^|]+)\|[0-9a-f]{12}")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Unclear:
    """Nobody could say what this means."""

    def __repr__(self) -> str:
        return "UNCLEAR"


UNCLEAR = Unclear()


class Cell(NamedTuple):
    """What a cell holds; `kind` is n, s, b, d, f or e."""

    value: Any
    kind: str
    is_share: bool = False


class Told(NamedTuple):
    """One row: the sheet and row where it stands, its key, values by key of column, the locked.

    `is_sure`: it stands under heads of its table, each of which is there once.
    """

    sheet: str
    row: int
    key: str
    values: Mapping[str, Any]
    locked: tuple[str, ...]
    places: Mapping[str, int]
    is_sure: bool

    @property
    def unclear(self) -> tuple[str, ...]:
        return tuple(key for key, value in self.values.items() if value is UNCLEAR)

    @property
    def is_blank(self) -> bool:
        return not {key: one for key, one in self.values.items() if (key, one) != ("submit", "否")}


class Sheet(NamedTuple):
    cells: Mapping[tuple[int, int], Cell]
    merged: tuple[tuple[int, int, int, int], ...] = ()


class Reading(NamedTuple):
    """The rows of a form by mark and id; `doubled` are those that are there more than once."""

    rows: Mapping[tuple[str, str], Told]
    doubled: frozenset[tuple[str, str]]


def reading_of(content: bytes) -> Reading | None:
    """What a form says; None where it cannot be opened."""
    try:
        sheets = _old(content) if content.startswith(b"\xd0\xcf") else _new(content)
    except KeyboardInterrupt:
        raise
    except BaseException:  # noqa: BLE001 (openpyxl raises whatever comes, calamine panics)
        return None
    told = [row for name, sheet in sheets.items() for row in _rows(name, sheet)]
    told.sort(key=lambda row: row.is_sure)  # of two the one that can be read is the last
    count = Counter(_identity(row.key) for row in told if row.is_sure)
    doubled = frozenset(one for one, number in count.items() if number > 1)
    return Reading({_identity(row.key): row for row in told}, doubled)


def _identity(key: str) -> tuple[str, str]:
    mark, identity, _ = key.split("|")
    return mark, identity


def _new(content: bytes) -> dict[str, Sheet]:
    book = load_workbook(BytesIO(content), rich_text=False)
    return {
        sheet.title: Sheet(
            {
                (cell.row, cell.column): Cell(
                    _unescaped(cell.value), cell.data_type, _is_share(_format(cell))
                )
                for cells in sheet.iter_rows()
                for cell in cells
                if cell.value is not None
            },
            tuple((m.min_row, m.min_col, m.max_row, m.max_col) for m in sheet.merged_cells.ranges),
        )
        for sheet in book.worksheets
    }


def _old(content: bytes) -> dict[str, Sheet]:
    """An old file: values alone; shares and formulas are as good as what they show."""
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return {name: Sheet(dict(_values(book, name))) for name in book.sheet_names}


def _values(book: CalamineWorkbook, name: str) -> Iterator[tuple[tuple[int, int], Cell]]:
    sheet = book.get_sheet_by_name(name)
    top, left = sheet.start or (0, 0)
    for row, values in enumerate(sheet.to_python(), start=top + 1):
        for column, value in enumerate(values, start=left + 1):
            if value != "":
                kind = {str: "s", bool: "b", float: "n", int: "n"}.get(type(value), "d")
                yield (
                    (row, column),
                    Cell(value, kind, is_share=isinstance(value, float) and value < 1),
                )


def _unescaped(value: Any) -> Any:
    if isinstance(value, str):
        return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), value)
    return value


def _format(cell: Any) -> str:
    """The number format; a cell may name one that is not there."""
    try:
        return str(cell.number_format)
    except IndexError:
        return ""


def _is_share(code: str) -> bool:
    return "%" in re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", code)


def _head(text: Any) -> str:
    plain = "".join(unicodedata.normalize("NFKC", str(text)).split())
    return re.sub(r"\([^()]*\)$", "", plain).strip("*")


def _rows(name: str, sheet: Sheet) -> Iterator[Told]:
    """Every row with a key, read by the nearest heads; a head that is there twice is unclear."""
    heads = _heads(sheet.cells)
    for (row, column), cell in sorted(sheet.cells.items()):
        text = str(cell.value).strip()
        found = _KEY.fullmatch(text)
        if found is None:
            continue
        mark = found[1]
        columns = heads.get(mark, {})
        at = {HEADS[mark][head]: c for head, c in columns.items() if head in HEADS[mark]}
        is_sure = columns.get("标识") == [column] and len(at) == len(HEADS[mark])
        is_sure = is_sure and all(len(one) == 1 for one in at.values())
        places = {key: one[0] for key, one in at.items()}
        values = {}
        for key in OPEN[mark]:
            held = sheet.cells.get((row, places[key])) if key in places else None
            merged = _is_merged(
                sheet, row, places.get(key, 0), {places.get(one) for one in OPEN[mark]}
            )
            if held is not None and not _is_empty(held):
                values[key] = understood(key, held) if is_sure and not merged else UNCLEAR
            elif merged:
                values[key] = UNCLEAR
        locked = tuple(
            str(sheet.cells[row, places[key]].value)
            if key in places and (row, places[key]) in sheet.cells
            else ""
            for key in LOCKED[mark]
        )
        yield Told(name, row, text, values, locked, places, is_sure)


def _is_empty(cell: Cell) -> bool:
    return cell.kind == "s" and isinstance(cell.value, str) and not cell.value.strip()


def _is_merged(sheet: Sheet, row: int, column: int, asked: AbstractSet[int | None]) -> bool:
    """Whether a cell is under an area with an answer in it, so that it seems to say that."""
    return any(
        top <= row <= bottom
        and left <= column <= right
        and (top, left) in sheet.cells
        and left in asked
        for top, left, bottom, right in sheet.merged
    )


def _heads(cells: Mapping[tuple[int, int], Cell]) -> dict[str, dict[str, list[int]]]:
    """The columns of each table's heads; of rows that could be heads all count."""
    rows: dict[int, dict[str, list[int]]] = {}
    for (row, column), cell in sorted(cells.items()):
        if isinstance(cell.value, str) and len(cell.value) < 40:
            rows.setdefault(row, {}).setdefault(_head(cell.value), []).append(column)
    found: dict[str, dict[str, list[int]]] = {}
    for columns in rows.values():
        if "标识" in columns:
            mark = "T" if "本月数值" in columns else "M"
            for head, at in columns.items():
                found.setdefault(mark, {}).setdefault(head, []).extend(at)
    return found


def understood(key: str, cell: Cell) -> Any:
    """The value that a careful person would copy out of a cell."""
    if cell.kind in "fe" or (
        isinstance(cell.value, str) and cell.value.startswith("=") and cell.kind != "s"
    ):
        return UNCLEAR
    if key in {"note", "issue", "next"}:
        return _text(cell)
    return {
        "percent": _percent,
        "submit": _yes,
        "evidence": _names,
        "value": _number,
        "date": _day,
    }[key](cell)


def _text(cell: Cell) -> Any:
    if cell.kind == "s":
        return str(cell.value).replace("\r\n", "\n").replace("\r", "\n").strip()
    if cell.kind == "n":
        number = Decimal(repr(cell.value))
        return f"{(number * 100).normalize():f}%" if cell.is_share else f"{number:f}"
    if isinstance(cell.value, timedelta):
        seconds = round(cell.value.total_seconds())
        return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return cell.value.isoformat("seconds") if isinstance(cell.value, time) else UNCLEAR


def _half(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _percent(cell: Cell) -> Any:
    if cell.kind == "s":
        found = re.fullmatch(r"[+]?(-?[0-9]+(?:\.[0-9]+)?) *(%?)", _half(cell.value))
        if found is None:
            return UNCLEAR
        number, is_marked = Decimal(found[1]), bool(found[2])
    elif cell.kind == "n":
        number, is_marked = Decimal(repr(cell.value)), cell.is_share
        number = round(number * 100, 9) if cell.is_share else number
    else:
        return UNCLEAR
    if not is_marked and 0 < number < 1:
        return UNCLEAR
    return int(number) if 0 <= number <= 100 and number == int(number) else UNCLEAR


def _yes(cell: Cell) -> Any:
    text = _half(str(cell.value)).upper()
    if cell.kind != "s":
        return UNCLEAR
    return (
        "是"
        if text in {"是", "√", "Y", "YES"}
        else "否"
        if text in {"否", "×", "N", "NO"}
        else UNCLEAR
    )


def _names(cell: Cell) -> Any:
    if cell.kind != "s":
        return UNCLEAR if cell.kind != "n" else (str(cell.value),)
    names = filter(None, map(str.strip, re.split(r"[、;；\n\r]", str(cell.value))))
    return tuple({name.casefold(): name for name in names}.values())


def _number(cell: Cell) -> Any:
    if cell.kind == "n":
        number = Decimal(repr(cell.value))
        return round(number * 100, 9).normalize() if cell.is_share else number.normalize()
    found = re.fullmatch(r"([+-]?[0-9,]+(?:\.[0-9]+)?)\s*(.*)", _half(str(cell.value)))
    if cell.kind != "s" or found is None or re.match(r"[0-9.,+-]", found[2]):
        return UNCLEAR
    return Decimal(found[1].replace(",", "")).normalize()


def _day(cell: Cell) -> Any:
    if isinstance(cell.value, datetime):
        return cell.value.date()
    if isinstance(cell.value, date):
        return cell.value
    if cell.kind not in "sn":
        return UNCLEAR
    figures = re.findall(r"[0-9]+", _half(str(cell.value)))
    if len(figures) == 1 and len(figures[0]) == 8:
        figures = [figures[0][:4], figures[0][4:6], figures[0][6:]]
    if len(figures) == 2 and "月" in str(cell.value):
        figures = ["2024", *figures]
    try:
        return date(*map(int, figures[:3])) if len(figures) in {3, 5, 6} else UNCLEAR
    except (ValueError, TypeError):
        return UNCLEAR
