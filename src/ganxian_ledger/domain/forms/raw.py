"""A returned spreadsheet as it was read: cells with their values, and what is odd about each.

Nothing is judged here. Texts are as they stand in the file, control characters and all.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal, NamedTuple

RawValue = str | int | float | bool | date | datetime | None
"""What a cell holds. A time of day or a span of hours is text: `12:00:00`."""
_LETTERS = 26


class RawCell(NamedTuple):
    """A cell that holds something.

    `value` is a whole number as int; None for an error, and for a formula without a kept result.
    `is_percent`: shown with a number format of %, so that 0.5 is read as 50%.
    """

    value: RawValue
    is_formula: bool = False
    is_error: bool = False
    is_percent: bool = False


class Area(NamedTuple):
    """Cells that are shown as one: the first and last row and column, from 1."""

    top: int
    left: int
    bottom: int
    right: int

    def has(self, row: int, column: int) -> bool:
        """Whether a cell is among them."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


class RawSheet(NamedTuple):
    """A sheet: row → column → cell, both from 1; only cells that hold something.

    `merged` are the areas of more than one cell that are shown as one.
    """

    name: str
    rows: Mapping[int, Mapping[int, RawCell]]
    is_hidden: bool = False
    merged: tuple[Area, ...] = ()


class RawBook(NamedTuple):
    """A workbook: its sheets in their order, and its own document properties by name.

    `notes` say in Chinese what of the file was not looked at.
    """

    sheets: tuple[RawSheet, ...]
    properties: Mapping[str, str]
    kind: Literal["xlsx", "xls"]
    notes: tuple[str, ...]


class Unreadable(NamedTuple):
    """Why a file cannot be read: a word for programs, Chinese words, and what can be done."""

    reason: str
    message: str
    remedy: str


def address(row: int, column: int) -> str:
    """`G7` for row 7 and column 7, both from 1."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"
