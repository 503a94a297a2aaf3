"""A form in a spreadsheet program: rows sorted, columns moved, cells filled, the way people do."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

MEASURES, TARGETS, KEY = "进展填报", "指标填报", "标识"
IDENTITY = "编号"


class Grid:
    """The table of one sheet: where its columns and rows stand now."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet
        rows = enumerate(sheet.iter_rows(values_only=True), start=1)
        self.head = next(number for number, values in rows if KEY in values)
        self.width = sheet.max_column
        self._look()

    def _look(self) -> None:
        sheet, head = self.sheet, self.head
        self.columns = {sheet.cell(head, n).value: n for n in range(1, self.width + 1)}
        self.rows: dict[str, int] = {}
        row = head + 1
        while "|" in str(sheet.cell(row, self.columns[KEY]).value):
            self.rows[str(sheet.cell(row, self.columns[KEY]).value).split("|")[1]] = row
            row += 1

    def cell(self, identity: str, head: str) -> Any:
        """The cell of a row under a head."""
        return self.sheet.cell(self.rows[identity], self.columns[head])

    def at(self, identity: str, head: str) -> str:
        """The address of that cell."""
        return f"{get_column_letter(self.columns[head])}{self.rows[identity]}"

    def sort(self, random: Random) -> None:
        """The rows in another order, each with its key."""
        order = list(self.rows.values())
        random.shuffle(order)
        self._move([[(row, n) for n in range(1, self.width + 1)] for row in order])

    def swap_columns(self, random: Random) -> None:
        """The columns in another order, whole: what was merged has to come apart for that."""
        for merged in list(self.sheet.merged_cells.ranges):
            self.sheet.unmerge_cells(str(merged))
        order = list(range(1, self.width + 1))
        random.shuffle(order)
        rows = range(1, self.sheet.max_row + 1)
        self._move([[(row, n) for n in order] for row in rows], first=1)

    def _move(self, places: list[list[tuple[int, int]]], first: int = 0) -> None:
        sheet = self.sheet
        cells = [[sheet.cell(*place) for place in row] for row in places]
        held = [[(cell.value, cell.number_format) for cell in row] for row in cells]
        for row, values in enumerate(held, start=first or self.head + 1):
            for column, (value, look) in enumerate(values, start=1):
                cell = sheet.cell(row, column)
                cell.value, cell.number_format = value, look
        self._look()

    def hide(self, head: str) -> None:
        """A column out of sight."""
        self.sheet.column_dimensions[get_column_letter(self.columns[head])].hidden = True

    def scribble(self) -> None:
        """Notes around the table, and a column of one's own beside it."""
        self.sheet.cell(1, self.width + 2).value = "（3月14日与小李核过）"
        self.sheet.cell(self.head, self.width + 1).value = "备注"
        self.sheet.cell(self.head + 1, self.width + 1).value = "电话问过"


class Filled:
    """A form that is being filled in."""

    def __init__(self, file: Path) -> None:
        self.book: Any = load_workbook(file)
        names = [name for name in (MEASURES, TARGETS) if name in self.book.sheetnames]
        self.grids = {name: Grid(self.book[name]) for name in names}

    def put(self, sheet: str, identity: str, head: str, typed: Any, look: str = "") -> None:
        """Type something into a cell; `look` is its number format."""
        cell = self.grids[sheet].cell(identity, head)
        cell.value = typed
        if look:
            cell.number_format = look

    def at(self, sheet: str, identity: str, head: str) -> str:
        """The address of a cell."""
        return self.grids[sheet].at(identity, head)

    def save(self, file: Path) -> Path:
        """Write it."""
        file.parent.mkdir(parents=True, exist_ok=True)
        self.book.save(file)
        return file
