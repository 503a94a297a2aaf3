"""One sheet: title, table below merged heads, notes; what stays in sight, filters, print set-up."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from xlsxwriter import Workbook as File
from xlsxwriter.worksheet import Worksheet as Target

from ganxian_ledger.domain.views.table import Cell, shown
from ganxian_ledger.domain.views.workbook import Group, Workbook, Worksheet
from ganxian_ledger.render.xlsx import cells, charts, printing, sizes
from ganxian_ledger.render.xlsx.styles import BODY_SIZE, LIGHTS, TITLE_SIZE, Styles

TITLE = TITLE_SIZE / BODY_SIZE
"""Lines of the body that a line of the title is high, and how much wider its letters are."""
BOLD = 1.1
"""How much wider bold letters are."""
CLIPPED = 10
"""Rows that the note about high rows names."""
FILTER_POINTS = 12.0
"""Room in the head for the buttons of the filter."""


class Head(NamedTuple):
    """A merged head within a table, and which of its rows comes next (0 is the first)."""

    title: str
    style: str
    before: int


def write(
    file: File,
    target: Target,
    sheet: Worksheet,
    book: Workbook,
    styles: Styles,
    places: Sequence[charts.Place],
) -> None:
    """Fill one sheet of a file.

    Raises:
        TooManyRows: where it has more rows than a spreadsheet can hold.
    """
    across = sizes.PAGE_PIXELS[sheet.size] * sizes.SHRUNK - charts.beside(sheet.charts)
    canvas = Canvas(target, styles, sizes.column_widths(sheet.table, across))
    for at, wide in enumerate(canvas.widths):
        target.set_column_pixels(at, at, sizes.pixels(wide))
    canvas.across(sheet.title, "title", size=TITLE)
    canvas.across(book.subtitle, "subtitle")
    for words in sheet.words:
        canvas.across(words, "note")
    head, above = canvas.row, canvas.points
    _table(canvas, sheet)
    _notes(canvas, sheet)
    area = charts.insert(file, target, sheet.charts, places, canvas.end(head, above))
    printing.set_up(target, sheet, book, area)
    if canvas.heads:
        wide = sizes.pixels_of(canvas.widths) + charts.beside(sheet.charts)
        room = printing.room(sheet.size, wide)
        target.set_h_pagebreaks(printing.breaks(canvas.heights, canvas.heads, head, room))


@dataclass
class Canvas:
    """A sheet that is filled from top to bottom."""

    target: Target
    styles: Styles
    widths: list[float]
    heights: list[float] = field(default_factory=list)
    """Points of the rows that are filled."""
    heads: set[int] = field(default_factory=set)
    """The rows that are heads of groups."""
    clipped: list[str] = field(default_factory=list)
    """Where the rows are whose text is higher than a row can be."""

    @property
    def row(self) -> int:
        """The row that comes next."""
        return len(self.heights)

    @property
    def points(self) -> float:
        """Height of what is filled."""
        return sum(self.heights)

    def across(self, text: str, style: str, *, size: float = 1.0) -> None:
        """One text across the table, `size` times as large as the body; an empty one has no row."""
        if not text:
            return
        used = self.styles.named(style)
        wide = sum(self.widths) / size
        if len(self.widths) > 1:
            last = len(self.widths) - 1
            cells.held(self.target.merge_range(self.row, 0, self.row, last, "", used))
        cells.write_text(self.target, self.row, 0, text, used)
        self.next(sizes.lines_of(text, wide) * size)

    def next(self, lines: float, *, more: float = 0.0) -> None:
        """Give the row its height and go to the next."""
        points = min(sizes.height(lines) + more, sizes.TALLEST)
        self.target.set_row(self.row, points)
        self.heights.append(points)

    def clip(self) -> None:
        """Say which rows show and print less than they hold, where there are any."""
        if self.clipped:
            told, count = "、".join(self.clipped[:CLIPPED]), len(self.clipped)
            self.across(
                f"有{count}行文字超过行高上限，显示和打印不全，全文在单元格里：{told}"
                f"{'等' if count > CLIPPED else ''}。",
                "note",
            )

    def end(self, head: int, above: float) -> charts.End:
        """Where the filled part ends; its head is in row `head`, `above` points from the top."""
        return charts.End(head, self.row, len(self.widths), self.points - above)


def _table(canvas: Canvas, sheet: Worksheet) -> None:
    """The head, the rows below their merged heads, filters, and the colours of lights."""
    table = sheet.table
    if not table.is_facts:
        _head(canvas, sheet)
    if not table.rows:
        canvas.across(sheet.empty, "empty")
        return
    first = canvas.row
    heads, sums = deque(_heads(sheet.groups)), len(table.rows) - table.sums
    for number, row in enumerate(table.rows):
        while heads and heads[0].before <= number:
            _group(canvas, heads.popleft())
        _row(canvas, sheet, row, is_sum=sums <= number < len(table.rows) - table.shares)
    for head in heads:
        _group(canvas, head)
    last = canvas.row - 1 - table.sums
    if not table.is_facts and last >= first:
        canvas.target.autofilter(first - 1, 0, last, len(table.columns) - 1)
        _lights(canvas, sheet, first, last)


def _heads(groups: Sequence[Group], level: str = "group", before: int = 0) -> Iterator[Head]:
    """Every merged head in its order."""
    for group in groups:
        yield Head(group.title, level, before)
        yield from _heads(group.parts, "part", before)
        before += _size(group)


def _size(group: Group) -> int:
    return group.rows + sum(map(_size, group.parts))


def _group(canvas: Canvas, head: Head) -> None:
    canvas.heads.add(canvas.row)
    canvas.across(head.title, head.style)


def _head(canvas: Canvas, sheet: Worksheet) -> None:
    columns = sheet.table.columns
    used = canvas.styles.named("head")
    for at, column in enumerate(columns):
        cells.write_text(canvas.target, canvas.row, at, column.head, used)
    lines = sizes.tallest([column.head for column in columns], canvas.widths)
    canvas.next(lines, more=FILTER_POINTS)
    canvas.target.freeze_panes(canvas.row, sheet.fixed)
    canvas.target.repeat_rows(canvas.row - 1)


def _row(canvas: Canvas, sheet: Worksheet, row: Sequence[Cell], *, is_sum: bool) -> None:
    table = sheet.table
    where = _where(sheet, row)
    for at, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
        if table.is_facts and at == 0:
            used = canvas.styles.named("name")
            cells.write_text(canvas.target, canvas.row, at, shown(cell, column), used)
            continue
        cells.write(
            canvas.target,
            canvas.row,
            at,
            cell,
            column,
            canvas.styles,
            where=where,
            is_sum=is_sum,
        )
    texts = [shown(cell, column) for cell, column in zip(row, table.columns, strict=True)]
    widths = [wide / BOLD for wide in canvas.widths] if is_sum else canvas.widths
    lines = sizes.tallest(texts, widths)
    if lines > sizes.MOST_LINES:
        canvas.clipped.append(where)
    canvas.next(lines)


def _where(sheet: Worksheet, row: Sequence[Cell]) -> str:
    """Where the whole of a long text is found: at the number of its row."""
    for cell, column in zip(row, sheet.table.columns, strict=True):
        if column.key == "id":
            return f"台账编号{cell}"
    return "台账"


def _lights(canvas: Canvas, sheet: Worksheet, first: int, last: int) -> None:
    for at, column in enumerate(sheet.table.columns):
        for word in LIGHTS if column.is_light else ():
            rule = {
                "type": "cell",
                "criteria": "==",
                "value": f'"{word}"',
                "format": canvas.styles.light(word),
                "stop_if_true": True,
            }
            cells.held(canvas.target.conditional_format(first, at, last, at, rule))


def _notes(canvas: Canvas, sheet: Worksheet) -> None:
    for note in sheet.notes:
        canvas.across(note, "note")
    canvas.clip()
