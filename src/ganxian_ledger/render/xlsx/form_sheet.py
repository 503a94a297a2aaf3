"""One sheet of a form: head, rows with open and locked cells, foot, protection, print set-up.

It can be filled by keyboard alone: in a protected sheet Tab goes from open cell to open cell, and
Enter goes down, where the open cells of a column stand one below the other. Locked cells can be
selected all the same, so that a long text can be read and copied.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from xlsxwriter.worksheet import Worksheet as Target

from ganxian_ledger.domain.forms import wording
from ganxian_ledger.domain.forms.filling import Answer, Filling
from ganxian_ledger.domain.forms.form import (
    COLUMNS,
    KEY_HEAD,
    MEASURES,
    TARGETS,
    Form,
    FormColumn,
    FormRow,
)
from ganxian_ledger.domain.views.words import number
from ganxian_ledger.render.xlsx import form_checks, printing, sizes
from ganxian_ledger.render.xlsx.cells import FIRST_DAY, held, is_exact, write_text
from ganxian_ledger.render.xlsx.form_checks import Body
from ganxian_ledger.render.xlsx.form_styles import FormStyles, open_cell
from ganxian_ledger.render.xlsx.sheet import FILTER_POINTS, TITLE, Canvas
from ganxian_ledger.render.xlsx.texts import cell_text, cut

SIZE = "A4"
WIDTHS = {
    MEASURES: (6.0, 14, 28, 15, 23, 26, 8, 16, 16, 8, 14),
    TARGETS: (0.0, 32, 24, 12, 38, 15, 15, 34),
}
"""Widths of the columns in halves of a Chinese character; 170 fill a page across at five sixths.

Columns of no width are hidden: the ids of targets are words for programs.
"""
UNHIDDEN = 15.0
"""The width of a hidden column for who shows it."""
SIGNED_AT = ((0, 1), (2, 3), (4, 4), (5, 6))
"""The columns at the foot: a word, an open cell, another word, another open cell."""
LEAST_LINES = {MEASURES: 4, TARGETS: 2}
"""Lines that a row has room for, whatever it tells: something is to be written into it."""
ROOM_POINTS = 6.0
"""What a row has beside its lines, as other fonts than ours are higher."""
SIGN_POINTS = 8.0
"""Room above a line on which somebody signs."""
FIXED = 2
"""Columns that stay in sight: number and name."""
ALLOWED = {"format_rows": True, "format_columns": True, "sort": True, "autofilter": True}
"""What a protected sheet lets everybody do. There is no password: it keeps from slips, no more."""
MOST_IN_COMMENT = 1000
Place = tuple[str, str, str]
"""Where a cell is: its sheet, the id of its row, the key of its column."""


class Told(NamedTuple):
    """What a sheet is made of: the form, and the day that its data are of.

    In a copy that goes back also the answers by place, and what is wrong with them.
    """

    form: Form
    day: date
    is_copy: bool = False
    answers: Mapping[Place, Answer] = MappingProxyType({})
    words: Mapping[Place, str] = MappingProxyType({})


def told_of(form: Form, day: date, filling: Filling | None) -> Told:
    """What the sheets of a form are made of."""
    if filling is None:
        return Told(form, day)
    return Told(form, day, is_copy=True, answers=filling.answers, words=filling.words)


def write(target: Target, sheet: str, told: Told, styles: FormStyles) -> None:
    """Fill one sheet of a form's file.

    Raises:
        TooManyRows: where it has more rows than a spreadsheet can hold.
    """
    canvas = Canvas(target, styles, list(WIDTHS[sheet]))
    for at, wide in enumerate(canvas.widths):
        options = {} if wide else {"hidden": True}
        target.set_column_pixels(at, at, sizes.pixels(wide or UNHIDDEN), None, options)
    hidden = len(canvas.widths)
    target.set_column(hidden, hidden, None, None, {"hidden": True})
    _top(canvas, sheet, told)
    _head(canvas, sheet)
    body = Body(canvas.row, canvas.row + len(told.form.rows[sheet]) - 1)
    wrong = _rows(canvas, sheet, told)
    target.autofilter(body.first - 1, 0, body.last, hidden)
    target.ignore_errors({"number_stored_as_text": _range(body, hidden)})
    form_checks.limit(target, sheet, told.form.identity.month, body)
    form_checks.colour(target, sheet, body, wrong, styles)
    _foot(canvas, sheet, told.form)
    first_open = next(n for n, column in enumerate(COLUMNS[sheet]) if column.is_open)
    target.set_selection(body.first, first_open, body.first, first_open)
    target.protect("", ALLOWED)
    words = f"{wording.title(told.form, sheet)}　{told.form.identity.unit}"
    printing.lay_out(target, SIZE, words, printing.Area(canvas.row - 1, hidden - 1))


def _range(body: Body, last: int) -> str:
    return f"A{body.first + 1}:{chr(ord('A') + last)}{body.last + 1}"


def _top(canvas: Canvas, sheet: str, told: Told) -> None:
    """Title, whose form it is and by when it is returned, how it is filled."""
    canvas.across(wording.title(told.form, sheet), "title", size=TITLE)
    canvas.across(wording.subtitle(told.form, told.day), "subtitle")
    canvas.across(wording.GUIDES[sheet], "note")
    if told.is_copy:
        canvas.across(wording.TO_MEND, "mark")


def _head(canvas: Canvas, sheet: str) -> None:
    columns, target = COLUMNS[sheet], canvas.target
    for at, column in enumerate(columns):
        style = canvas.styles.named("asked" if column.is_open else "head")
        write_text(target, canvas.row, at, column.head, style)
    write_text(target, canvas.row, len(columns), KEY_HEAD, canvas.styles.named("hidden"))
    lines = _tallest(canvas, [column.head for column in columns])
    canvas.next(lines, more=FILTER_POINTS)
    target.freeze_panes(canvas.row, FIXED)
    target.repeat_rows(canvas.row - 1)


def _rows(canvas: Canvas, sheet: str, told: Told) -> set[int]:
    """Write the rows; gives those whose figure is marked as wrong."""
    wrong: set[int] = set()
    keys = told.form.keys(sheet)
    hidden = canvas.styles.named("hidden")
    for row, key in zip(told.form.rows[sheet], keys, strict=True):
        texts = list(row.locked)
        for at, column in enumerate(COLUMNS[sheet]):
            place = (sheet, row.id, column.key)
            words = told.words.get(place, "")
            if column.is_open:
                answer = told.answers.get(place, "")
                texts.append(_open(canvas, at, column, answer, is_wrong=bool(words)))
            else:
                _locked(canvas, at, row, words)
            if words:
                _comment(canvas, at, words, told.form.office)
                if column.takes in {"percent", "number"}:
                    wrong.add(canvas.row)
        write_text(canvas.target, canvas.row, len(COLUMNS[sheet]), key, hidden)
        _end_row(canvas, sheet, row, texts)
    return wrong


def _tallest(canvas: Canvas, texts: Sequence[str]) -> int:
    """The lines of the longest text in a column that is shown."""
    seen = zip(texts, canvas.widths, strict=True)
    return sizes.tallest([text if wide else "" for text, wide in seen], canvas.widths)


def _end_row(canvas: Canvas, sheet: str, row: FormRow, texts: Sequence[str]) -> None:
    """Give the row a height for its texts: programs fit none in a protected sheet."""
    lines = _tallest(canvas, texts)
    if lines > sizes.MOST_LINES:
        canvas.clipped.append(row.id)
    canvas.next(max(lines, LEAST_LINES[sheet]), more=ROOM_POINTS)


def _locked(canvas: Canvas, at: int, row: FormRow, words: str) -> None:
    style = canvas.styles.named("wrong" if words else "centre" if at == 0 else "locked")
    text = cell_text(row.locked[at], f"台账编号{row.id}")
    held(canvas.target.write_string(canvas.row, at, text, style))


def _open(canvas: Canvas, at: int, column: FormColumn, answer: Answer, *, is_wrong: bool) -> str:
    """Write an open cell, and give the text that it shows."""
    style = canvas.styles.named(open_cell(column.takes, is_wrong=is_wrong))
    target, row = canvas.target, canvas.row
    if answer == "":
        held(target.write_blank(row, at, None, style))
        return ""
    if isinstance(answer, date) and answer >= FIRST_DAY and column.takes == "day":
        held(target.write_datetime(row, at, answer, style))
        return str(answer)
    is_figure = column.takes in {"percent", "number"}
    if isinstance(answer, int | Decimal) and is_figure and is_exact(answer):
        held(target.write_number(row, at, answer, style))
        return number(answer)
    text = number(answer) if isinstance(answer, Decimal) else str(answer)
    held(target.write_string(row, at, cell_text(text, "退回的填报表"), style))
    return text


def _comment(canvas: Canvas, at: int, words: str, office: str) -> None:
    """The office's words beside a cell that has to be mended."""
    text = cut(
        cell_text(f"{office}：\n{words}", "退回说明"), MOST_IN_COMMENT, "……（全文见退回说明）"
    )
    options = {
        "author": cut(office, 50, "…"),
        "font_name": "宋体",
        "width": 260,
        "height": 24 + 16 * sizes.lines_of(text, 34),
    }
    held(canvas.target.write_comment(canvas.row, at, text, options))


def _foot(canvas: Canvas, sheet: str, form: Form) -> None:
    """What waits for the office, how to fill the form, and who signs it."""
    if sheet == MEASURES and form.waiting:
        canvas.across(wording.waiting(form), "note")
    canvas.clip()
    canvas.across("\n".join(wording.NOTES[sheet]), "note")
    for first, second in wording.SIGNED:
        texts = (first, "", second, "")
        for (left, right), text in zip(SIGNED_AT, texts, strict=True):
            style = canvas.styles.named("sign" if text else "signed")
            if left < right:
                held(canvas.target.merge_range(canvas.row, left, canvas.row, right, "", style))
            if text:
                write_text(canvas.target, canvas.row, left, text, style)
            elif left == right:
                held(canvas.target.write_blank(canvas.row, left, None, style))
        canvas.next(1, more=SIGN_POINTS)
