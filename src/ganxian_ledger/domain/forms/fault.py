"""What is wrong with a returned form: the kinds of faults, and one fault with its cell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ganxian_ledger.domain.characters import FORBIDDEN
from ganxian_ledger.domain.forms.form import COLUMNS, MEASURES, TARGETS
from ganxian_ledger.domain.forms.raw import RawCell, RawValue, address

_UNSEEN = "␣"
"""Stands on the page for characters that do not show."""
_LONGEST = 20


class Typed(NamedTuple):
    """An example: what is typed into the cells of one row, by the keys of their columns.

    What no cell can show is told in `words` instead, and has a test of its own.
    """

    cells: Mapping[str, RawCell]
    words: str = ""

    @property
    def sheet(self) -> str:
        """The sheet that has these columns."""
        return TARGETS if self.cells.keys() & {"value", "date"} else MEASURES

    @property
    def shown(self) -> str:
        """What a reader sees: 完成比例填“0.5”."""
        heads = {column.key: column.head for column in COLUMNS[self.sheet]}
        parts = (
            f"{heads[key]}填“{_shown(cell)}”" if _shown(cell) else f"{heads[key]}不填"
            for key, cell in self.cells.items()
        )
        return self.words or "，".join(parts)


def typed(**cells: RawCell | RawValue) -> Typed:
    """An example from plain values, or whole cells, by the keys of columns."""
    return Typed({key: _cell(one) for key, one in cells.items()})


def _cell(one: RawCell | RawValue) -> RawCell:
    return one if isinstance(one, RawCell) else RawCell(one)


def told(words: str) -> Typed:
    """An example that is only told."""
    return Typed({}, words)


def _shown(cell: RawCell) -> str:
    if cell.is_formula:
        return "=公式"
    if cell.is_error:
        return "#REF!"
    text = "" if cell.value is None else FORBIDDEN.sub(_UNSEEN, str(cell.value))
    return f"{text[:_LONGEST]}…（共 {len(text)} 个字）" if len(text) > _LONGEST else text


class FaultKind(NamedTuple):
    """One kind of fault; `name` completes the sentence "不收 …". A warning holds nothing up."""

    code: str
    name: str
    title: str
    why: str
    good: Typed
    bad: Typed
    is_warning: bool = False

    def of(self, message: str, *, remedy: str = "", at: Spot | None = None) -> Fault:
        """The fault of one file, row or cell."""
        return Fault(self, message, remedy, at or Spot())

    @property
    def grave(self) -> str:
        """How grave it is, in a word."""
        return "警告" if self.is_warning else "错误"

    @property
    def ending(self) -> str:
        """What becomes of the row or the form, in a word."""
        return "警告" if self.is_warning else "退回"


class Spot(NamedTuple):
    """Where in a form: the sheet as it is named there, row and column from 1 (0: none).

    `table` is the sheet's own name in our forms, `id` the row's, `key` that of the column, `called`
    what people call the row.
    """

    sheet: str = ""
    row: int = 0
    column: int = 0
    table: str = ""
    id: str = ""
    key: str = ""
    called: str = ""

    @property
    def cell(self) -> str:
        """`G7`; empty where it is no single cell."""
        return address(self.row, self.column) if self.row and self.column else ""

    @property
    def words(self) -> str:
        """`「进展填报」!G7`; empty where it is the whole file."""
        if not self.sheet:
            return ""
        line = f"第 {self.row} 行" if self.row and not self.column else ""
        return f"「{self.sheet}」{f'!{self.cell}' if self.cell else line}"


class Fault(NamedTuple):
    """One fault: what is, and what to do about it."""

    kind: FaultKind
    message: str
    remedy: str = ""
    spot: Spot = Spot()

    @property
    def code(self) -> str:
        """The code of its kind."""
        return self.kind.code

    @property
    def is_warning(self) -> bool:
        """Whether the row is taken all the same."""
        return self.kind.is_warning
