"""What was filled into a form and what is wrong with it, for a copy that goes back to the unit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

Answer = str | int | Decimal | date


class Mark(NamedTuple):
    """A cell that has to be mended: its sheet, the id of its row, the key of its column, and why.

    Marks of rows that the form does not have are shown by the remarks alone.
    """

    sheet: str
    id: str
    column: str
    words: str


class Filling(NamedTuple):
    """The answers by sheet, id of the row and key of the column, as the unit gave them.

    `remarks` list everything that has to be mended: where in the returned file, what is wrong, and
    what to do about it.
    """

    answers: Mapping[tuple[str, str, str], Answer]
    marks: tuple[Mark, ...] = ()
    remarks: tuple[tuple[str, str, str], ...] = ()

    @property
    def words(self) -> dict[tuple[str, str, str], str]:
        """What is wrong with each marked cell, by its place; one sentence a line."""
        held: dict[tuple[str, str, str], list[str]] = {}
        for mark in self.marks:
            held.setdefault((mark.sheet, mark.id, mark.column), []).append(mark.words)
        return {place: "\n".join(words) for place, words in held.items()}
