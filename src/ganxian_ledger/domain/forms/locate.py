"""Where things stand in a returned workbook: found by what they say, never by where they were."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from ganxian_ledger.domain.forms import row_faults as faults
from ganxian_ledger.domain.forms.fault import Fault, Spot
from ganxian_ledger.domain.forms.form import COLUMNS, KEY_HEAD, MARKS, TARGETS
from ganxian_ledger.domain.forms.raw import Area, RawBook, RawCell, RawSheet, address
from ganxian_ledger.domain.forms.understand import is_blank, quoted, short
from ganxian_ledger.domain.forms.wording import is_foot

KEY = "key"
"""Stands for the hidden column among the keys of columns."""
_KEY = re.compile(r"([A-Z])\|([^|]{1,80})\|([0-9a-f]{12})")
_LONGEST_HEAD = 40
_SHARE = 0.6
"""Of a table's heads in one row that make it the head row where the hidden column is gone."""
_FEW = 3
"""Heads that do beside that of the hidden column."""
_ID = re.compile(r"[0-9]+\.[0-9]+")
_TELLING = frozenset({"percent", "submit", "value", "date"})
"""Columns in which nobody writes a note."""
_SEND_AGAIN = "在下发的填报表里填写，重新报送"


class Line(NamedTuple):
    """One row with a key: its number in the sheet, and its cells by the keys of the columns."""

    row: int
    key: str
    cells: Mapping[str, RawCell]


class Table(NamedTuple):
    """A table: which of ours it is, the sheet as it is named now, columns by key, rows.

    `merged` are areas in which something is filled in, and that are shown as one cell.
    """

    name: str
    sheet: str
    columns: Mapping[str, int]
    lines: tuple[Line, ...]
    merged: tuple[Area, ...] = ()

    def spot(self, line: Line | int, key: str = "") -> Spot:
        """The place of a cell, or of a row."""
        if key == "id" and self.name == TARGETS:
            key = "name"  # the numbers of targets are not shown
        row = line if isinstance(line, int) else line.row
        column = self.columns.get(key, 0) if key else self.columns[KEY]
        if isinstance(line, int):
            return Spot(self.sheet, row, column, self.name, key=key)
        identity, called = identity_in(line.key), self.called(line)
        return Spot(self.sheet, row, column, self.name, identity, key, called)

    def called(self, line: Line) -> str:
        """What a row is called in messages: `8.3`, `指标 水土流失治理面积`."""
        cell = line.cells.get("name") if self.name == TARGETS else None
        name = "" if cell is None or is_blank(cell) else short(str(cell.value))
        return called(self.name, identity_in(line.key), name)

    def merged_in(self, line: Line) -> str:
        """The first open column of a row whose cell is shown as one with others; else empty."""
        if not self.merged:
            return ""
        open_keys = (column.key for column in COLUMNS[self.name] if column.is_open)
        return next((key for key in open_keys if self._is_merged(line.row, self.columns[key])), "")

    def _is_merged(self, row: int, column: int) -> bool:
        return any(area.has(row, column) for area in self.merged)


class Tables(NamedTuple):
    """The tables that were found, what is wrong with them, and what was passed over."""

    found: tuple[Table, ...]
    faults: tuple[Fault, ...]
    notes: tuple[str, ...]


class _Head(NamedTuple):
    """A row of heads: the table it is of, and the columns by head."""

    name: str
    row: int
    columns: Mapping[str, Sequence[int]]


def is_key(text: str) -> bool:
    """Whether this has the shape of a row's key."""
    return _KEY.fullmatch(text) is not None


def called(sheet: str, identity: str, name: str) -> str:
    """What is said of a row to people: of a target its name, which is no English word."""
    return f"指标 {name}" if sheet == TARGETS and name else identity


def identity_in(key: str) -> str:
    """The number of the measure or the target's id that a key names; empty where it is none."""
    found = _KEY.fullmatch(key)
    return found[2] if found else ""


def tables_in(book: RawBook) -> Tables:
    """Find the tables of a form, whatever was moved, hidden, renamed or written around them."""
    found: list[Table] = []
    wrong: list[Fault] = []
    notes: list[str] = []
    for sheet in book.sheets:
        heads, again = _heads_of(sheet)
        wrong.extend(again)
        if not heads and _holds_keys(sheet):
            told = "有填报的行，但没有表头"
            wrong.append(faults.NO_TABLE.of(told, remedy=_SEND_AGAIN, at=Spot(sheet.name)))
        for head in heads:
            trouble = tuple(_wrong_columns(sheet, head))
            wrong.extend(trouble)
            if not trouble:
                table = _table(sheet, head)
                found.append(table)
                wrong.extend(_loose(sheet, head, table))
                notes.extend(_passed_over(sheet, head, table))
    wrong.extend(_twice(found))
    if not found and not wrong:
        wrong.append(faults.NO_TABLE.of("找不到表头", remedy=_SEND_AGAIN))
    return Tables(tuple(found), tuple(wrong), tuple(notes))


def headed(text: str) -> str:
    """A head without what people and programs change in it: width, blanks, a unit in brackets."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    return re.sub(r"\([^()]*\)$", "", plain).strip("*")


_HEADS = {
    name: {headed(column.head): column.key for column in columns}
    for name, columns in COLUMNS.items()
}


def _heads_of(sheet: RawSheet) -> tuple[tuple[_Head, ...], list[Fault]]:
    """The heads of a sheet, of each table the first; another one is a fault, told once."""
    first: dict[str, _Head] = {}
    again: dict[str, Fault] = {}
    for head in _heads(sheet):
        known = first.setdefault(head.name, head)
        if known is not head and head.name not in again:
            told = f"“{head.name}”的表头不止一个：第 {known.row} 行，第 {head.row} 行"
            spot = Spot(sheet.name, head.row, 0, head.name)
            remedy = "只留填好的一份，删去其他的"
            again[head.name] = faults.TABLE_TWICE.of(told, remedy=remedy, at=spot)
    return tuple(first.values()), list(again.values())


def _heads(sheet: RawSheet) -> Iterator[_Head]:
    """The rows that are heads of our tables."""
    for row, cells in sorted(sheet.rows.items()):
        columns: dict[str, list[int]] = {}
        for column, cell in sorted(cells.items()):
            is_plain = isinstance(cell.value, str) and not cell.is_formula
            if is_plain and len(str(cell.value)) <= _LONGEST_HEAD:
                columns.setdefault(headed(str(cell.value)), []).append(column)
        name = max(_HEADS, key=lambda one: len(_HEADS[one].keys() & columns.keys()))
        count = len(_HEADS[name].keys() & columns.keys())
        enough = _FEW if KEY_HEAD in columns else len(_HEADS[name]) * _SHARE
        if count >= enough:
            yield _Head(name, row, columns)


def _holds_keys(sheet: RawSheet) -> bool:
    return any(_is_key_cell(cell) for cells in sheet.rows.values() for cell in cells.values())


def _is_key_cell(cell: RawCell) -> bool:
    return isinstance(cell.value, str) and is_key(cell.value.strip())


def _wrong_columns(sheet: RawSheet, head: _Head) -> Iterator[Fault]:
    """Columns of ours that are not there, or there twice."""
    for text in (*_HEADS[head.name], KEY_HEAD):
        at = head.columns.get(text, ())
        if not at:
            spot = Spot(sheet.name, head.row, 0, head.name)
            yield faults.COLUMN_MISSING.of(f"没有“{text}”一列", remedy=_SEND_AGAIN, at=spot)
        elif len(at) > 1:
            spot = Spot(sheet.name, head.row, at[1], head.name)
            remedy = "只留填好的一列，另加的列换一个名字"
            yield faults.COLUMN_TWICE.of(f"“{text}”有 {len(at)} 列", remedy=remedy, at=spot)


def _table(sheet: RawSheet, head: _Head) -> Table:
    columns = {key: head.columns[text][0] for text, key in _HEADS[head.name].items()}
    columns[KEY] = head.columns[KEY_HEAD][0]
    lines = [
        Line(row, str(cells[columns[KEY]].value).strip(), _named(cells, columns))
        for row, cells in sorted(sheet.rows.items())
        if row != head.row and _is_line(_named(cells, columns))
    ]
    asked = {columns[column.key] for column in COLUMNS[head.name] if column.is_open}
    merged = tuple(area for area in sheet.merged if _holds(sheet, area, asked))
    return Table(head.name, sheet.name, columns, tuple(lines), merged)


def _is_line(cells: Mapping[str, RawCell]) -> bool:
    """Whether a row is of the table: it has a key, or what is none beside something of ours.

    A title, a note or what stands below every table is none, where the column of keys was moved
    to where it stands.
    """
    key = cells.get(KEY)
    if key is None or is_blank(key):
        return False
    others = [cell for one, cell in cells.items() if one != KEY and not is_blank(cell)]
    return _is_key_cell(key) or not all(is_foot(str(cell.value)) for cell in others)


def _holds(sheet: RawSheet, area: Area, asked: AbstractSet[int]) -> bool:
    """Whether something is filled in within an area."""
    rows = (cells for row, cells in sheet.rows.items() if area.top <= row <= area.bottom)
    return any(
        area.left <= column <= area.right and column in asked and not is_blank(cell)
        for cells in rows
        for column, cell in cells.items()
    )


def _named(cells: Mapping[int, RawCell], columns: Mapping[str, int]) -> dict[str, RawCell]:
    return {key: cells[at] for key, at in columns.items() if at in cells}


def _loose(sheet: RawSheet, head: _Head, table: Table) -> Iterator[Fault]:
    """Rows that somebody filled and that have no key, and keys that are out of their column."""
    keyed = {line.row for line in table.lines}
    beside = {head.row, *keyed}
    for row, cells in sorted(sheet.rows.items()):
        for column, cell in cells.items():
            if column != table.columns[KEY] and _is_key_cell(cell):
                told = "标识不在“标识”一列，这一行移动过"
                spot = Spot(sheet.name, row, column, table.name)
                yield faults.KEY_UNKNOWN.of(told, remedy=_SEND_AGAIN, at=spot)
        if row in keyed or row == head.row or _is_foot(cells):
            continue
        first = _first_filled(table, _named(cells, table.columns), is_beside=row - 1 in beside)
        if row > head.row and first:
            beside.add(row)
            remedy = "把内容填在原有的行里；不在表里的措施，由办公室另行登记"
            yield faults.KEY_MISSING.of(
                "这一行有内容，但没有标识", remedy=remedy, at=table.spot(row, first)
            )


def _is_foot(cells: Mapping[int, RawCell]) -> bool:
    """Whether a row is of what stands below every table: how it is filled in, who signs it."""
    texts = [cell.value for cell in cells.values() if isinstance(cell.value, str)]
    return any(map(is_foot, texts)) and not any(_ID.fullmatch(text.strip()) for text in texts)


def _first_filled(table: Table, cells: Mapping[str, RawCell], *, is_beside: bool) -> str:
    """The column for which a row without a key counts as filled; empty where it is a note.

    A note is what stands apart below the table, or in a locked column; what has the number of a
    measure, or something in a column in which nobody writes notes, is a row.
    """
    filled = [key for key, cell in cells.items() if not is_blank(cell)]
    open_keys = {column.key for column in COLUMNS[table.name] if column.is_open}
    telling = [key for key in filled if key in _TELLING]
    entered = [key for key in filled if key in open_keys]
    numbered = cells.get("id")
    is_numbered = numbered is not None and bool(_ID.fullmatch(str(numbered.value).strip()))
    if telling or (entered and (is_beside or is_numbered)):
        return (telling or entered)[0]
    return "id" if is_numbered else ""


def _passed_over(sheet: RawSheet, head: _Head, table: Table) -> Iterator[str]:
    """Columns that are not ours and in which something was written, and notes below the table."""
    ours = frozenset(table.columns.values())
    strange: dict[int, int] = {}
    for line in table.lines:
        for column, cell in sheet.rows[line.row].items():
            if column not in ours and not is_blank(cell):
                strange.setdefault(column, line.row)
    names = {at: text for text, columns in head.columns.items() for at in columns}
    for column, row in sorted(strange.items()):
        name = quoted(names[column]) if names.get(column) else "没有表头的一列"
        yield f"「{sheet.name}」{address(row, column)}：{name}不是填报表里的列，没有收"
    yield from _notes_below(sheet, head, table)


def _notes_below(sheet: RawSheet, head: _Head, table: Table) -> Iterator[str]:
    """What was written below the table into a column that is filled in; no row, but told."""
    last = max((line.row for line in table.lines), default=head.row)
    open_at = sorted(table.columns[column.key] for column in COLUMNS[table.name] if column.is_open)
    for row in sorted(row for row in sheet.rows if row > last + 1):
        cells = sheet.rows[row]
        if _is_foot(cells):
            continue
        column = next((at for at in open_at if not is_blank(cells.get(at))), 0)
        if column and not _first_filled(table, _named(cells, table.columns), is_beside=False):
            text = quoted(str(cells[column].value))
            yield f"「{sheet.name}」{address(row, column)}：表后的文字{text}没有收"


def _twice(found: Sequence[Table]) -> Iterator[Fault]:
    """A table of ours that stands in the file more than once."""
    for mark in MARKS:
        sheets = [table for table in found if table.name == mark]
        if len(sheets) > 1:
            second = sheets[1]
            spot = Spot(second.sheet, 0, 0, second.name)
            listed = "、".join(f"「{one.sheet}」" for one in sheets)
            remedy = "只留填好的一份，删去其他的"
            told = f"“{mark}”有 {len(sheets)} 份：{listed}"
            yield faults.TABLE_TWICE.of(told, remedy=remedy, at=spot)
