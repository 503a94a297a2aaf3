"""Whatever is done to a form: a value that is taken is the one that was typed, for that row."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.forms import (
    DAY,
    OTHER,
    Book,
    form_of,
    measure,
    raw_book,
    raw_cells,
    small_ledger,
    target,
)

from ganxian_ledger.domain.forms.answers import Answers, Desk, answers_of
from ganxian_ledger.domain.forms.beside import Beside
from ganxian_ledger.domain.forms.form import MEASURES, META, TARGETS
from ganxian_ledger.domain.forms.identify import Asking
from ganxian_ledger.domain.forms.raw import RawCell
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.usecases.opening import open_sound

TYPED = {"8.3": 61, "8.4": 72, "pm25": 23.25, "coverage": 91.5}
GIVEN = {
    **measure("8.3", percent=61, note="甲"),
    **measure("8.4", percent=72, submit="否"),
    **target("pm25", value=23.25),
    **target("coverage", value="91.5%"),
}
JUNK = (
    RawCell("9.9"),
    RawCell("约60"),
    RawCell(0.5),
    RawCell(None, is_error=True),
    RawCell(99, is_formula=True),
    RawCell("完成比例"),
    RawCell("标识"),
    RawCell("M|8.3|0123456789ab"),
    RawCell("\u202e"),
    RawCell(DAY),
    RawCell(value=True),
)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    folder: Path = tmp_path_factory.mktemp("ledger")
    return open_sound(small_ledger(folder), DAY).ledger


def sheet_of(book: Book, chance: Random) -> dict[int, dict[int, RawCell]]:
    return book[chance.choice([name for name in book if name != META])]


def swap_rows(book: Book, chance: Random) -> None:
    sheet = sheet_of(book, chance)
    if len(sheet) > 1:
        one, other = chance.sample(sorted(sheet), 2)
        sheet[one], sheet[other] = sheet[other], sheet[one]


def drop_row(book: Book, chance: Random) -> None:
    sheet = sheet_of(book, chance)
    if sheet:
        del sheet[chance.choice(sorted(sheet))]


def copy_row(book: Book, chance: Random) -> None:
    sheet = sheet_of(book, chance)
    if sheet:
        sheet[max(sheet) + chance.randint(1, 3)] = dict(sheet[chance.choice(sorted(sheet))])


def swap_columns(book: Book, chance: Random) -> None:
    one, other = chance.sample(range(1, 14), 2)
    renumbered = {one: other, other: one}
    for cells in sheet_of(book, chance).values():
        moved = {renumbered.get(at, at): cell for at, cell in cells.items()}
        cells.clear()
        cells.update(moved)


def drop_column(book: Book, chance: Random) -> None:
    at = chance.randint(1, 13)
    for cells in sheet_of(book, chance).values():
        cells.pop(at, None)


def sort_some_columns(book: Book, chance: Random) -> None:
    """What a sort by number does that leaves the column of keys out, and others.

    One that takes the numbers and the keys along and leaves out the figures, nobody could see.
    """
    sheet = sheet_of(book, chance)
    rows = sorted(row for row in sheet if row > 4)
    keys = {at for row in rows for at, cell in sheet[row].items() if "|" in str(cell.value)}
    numbers = {at for row in rows for at, cell in sheet[row].items() if cell.value in TYPED}
    others = chance.sample(range(2, 14), chance.randint(0, 8))
    for at in sorted(numbers | ({*others} - keys)):
        cells = [sheet[row].pop(at, None) for row in rows]
        for row, cell in zip(rows, reversed(cells), strict=True):
            if cell is not None:
                sheet[row][at] = cell


def put_junk(book: Book, chance: Random) -> None:
    """In a locked cell, a key or a head, or beside them; never in an open cell."""
    sheet = sheet_of(book, chance)
    at = chance.choice((1, 2, 3, 4, 5, 12, 13, 14))
    sheet.setdefault(chance.randint(1, 12), {})[at] = chance.choice(JUNK)


def copy_sheet(book: Book, chance: Random) -> None:
    copied = sheet_of(book, chance)
    book[f"副本{len(book)}"] = {row: dict(cells) for row, cells in copied.items()}


MANGLINGS = (
    swap_rows,
    drop_row,
    copy_row,
    swap_columns,
    drop_column,
    sort_some_columns,
    put_junk,
    copy_sheet,
)


def answered(ledger: Ledger, book: Book) -> Answers:
    desk = Desk.of(Board(ledger, DAY), Asking(DAY))
    return answers_of(raw_book(book), desk, Beside(), form_of(ledger))


def taken(answers: Answers) -> dict[str, float]:
    if answers.is_refused:
        return {}
    figures = {
        row.id: row.values.get("percent", row.values.get("value"))
        for row in answers.rows
        if row.is_taken
    }
    return {name: float(str(value)) for name, value in figures.items()}


@given(seed=st.integers(0, 2**32), count=st.integers(1, 5))
def test_a_mangled_form_gives_the_values_that_were_typed_or_none(
    ledger: Ledger, seed: int, count: int
) -> None:
    chance = Random(seed)
    book = raw_cells(form_of(ledger), GIVEN)
    for mangle in chance.sample(MANGLINGS, count):  # two half sorts can undo what gives them away
        mangle(book, chance)

    answers = answered(ledger, book)

    assert taken(answers).items() <= {key: float(value) for key, value in TYPED.items()}.items()
    lost = TYPED.keys() - taken(answers).keys()
    assert not lost or answers.every_fault, f"{lost} is gone without a word"
    for fault in answers.every_fault:
        assert fault.message
        assert fault.spot.sheet or not answers.rows or fault.code in {"F112", "F209"}


@given(seed=st.integers(0, 2**32))
def test_cells_of_another_units_form_are_never_taken(ledger: Ledger, seed: int) -> None:
    chance = Random(seed)
    book = raw_cells(form_of(ledger), GIVEN)
    strange = raw_cells(
        form_of(ledger, OTHER), {**measure("8.5", percent=5), **target("silt", value=7)}
    )
    for name in (MEASURES, TARGETS):
        for row, cells in strange[name].items():
            if row > 4 and chance.random() < 0.7:
                book[name][chance.randint(5, 9)] = dict(cells)

    assert taken(answered(ledger, book)).items() <= TYPED.items()
