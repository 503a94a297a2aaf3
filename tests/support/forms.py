"""Returned forms for tests: as raw cells without a file, and as files filled with openpyxl.

`answers` are values by sheet, id of the row and key of the column, as `Filling` has them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from tests.support.build import a_measure, a_target, a_unit, ledger_files, write_ledger

from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.domain.forms.build import forms_of
from ganxian_ledger.domain.forms.form import COLUMNS, KEY_HEAD, MEASURES, META, TARGETS, Form
from ganxian_ledger.domain.forms.identify import SEAL
from ganxian_ledger.domain.forms.raw import RawBook, RawCell, RawSheet, RawValue
from ganxian_ledger.domain.model.calendar import parse_period
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.render.xlsx.form import form_workbook
from ganxian_ledger.usecases.opening import open_sound
from ganxian_ledger.usecases.revision import digest_now

DAY = date(2024, 6, 25)
MONTH = "2024-06"
UNIT, OTHER = "区城管局", "区水利局"
REVISION = "0123456789ab"
Answers = Mapping[tuple[str, str, str], RawCell | RawValue]
"""By sheet, id of the row and key of the column."""
Book = dict[str, dict[int, dict[int, RawCell]]]

SMALL = {
    "more_measures": (
        a_measure(id="8.4", title="排水口整治"),
        a_measure(id="8.5", title="河道清淤", lead=OTHER),
    ),
    "more_targets": (
        a_target(id="coverage", name="污水收集率", goal={"at_least": 90}, unit="%"),
        a_target(id="mood", name="群众满意", goal={"text": "明显提升"}, unit="—"),
        a_target(id="silt", name="清淤量", goal={"at_least": 500}, unit="立方米", lead=OTHER),
    ),
    "more_units": (a_unit(name=OTHER),),
}
"""A ledger with two units: two measures and three targets, one measure and one target."""


def small_ledger(folder: Path, **more: Any) -> LedgerFolder:
    """The small ledger in a folder of its own below this one."""
    return write_ledger(folder / "data", ledger_files(**{**SMALL, **more}))


def form_of(ledger: Ledger, unit: str = UNIT, month: str = MONTH, revision: str = REVISION) -> Form:
    """The form that a unit gets on `DAY`."""
    period = parse_period(month)
    assert period is not None
    return forms_of(Board(ledger, DAY), period, revision, units=[unit])[0]


def raw_cells(form: Form, answers: Answers | None = None) -> Book:
    """The cells of a form: heads in row 4, rows from row 5 on, keys in the last column."""
    given = answers or {}
    book: Book = {}
    for name, rows in form.rows.items():
        columns = COLUMNS[name]
        sheet = {1: {1: RawCell("填报表")}, 4: _row([*(c.head for c in columns), KEY_HEAD])}
        for number, (row, key) in enumerate(zip(rows, form.keys(name), strict=True), start=5):
            texts: list[RawCell | RawValue] = list(row.locked)
            texts += [given.get((name, row.id, c.key)) for c in columns if c.is_open]
            sheet[number] = _row([*texts, key])
        book[name] = sheet
    parts = (*form.identity.parts, (SEAL, form.seal))
    book[META] = {n: _row(list(pair)) for n, pair in enumerate(parts, start=1)}
    return book


def _row(values: list[Any]) -> dict[int, RawCell]:
    cells = (one if isinstance(one, RawCell) else RawCell(one) for one in values)
    return {at: cell for at, cell in enumerate(cells, start=1) if cell != RawCell(None)}


def raw_book(cells: Book, properties: Mapping[str, str] | None = None) -> RawBook:
    """The cells as a workbook."""
    sheets = tuple(RawSheet(name, rows) for name, rows in cells.items())
    return RawBook(sheets, properties or {}, "xlsx", ())


def sent(folder: LedgerFolder, unit: str = UNIT, month: str = MONTH, day: date = DAY) -> bytes:
    """The form that a unit gets of this ledger, as a file."""
    opened = open_sound(folder, day)
    period = parse_period(month)
    assert period is not None
    forms = forms_of(Board(opened.ledger, day), period, digest_now(opened), units=[unit])
    return form_workbook(forms[0], day)


def filled(
    content: bytes,
    answers: Mapping[tuple[str, str, str], Any],
    mend: Callable[[Any], None] | None = None,
) -> bytes:
    """A form filled with openpyxl; `mend` does to the workbook what people do."""
    book = load_workbook(BytesIO(content))
    for (sheet, identity, key), value in answers.items():
        cell_of(book, sheet, identity, key).value = value
    if mend is not None:
        mend(book)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def cell_of(book: Workbook, sheet: str, identity: str, key: str) -> Any:
    """The cell of a row and a column of a form."""
    found: Worksheet = book[sheet]
    head = head_row(found)
    heads: dict[Any, Any] = {cell.value: cell.column for cell in found[head]}
    column = next((c.head for c in COLUMNS[sheet] if c.key == key), KEY_HEAD)
    for row in range(head + 1, found.max_row + 1):
        if str(found.cell(row, heads[KEY_HEAD]).value or "").split("|")[1:2] == [identity]:
            return found.cell(row, heads[column])
    raise KeyError(identity)


def head_row(sheet: Worksheet) -> int:
    """The row of the heads."""
    rows = enumerate(sheet.iter_rows(values_only=True), start=1)
    return next(number for number, values in rows if KEY_HEAD in values)


def measure(number: str, **cells: RawCell | RawValue) -> dict[tuple[str, str, str], Any]:
    """Answers of one measure."""
    return {(MEASURES, number, key): value for key, value in cells.items()}


def target(identity: str, **cells: RawCell | RawValue) -> dict[tuple[str, str, str], Any]:
    """Answers of one target."""
    return {(TARGETS, identity, key): value for key, value in cells.items()}
