"""Where a sheet holds something, and what calamine would pass over: formulas, errors, looks."""

from __future__ import annotations

import re

from ganxian_ledger.adapters.workbook import limits
from ganxian_ledger.adapters.workbook.markup import Attributes, Walk
from ganxian_ledger.adapters.workbook.reasons import Hostile
from ganxian_ledger.adapters.workbook.strings import Shared, most_written
from ganxian_ledger.domain.forms.raw import Area, address

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_ROW = re.compile(r"[1-9][0-9]{0,6}")
_INDEX = re.compile(r"[0-9]{1,9}")
_SPREAD = frozenset({"array", "dataTable"})
Place = tuple[int, int]
"""Row and column, from 1."""


class Tally:
    """What the sheets of one workbook hold together."""

    def __init__(self) -> None:
        self.cells = 0
        self.characters = 0

    def add(self, cells: int, characters: int) -> None:
        """Count.

        Raises:
            Hostile: too-large.
        """
        self.cells += cells
        self.characters += characters
        if self.cells > limits.CELLS:
            raise Hostile("too-large", f"有内容的单元格超过 {limits.CELLS} 个")
        if self.characters > limits.TEXTS:
            raise Hostile("too-large", "文字太多")


class Marks(Walk):
    """A walk through a sheet of a package.

    `holding` are the cells with more than blanks; `styles` the style of each that has one;
    `merged` areas of more than one cell.
    """

    def __init__(self, name: str, texts: Shared, tally: Tally) -> None:
        super().__init__()
        self.holding: set[Place] = set()
        self.formulas: set[Place] = set()
        self.errors: set[Place] = set()
        self.styles: dict[Place, int] = {}
        self.merged: list[Area] = []
        self._name = name
        self._texts = texts
        self._tally = tally
        self._row, self._column = 0, 0
        self._kind, self._style = "", 0
        self._length = 0
        self._value: list[str] = []
        self._listens = False
        self._tables = 0

    def opened(self, name: str, attributes: Attributes) -> None:
        """Take note of where it is."""
        path = self.path
        depth = len(path)
        if depth == 4:
            if name == "c" and path[1:3] == ["sheetData", "row"]:
                self._begin_cell(attributes)
        elif depth > 4:
            self._within_cell(name, attributes)
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif name == "row" and path[1] == "sheetData":
            self._begin_row(attributes)
        elif name == "sheetData":
            self._tables += 1
            if self._tables > 1 or depth != 2:
                raise Hostile("broken", "工作表结构不正常")

    def closed(self, name: str) -> None:
        """Take note of the cell, when it is one that ends."""
        self._listens = False
        if name == "c" and len(self.path) == 3 and self.path[1:] == ["sheetData", "row"]:
            self._end_cell()

    def said(self, text: str) -> None:
        """Keep the text, when it is a cell's."""
        if self._listens:
            self._length += len(text)
            if most_written(self._length):
                raise Hostile("too-long", self._here())
            self._value.append(text)

    def _begin_row(self, attributes: Attributes) -> None:
        row = self._row + 1
        if "r" in attributes:
            if not _ROW.fullmatch(attributes["r"]):
                raise Hostile("broken", "行号不正常")
            row = int(attributes["r"])
        if row <= self._row:
            raise Hostile("broken", "行的顺序不正常")
        self._row, self._column = row, 0

    def _begin_cell(self, attributes: Attributes) -> None:
        column = self._column + 1
        if "r" in attributes:
            row, column = _place(attributes["r"])
            if row != self._row or column <= self._column:
                raise Hostile("broken", "单元格的顺序不正常")
        self._column = column
        self._kind = attributes.get("t", "n")
        style = attributes.get("s", "0")
        self._style = int(style) if _INDEX.fullmatch(style) else 0
        self._length = 0
        self._value = []

    def _within_cell(self, name: str, attributes: Attributes) -> None:
        """`<v>`, `<f>` or `<is>` of a cell, or what stands in them."""
        if self.path[1:4] != ["sheetData", "row", "c"]:
            return
        if name in {"v", "f", "is"} and len(self.path) == 5:
            if self._row > limits.ROWS or self._column > limits.COLUMNS:
                raise Hostile("beyond", self._here())
            if name == "f":
                self._formula(attributes)
        is_inline = self._kind == "inlineStr"
        self._listens = (
            name == "t" and is_inline and self.path[4] == "is" and "rPh" not in self.path
        ) or (name == "v" and not is_inline and len(self.path) == 5)

    def _formula(self, attributes: Attributes) -> None:
        self.formulas.add((self._row, self._column))
        if attributes.get("t") in _SPREAD and "ref" in attributes:
            top, left, bottom, right = area_of(attributes["ref"])
            if bottom > limits.ROWS or right > limits.COLUMNS:
                raise Hostile("beyond", self._here())
            self._tally.add(max(bottom - top + 1, 0) * max(right - left + 1, 0), 0)
            self.formulas.update(
                (row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)
            )

    def _merge(self, ref: str) -> None:
        area = area_of(ref)
        if area[:2] != area[2:]:
            self._tally.add(1, 0)
            self.merged.append(area)

    def _end_cell(self) -> None:
        place = (self._row, self._column)
        value = "".join(self._value)
        if self._kind == "e":
            self.errors.add(place)
        elif self._kind == "s" and value:
            self._shared(place, value)  # with blanks around it calamine takes another one
        elif value.strip():
            self._hold(place, len(value))
        if self._style and (place in self.holding or place in self.formulas):
            self.styles[place] = self._style

    def _shared(self, place: Place, value: str) -> None:
        if not _INDEX.fullmatch(value) or int(value) >= len(self._texts.lengths):
            raise Hostile("broken", f"{self._here()} 的文字找不到")
        length = self._texts.lengths[int(value)]
        if most_written(length):
            raise Hostile("too-long", self._here())
        if int(value) in self._texts.holding:
            self._hold(place, length)

    def _hold(self, place: Place, length: int) -> None:
        self._tally.add(1, length)
        self.holding.add(place)

    def _here(self) -> str:
        return f"「{self._name}」!{address(self._row, self._column)}"


def area_of(ref: str) -> Area:
    """The cells of `G5:G6`, or of `G5`.

    Raises:
        Hostile: broken, where it is no such thing.
    """
    first, _, last = ref.partition(":")
    (top, left), (bottom, right) = _place(first), _place(last or first)
    return Area(top, left, bottom, right)


def _place(text: str) -> Place:
    found = _ADDRESS.fullmatch(text)
    if found is None:
        raise Hostile("broken", "单元格地址不正常")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column
