"""A returned workbook × the ledger → what each row says, and everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from ganxian_ledger.domain.forms import against, file_faults, row_faults
from ganxian_ledger.domain.forms.beside import Beside
from ganxian_ledger.domain.forms.fault import Fault
from ganxian_ledger.domain.forms.form import COLUMNS, MARKS, Form, Identity, key_of, seal_of
from ganxian_ledger.domain.forms.identify import (
    SEND_AGAIN,
    Asking,
    Identified,
    identified,
    not_taken,
)
from ganxian_ledger.domain.forms.locate import (
    KEY,
    Line,
    Table,
    called,
    identity_in,
    is_key,
    tables_in,
)
from ganxian_ledger.domain.forms.raw import RawBook, RawCell
from ganxian_ledger.domain.forms.rows import Row, is_measure, measure_row, row_of, target_row
from ganxian_ledger.domain.forms.taken import Arrival, Taken
from ganxian_ledger.domain.forms.understand import Calendar, quoted, short
from ganxian_ledger.domain.model.target import Target
from ganxian_ledger.domain.state.board import Board

_DAMAGED = file_faults.DAMAGED.of(
    "标识和各行都对不上：单位、月份或数据版本被改过", remedy=SEND_AGAIN
)
_OF_ROWS = (row_faults.KEY_MISSING, row_faults.KEY_UNKNOWN)


class Desk(NamedTuple):
    """What forms are measured by: the ledger today, what is asked for, what was taken in before.

    `targets` are the ledger's by id.
    """

    board: Board
    asking: Asking
    taken: Taken
    targets: dict[str, Target]

    @classmethod
    def of(cls, board: Board, asking: Asking) -> Desk:
        """The desk of a ledger."""
        ledger = board.ledger
        return cls(board, asking, Taken.of(ledger), {one.id: one for one in ledger.targets})

    @property
    def start(self) -> date:
        """The day on which the plan starts."""
        return self.board.ledger.plan.start

    def arrival(self, sha256: str, unit: str, identity: Identity) -> Arrival:
        """A form as it is held against the ledger; `unit` is its registered name."""
        entry = self.taken.entries.get(sha256)
        received = entry.date if entry else self.asking.received
        return Arrival(sha256, unit, identity.month, received, self.taken)


class Answers(NamedTuple):
    """All that a form says; `unit` is its registered name now, empty where it has none.

    `faults` are those of the whole form, `notes` what was passed over.
    """

    identity: Identity | None
    unit: str = ""
    rows: tuple[Row, ...] = ()
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def every_fault(self) -> tuple[Fault, ...]:
        """Those of the form, then those of the rows."""
        return (*self.faults, *(fault for row in self.rows for fault in row.faults))

    @property
    def is_refused(self) -> bool:
        """Whether nothing of the form can be taken: more is in doubt than single rows of it."""
        return any(not one.is_warning and one.kind not in _OF_ROWS for one in self.faults)

    @property
    def is_elsewhere(self) -> bool:
        """Whether it is a form of another month or unit than is asked for."""
        return any(one.kind is file_faults.NOT_ASKED_FOR for one in self.faults)


class Whose(NamedTuple):
    """A form that is taken here: its identity, the unit's name now, and what came with it."""

    identity: Identity
    arrival: Arrival
    beside: Beside


def answers_of(
    book: RawBook,
    desk: Desk,
    beside: Beside,
    now: Form | None,
    *,
    who: Identified | None = None,
    sha256: str = "",
) -> Answers:
    """Read a form; what cannot be understood without guessing is a fault of its cell.

    Args:
        book: The returned workbook.
        desk: What it is measured by.
        beside: The files that came with it.
        now: The form that the unit would get today; None where it would get none.
        who: The form's identity, where it was read already.
        sha256: The sum of the file, by which a form is known that was taken in before.
    """
    who = who or identified(book)
    if who.identity is None:
        return Answers(None, faults=who.faults)
    identity, ledger = who.identity, desk.board.ledger
    unit = ledger.units.named(identity.unit)
    if refused := not_taken(identity, ledger, desk.asking):
        return Answers(identity, unit, faults=refused)
    tables = tables_in(book)
    keyed = [(table, line) for table in tables.found for line in table.lines]
    keys = {line.key for _, line in keyed}
    true = {line.key for table, line in keyed if _is_true(identity, table, line)}
    is_sealed = seal_of(identity, keys) == who.seal
    if any(map(is_key, keys)) and not true and not is_sealed:
        return Answers(identity, unit, faults=(_DAMAGED,))
    whose = Whose(identity, desk.arrival(sha256, unit, identity), beside)
    rows = tuple(_without_doubles([_row(one, line, true, whose, desk) for one, line in keyed]))
    faults = [*tables.faults]
    if not is_sealed and not faults and true == keys:
        faults.append(_incomplete(keys, now))
    faults.extend(_nothing_filled(rows, faults))
    return Answers(identity, unit, rows, tuple(faults), (*book.notes, *tables.notes))


def _nothing_filled(rows: Sequence[Row], faults: Sequence[Fault]) -> Iterator[Fault]:
    """That a form says nothing at all, whether or not rows are gone from it."""
    if all(fault.is_warning for fault in faults) and all(row.is_blank for row in rows):
        remedy = "每项填上完成比例；没有变的，填上次的"
        yield file_faults.NOTHING_FILLED.of("表里什么也没有填", remedy=remedy)


def locked_in(table: Table, line: Line) -> tuple[str, ...]:
    """The texts of the locked cells of a row, in the order of the columns; none of formulas."""
    cells = (line.cells.get(column.key) for column in COLUMNS[table.name] if not column.is_open)
    return tuple("" if cell is None else _plain_text(cell) for cell in cells)


def _plain_text(cell: RawCell) -> str:
    return "" if cell.value is None or cell.is_formula else str(cell.value)


def _is_true(identity: Identity, table: Table, line: Line) -> bool:
    if line.cells[KEY].is_formula:
        return False
    return key_of(identity, table.name, locked_in(table, line)) == line.key


def _incomplete(keys: set[str], now: Form | None) -> Fault:
    """Rows are gone; which they were can only be told from what is asked now."""
    held = {(key[0], identity_in(key)) for key in keys}
    asked = now.rows if now else {}
    gone = [
        called(name, row.id, short(row.locked[1]))
        for name, rows in asked.items()
        for row in rows
        if (MARKS[name], row.id) not in held
    ]
    listed = f"：{'、'.join(gone)}" if gone else ""
    told = f"下发的行有的不在表里，算没有填报{listed}"
    return row_faults.ROWS_MISSING.of(told, remedy="没有进展的行留空，不要删")


def _row(table: Table, line: Line, true: set[str], whose: Whose, desk: Desk) -> Row:
    """One row, understood and held against the ledger."""
    row = row_of(table, line)
    wrong = _of_key(table, line, true)
    if wrong is not None:
        return row._replace(faults=(wrong,))
    return _measure(row, whose, desk) if is_measure(row) else _target(row, whose, desk)


def _measure(row: Row, whose: Whose, desk: Desk) -> Row:
    if not desk.board.ledger.has_measure(row.id):
        return against.gone(row) if row.typed else row
    now = desk.board.row(row.id)
    read = measure_row(row, now.standing, whose.beside)
    if read.is_blank:
        return read
    return against.measure_now(read, now, whose.arrival, whose.beside)


def _target(row: Row, whose: Whose, desk: Desk) -> Row:
    target = desk.targets.get(row.id)
    if target is None:
        return against.gone(row) if row.typed else row
    month = whose.identity.month
    read = target_row(row, target, Calendar(month, desk.start, desk.asking.received))
    if read.is_blank:
        return read
    return against.target_now(read, target, desk.board.leads_of(target), whose.arrival)


def _of_key(table: Table, line: Line, true: set[str]) -> Fault | None:
    """What is wrong with a row's key."""
    if not is_key(line.key) or line.key[0] != MARKS[table.name]:
        told = f"标识{quoted(line.key)}认不出"
        return row_faults.KEY_UNKNOWN.of(told, remedy=SEND_AGAIN, at=table.spot(line))
    if line.key not in true:
        return _altered(table, line)
    merged = table.merged_in(line)
    if merged:
        told = f"{table.called(line)} 一行有格子和旁边的合并了，看不出填的是哪一格"
        remedy = "取消合并单元格，每一格分别填"
        return row_faults.MERGED.of(told, remedy=remedy, at=table.spot(line, merged))
    return None


def _altered(table: Table, line: Line) -> Fault:
    """A row that is not as it was sent; the cell is only known where it is no plain value."""
    cells = ((column.key, line.cells.get(column.key)) for column in COLUMNS[table.name])
    odd = next((key for key, cell in cells if cell and (cell.is_formula or cell.is_error)), "id")
    told = f"{table.called(line)} 一行的编号、内容或时限和下发时不同"
    remedy = "在下发的表里重新填这一行；要排序就选中整张表"
    return row_faults.ROW_ALTERED.of(told, remedy=remedy, at=table.spot(line, odd))


def _without_doubles(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows, of which none that is there twice can be taken."""
    first: dict[tuple[str, str], Row] = {}
    twice = set()
    for row in rows:
        if row.id and first.setdefault((row.sheet, row.id), row) is not row:
            twice.add((row.sheet, row.id))
    for row in rows:
        if (row.sheet, row.id) in twice:
            spot = row.table.spot(row.line, "id")
            told = f"{row.called} 有不止一行"
            doubled = row_faults.KEY_TWICE.of(told, remedy="只留填好的一行", at=spot)
            yield row._replace(faults=(*row.faults, doubled), is_unchanged=False)
        else:
            yield row
