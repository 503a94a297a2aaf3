"""One row of a form: what its cells say, each understood by itself and all of them together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeVar

from ganxian_ledger.domain.forms import cell_faults as faults
from ganxian_ledger.domain.forms.beside import Beside, Named, named_in
from ganxian_ledger.domain.forms.fault import Fault
from ganxian_ledger.domain.forms.form import COLUMNS, MEASURES
from ganxian_ledger.domain.forms.locate import Line, Table, identity_in
from ganxian_ledger.domain.forms.raw import RawCell
from ganxian_ledger.domain.forms.understand import (
    Calendar,
    Measured,
    Misread,
    day_of,
    is_blank,
    number_of,
    percent_of,
    text_of,
    yes_of,
)
from ganxian_ledger.domain.model.target import Target
from ganxian_ledger.domain.state.standing import Standing

T = TypeVar("T")
Value = str | int | Decimal | date | bool | tuple[str, ...]
_COLUMNS = {name: {column.key: column for column in COLUMNS[name]} for name in COLUMNS}
_NO = frozenset({"submit"})
_MATTERS = frozenset({"issue", "next"})
_NONE = frozenset({"", "无", "暂无", "没有", "/", "／", "-", "－", "—", "——", "--"})
"""What people write where there is nothing to write."""


class Row(NamedTuple):
    """What one row says: values by the keys of columns, without what was left empty.

    `typed` are the open cells as they stand; a row with a fault that is no warning is not taken.
    `is_unchanged`: a form of the same month has said it already.
    """

    table: Table
    line: Line
    typed: Mapping[str, RawCell]
    values: Mapping[str, Value] = {}
    faults: tuple[Fault, ...] = ()
    is_unchanged: bool = False

    @property
    def sheet(self) -> str:
        """Our own name of the row's sheet."""
        return self.table.name

    @property
    def id(self) -> str:
        """The number of the measure, or the id of the target."""
        return identity_in(self.line.key)

    @property
    def called(self) -> str:
        """What it is called in messages."""
        return self.table.called(self.line)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was filled in; 否 alone says nothing."""
        return not self.typed or (self.typed.keys() == _NO and self.values.get("submit") is False)

    @property
    def is_clean(self) -> bool:
        """Whether there is nothing against it."""
        return all(fault.is_warning for fault in self.faults)

    @property
    def is_taken(self) -> bool:
        """Whether it leads to records."""
        return self.is_clean and not self.is_blank and not self.is_unchanged

    def text(self, key: str) -> str | None:
        """A text of the row; None where it was left empty."""
        value = self.values.get(key)
        return value if isinstance(value, str) and value else None

    @property
    def names(self) -> tuple[str, ...]:
        """The files of evidence that the row submits."""
        value = self.values.get("evidence", ())
        return value if isinstance(value, tuple) else ()


def row_of(table: Table, line: Line) -> Row:
    """A row with its open cells, as yet without values."""
    typed = {
        column.key: line.cells[column.key]
        for column in COLUMNS[table.name]
        if column.is_open and not _is_empty(column.key, line.cells.get(column.key))
    }
    return Row(table, line, typed)


def _is_empty(key: str, cell: RawCell | None) -> bool:
    """Whether a cell says nothing; in a column of matters, “无” says that there is none."""
    if is_blank(cell):
        return True
    if key not in _MATTERS or cell is None or cell.is_formula or not isinstance(cell.value, str):
        return False
    return cell.value.strip().rstrip("。.") in _NONE


def measure_row(row: Row, standing: Standing, beside: Beside) -> Row:
    """The row of a measure with its values, and what is wrong with them."""
    cells = _Cells(row)
    is_submitted = cells.take("submit", yes_of)
    last = standing.progress.percent if standing.progress else 0
    percent = cells.take(
        "percent", lambda c: percent_of(c, last=last, is_submitted=bool(is_submitted))
    )
    for key in ("note", "issue", "next"):
        cells.take_text(key)
    text = cells.take_text("evidence")
    if text and is_submitted:
        cells.take_files(named_in(text, beside))
    elif text and not cells.is_wrong("submit"):
        told = "写了佐证，但“申请销号”没有选“是”，佐证没有收"
        cells.add("evidence", faults.EVIDENCE_UNUSED.of(told, remedy="已经完成的，申请销号选“是”"))
    read = cells.row
    if not read.is_blank and "percent" not in read.typed:
        told = "这一行填了内容，没有填完成比例"
        cells.add("percent", faults.PERCENT_MISSING.of(told, remedy="没有变的，填上次的完成比例"))
    if is_submitted and percent is not None and percent < 100:
        told = f"申请销号，完成比例只有 {percent}%"
        remedy = "已经全部完成的，完成比例改填 100；没有完成的，申请销号选“否”"
        cells.add("percent", faults.SUBMITTED_EARLY.of(told, remedy=remedy))
    if is_submitted and not text and not cells.is_wrong("evidence"):
        told = "申请销号，没有写佐证材料"
        remedy = "把验收单等随表交来，写上文件名"
        cells.add("evidence", faults.SUBMITTED_BARE.of(told, remedy=remedy))
    return cells.row


def target_row(row: Row, target: Target, calendar: Calendar) -> Row:
    """The row of a target with its values, and what is wrong with them."""
    cells = _Cells(row)
    last = target.readings[-1].value if target.readings else None
    known = tuple(one for one in (target.goal.number, last) if one is not None)
    cells.take("value", lambda cell: number_of(cell, Measured(target.unit, known)))
    cells.take("date", lambda cell: day_of(cell, calendar))
    cells.take_text("note")
    is_in_words = target.goal.number is None
    if row.typed and "value" not in row.typed and not (is_in_words and "note" in row.typed):
        told = "这一行填了内容，没有填" + ("本月数值，也没有写说明" if is_in_words else "本月数值")
        cells.add("value", faults.VALUE_MISSING.of(told, remedy="填上本月数值；没有读数的整行留空"))
    return cells.row


class _Cells:
    """The cells of a row, understood one by one."""

    def __init__(self, row: Row) -> None:
        self._row = row
        self._values: dict[str, Value] = {}
        self._faults: list[Fault] = []

    @property
    def row(self) -> Row:
        """The row with what was understood so far."""
        faults = sorted(self._faults, key=lambda fault: fault.spot.column)
        return self._row._replace(values=dict(self._values), faults=tuple(faults))

    def take(self, key: str, read: Callable[[RawCell], T]) -> T | None:
        """The value of a cell; None where there is none, or where there is a fault."""
        cell = self._row.typed.get(key)
        if cell is None:
            return None
        try:
            value = read(cell)
        except Misread as error:
            self._misread(key, error)
            return None
        self._values[key] = value  # type: ignore[assignment]
        return value

    def take_text(self, key: str) -> str | None:
        """The text of a cell."""
        column = _COLUMNS[self._row.sheet][key]
        return self.take(key, lambda cell: text_of(cell, head=column.head, most=column.most))

    def take_files(self, named: Named) -> None:
        """The files of evidence; every name that is wrong is a fault of its own."""
        self._values["evidence"] = named.files
        for error in named.wrong:
            self._misread("evidence", error)

    def _misread(self, key: str, error: Misread) -> None:
        self._values.pop(key, None)
        self.add(key, error.kind.of(error.message, remedy=error.remedy))

    def add(self, key: str, fault: Fault) -> None:
        """A fault of a cell."""
        spot = self._row.table.spot(self._row.line, key)
        self._faults.append(fault._replace(spot=spot))

    def is_wrong(self, key: str) -> bool:
        """Whether a cell has a fault."""
        return any(fault.spot.key == key for fault in self._faults)


def is_measure(row: Row) -> bool:
    """Whether a row is about a measure."""
    return row.sheet == MEASURES
