"""A returned form is matched by what its rows are; whatever is in doubt is refused in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.support.forms import (
    DAY,
    OTHER,
    UNIT,
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
from ganxian_ledger.domain.forms.raw import Area, RawCell
from ganxian_ledger.domain.model.calendar import parse_period
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.usecases.opening import open_sound

FILLED = {**measure("8.3", percent=60), **measure("8.4", percent=70), **target("pm25", value=23.1)}
KEY_OF_MEASURES, KEY_OF_TARGETS = 12, 9
PERCENT = 7


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    folder: Path = tmp_path_factory.mktemp("ledger")
    return open_sound(small_ledger(folder), DAY).ledger


def answered(
    ledger: Ledger,
    book: Book,
    asking: Asking | None = None,
    properties: dict[str, str] | None = None,
) -> Answers:
    desk = Desk.of(Board(ledger, DAY), asking or Asking(DAY))
    return answers_of(raw_book(book, properties), desk, Beside(), form_of(ledger))


def mangled(ledger: Ledger, mend: Callable[[Book], None]) -> Answers:
    book = raw_cells(form_of(ledger), FILLED)
    mend(book)
    return answered(ledger, book)


def values(answers: Answers) -> dict[str, object]:
    """The figure of each row that would be recorded."""
    return {
        row.id: row.values.get("percent", row.values.get("value"))
        for row in answers.rows
        if row.is_taken
    }


def codes(answers: Answers) -> list[str]:
    return [fault.code for fault in answers.every_fault]


WHOLE = {"8.3": 60, "8.4": 70, "pm25": 23.1}


def moved_rows(book: Book) -> None:
    sheet = book[MEASURES]
    sheet[5], sheet[6] = sheet[6], sheet[5]
    sheet[40] = sheet.pop(5)


def moved_columns(book: Book) -> None:
    for sheet in (MEASURES, TARGETS):
        book[sheet] = {
            row: {30 - column: cell for column, cell in cells.items()}
            for row, cells in book[sheet].items()
        }


def inserted_column(book: Book) -> None:
    for cells in book[MEASURES].values():
        shifted = {column + (column >= 4): cell for column, cell in cells.items()}
        cells.clear()
        cells.update(shifted)
    book[MEASURES][4][4] = RawCell("备注")
    book[MEASURES][5][4] = RawCell("内部")


def renamed(book: Book) -> None:
    sheets = [(f"Sheet{number}", rows) for number, rows in enumerate(book.values())]
    book.clear()
    book.update(sheets)


def noted(book: Book) -> None:
    book[MEASURES][2] = {1: RawCell("请于月底前报送"), 6: RawCell("本月进展见下")}
    book[MEASURES][9] = {1: RawCell("填表人：张三"), 6: RawCell("审核人：李四")}


def wide_heads(book: Book) -> None:
    book[MEASURES][4][7] = RawCell(" 完 成\n比例（％）")


def broken_lines(book: Book) -> None:
    cell = book[MEASURES][5][3]
    book[MEASURES][5][3] = RawCell(f" {cell.value}\r\n")


def head_sorted_down(book: Book) -> None:
    book[MEASURES][20] = book[MEASURES].pop(4)


@pytest.mark.parametrize(
    "mend",
    [moved_rows, moved_columns, inserted_column, renamed, noted, wide_heads, broken_lines,
     head_sorted_down],
)  # fmt: skip
def test_what_people_do_to_a_form_changes_no_value(
    ledger: Ledger, mend: Callable[[Book], None]
) -> None:
    answers = mangled(ledger, mend)

    assert codes(answers) == []
    assert {key: float(str(value)) for key, value in values(answers).items()} == WHOLE


def test_columns_and_notes_that_are_not_ours_are_told(ledger: Ledger) -> None:
    assert mangled(ledger, inserted_column).notes == (
        "「进展填报」D5：“备注”不是填报表里的列，没有收",
    )
    assert mangled(ledger, noted).notes == ("「进展填报」F9：表后的文字“审核人：李四”没有收",)


def put(sheet: str, row: int, column: int, value: object) -> Callable[[Book], None]:
    def mend(book: Book) -> None:
        book[sheet].setdefault(row, {})[column] = RawCell(value)  # type: ignore[arg-type]

    return mend


def without_head(book: Book) -> None:
    del book[MEASURES][4]


def without_column(book: Book) -> None:
    for cells in book[MEASURES].values():
        cells.pop(3, None)


def with_column_twice(book: Book) -> None:
    for cells in book[MEASURES].values():
        if PERCENT in cells:
            cells[20] = cells[PERCENT]


def with_row_added(book: Book) -> None:
    book[MEASURES][7] = {1: RawCell("8.9"), 6: RawCell("新增的工作"), PERCENT: RawCell(50)}


def with_row_far_below(book: Book) -> None:
    book[MEASURES][30] = {2: RawCell("管网"), PERCENT: RawCell(50)}


def with_row_twice(book: Book) -> None:
    book[MEASURES][7] = {**book[MEASURES][5], PERCENT: RawCell(65)}


def with_keys_swapped(book: Book) -> None:
    rows = book[MEASURES]
    rows[5][KEY_OF_MEASURES], rows[6][KEY_OF_MEASURES] = (
        rows[6][KEY_OF_MEASURES],
        rows[5][KEY_OF_MEASURES],
    )


def with_sheet_twice(book: Book) -> None:
    book["进展填报 (2)"] = dict(book[MEASURES])


def with_key_moved(book: Book) -> None:
    cells = book[MEASURES][5]
    cells[KEY_OF_MEASURES + 1] = cells.pop(KEY_OF_MEASURES)


@pytest.mark.parametrize(
    ("mend", "wrong", "cell"),
    [
        (without_head, ["F201"], ""),
        (without_column, ["F202"], ""),
        (with_column_twice, ["F203"], "T4"),
        (with_row_added, ["F204"], "G7"),
        (with_row_far_below, ["F204"], "G30"),
        (put(MEASURES, 5, KEY_OF_MEASURES, "8.3"), ["F205"], "L5"),
        (put(MEASURES, 5, KEY_OF_MEASURES, "T|8.3|0123456789ab"), ["F205"], "L5"),
        (with_key_moved, ["F205", "F204"], "M5"),
        (with_row_twice, ["F206", "F206"], "A5"),
        (put(MEASURES, 5, 1, "8.4"), ["F207"], "A5"),
        (put(MEASURES, 5, 1, 8.3), [], ""),
        (put(MEASURES, 5, 4, "2024年7月1日"), ["F207"], "A5"),
        (put(MEASURES, 5, KEY_OF_MEASURES, "M|8.3|0123456789ab"), ["F207"], "A5"),
        (with_keys_swapped, ["F207", "F207"], "A5"),
        (with_sheet_twice, ["F208", *["F206"] * 4], ""),
    ],
)
def test_rows_and_columns_in_doubt_are_refused_with_their_cell(
    ledger: Ledger, mend: Callable[[Book], None], wrong: list[str], cell: str
) -> None:
    answers = mangled(ledger, mend)

    assert codes(answers) == wrong
    if cell:
        assert answers.every_fault[0].spot.cell == cell


def without_row(book: Book) -> None:
    del book[MEASURES][6]


def test_rows_that_were_deleted_are_told_and_the_others_are_taken(ledger: Ledger) -> None:
    answers = mangled(ledger, without_row)

    assert codes(answers) == ["F209"]
    assert "8.4" in answers.faults[0].message
    assert not answers.is_refused
    assert set(values(answers)) == {"8.3", "pm25"}


def test_a_form_in_which_nothing_is_filled_is_no_return(ledger: Ledger) -> None:
    assert codes(answered(ledger, raw_cells(form_of(ledger)))) == ["F112"]
    noes = {**measure("8.3", submit="否"), **measure("8.4", submit="否")}
    assert codes(answered(ledger, raw_cells(form_of(ledger), noes))) == ["F112"]


def test_a_workbook_that_is_no_form_is_told_apart_from_a_damaged_one(ledger: Ledger) -> None:
    assert codes(answered(ledger, {"Sheet1": {1: {1: RawCell("工作总结")}}})) == ["F105"]
    for row, value in ((1, "2"), (4, OTHER), (5, "2024-05"), (6, "ba9876543210"), (5, "六月")):
        answers = mangled(ledger, put(META, row, 2, value))
        assert codes(answers) == (["F106"] if row == 1 else ["F110"])
        assert values(answers) == {}


def test_a_spoiled_key_is_told_by_its_cell_also_where_it_is_the_only_one(ledger: Ledger) -> None:
    def spoil(book: Book) -> None:
        del book[TARGETS], book[MEASURES][6]
        book[MEASURES][5][KEY_OF_MEASURES] = RawCell("8.3")

    answers = mangled(ledger, spoil)

    assert codes(answers) == ["F205"]
    (fault,) = answers.every_fault
    assert (fault.spot.row, fault.spot.column) == (5, KEY_OF_MEASURES)


def test_the_sheet_and_the_properties_must_agree(ledger: Ledger) -> None:
    book = raw_cells(form_of(ledger), FILLED)
    told = dict(form_of(ledger).identity.parts)

    assert codes(answered(ledger, book, properties=told)) == []
    assert codes(answered(ledger, book, properties={**told, "填报单位": OTHER})) == ["F110"]
    del book[META]
    assert codes(answered(ledger, book, properties=told)) == ["F110"]  # the seal is not there
    whole = {**told, "校验值": form_of(ledger).seal}
    assert codes(answered(ledger, book, properties=whole)) == []


def test_a_form_for_elsewhere_is_refused_in_words(ledger: Ledger) -> None:
    form = form_of(ledger)
    june, may = parse_period("2024-06"), parse_period("2024-05")
    mine = form.identity
    for changed in (mine._replace(number="示例〔2023〕9号"), mine._replace(title="去年的方案")):
        strange = form._replace(identity=changed)
        assert codes(answered(ledger, raw_cells(strange, FILLED))) == ["F107"]
    gone = form._replace(identity=form.identity._replace(unit="区撤销局"))
    assert codes(answered(ledger, raw_cells(gone, FILLED))) == ["F108"]
    book = raw_cells(form, FILLED)
    assert codes(answered(ledger, book, Asking(DAY, may))) == ["F109"]
    assert codes(answered(ledger, book, Asking(DAY, june, OTHER))) == ["F109"]
    assert codes(answered(ledger, book, Asking(DAY, june, UNIT))) == []
    assert codes(answered(ledger, book, Asking(date(2024, 5, 31)))) == ["F111"]


def test_a_row_of_another_form_is_not_taken_in_this_one(ledger: Ledger) -> None:
    strange = raw_cells(form_of(ledger, OTHER), measure("8.5", percent=90))

    answers = mangled(ledger, lambda book: book[MEASURES].update({7: strange[MEASURES][5]}))

    assert "F207" in codes(answers)
    assert "8.5" not in values(answers)


def test_both_doubts_of_a_row_are_told_at_once(ledger: Ledger) -> None:
    given = measure("8.3", percent="约60", submit="也许", issue="拆" * 501)

    answers = answered(ledger, raw_cells(form_of(ledger), given))

    assert codes(answers) == ["F303", "F316", "F308"]  # from left to right
    assert {fault.spot.words for fault in answers.every_fault} == {
        "「进展填报」!G5",
        "「进展填报」!J5",
        "「进展填报」!H5",
    }


def test_a_locked_cell_that_is_a_formula_now_is_named(ledger: Ledger) -> None:
    def mend(book: Book) -> None:
        held = book[MEASURES][5]
        held[3] = held[3]._replace(is_formula=True)

    answers = mangled(ledger, mend)
    (fault,) = answers.every_fault
    assert (fault.code, fault.spot.cell) == ("F207", "C5")


def test_a_key_that_is_a_formula_is_no_key(ledger: Ledger) -> None:
    def mend(book: Book) -> None:
        held = book[MEASURES][5]
        held[KEY_OF_MEASURES] = held[KEY_OF_MEASURES]._replace(is_formula=True)

    assert [fault.code for fault in mangled(ledger, mend).every_fault] == ["F207"]


@pytest.mark.parametrize(
    ("area", "cells"),
    [
        (Area(5, 7, 6, 7), ["G5", "G6"]),
        (Area(5, 6, 5, 7), ["F5"]),
        (Area(1, 1, 1, 11), []),
        (Area(5, 1, 6, 1), []),
        (Area(5, 8, 6, 8), []),
    ],
)
def test_merged_cells_with_an_answer_are_refused(
    ledger: Ledger, area: Area, cells: list[str]
) -> None:
    """What is merged without an answer, or beside the answers, is nobody's concern."""
    book = raw_book(raw_cells(form_of(ledger), FILLED))
    sheets = (book.sheets[0]._replace(merged=(area,)), *book.sheets[1:])
    desk = Desk.of(Board(ledger, DAY), Asking(DAY))

    faults = answers_of(book._replace(sheets=sheets), desk, Beside(), form_of(ledger)).every_fault

    assert [(fault.code, fault.spot.cell) for fault in faults] == [("F210", one) for one in cells]


def test_a_row_whose_number_became_a_note_is_not_passed_over(ledger: Ledger) -> None:
    """What looks like the foot of the table does not hide a row that has a key."""

    def mend(book: Book) -> None:
        book[MEASURES][5][1] = RawCell("填报人：")

    (fault,) = mangled(ledger, mend).every_fault
    assert (fault.code, fault.spot.row) == ("F207", 5)


def test_a_row_whose_key_became_a_note_is_not_passed_over(ledger: Ledger) -> None:
    def mend(book: Book) -> None:
        book[MEASURES][5][KEY_OF_MEASURES] = RawCell("填报人：")

    assert [fault.code for fault in mangled(ledger, mend).every_fault] == ["F205"]
