"""A terminal: tables folded to the screen, lights in colour beside their word; nothing is cut."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.table import Table as RichTable
from rich.text import Text

from ganxian_ledger.domain.views.table import Cell, Column, Sheet, Table, shown
from ganxian_ledger.render.width import safe_text

STYLES = {"红": "bold red", "黄": "yellow", "绿": "green", "蓝": "blue", "灰": "bright_black"}
NARROWEST = 6
"""Columns that a folded column keeps at least; on a narrower screen rows become cards."""
BETWEEN = 2
"""Columns of the screen between two columns of a table."""


def terminal(sheet: Sheet, *, width: int, colour: bool) -> str:
    """A sheet for a screen of so many columns."""
    file = StringIO()
    console = Console(
        file=file,
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )
    for part in _parts(sheet, width):
        console.print(part, overflow="fold", soft_wrap=False)
    return "\n".join(line.rstrip() for line in file.getvalue().split("\n"))


def _parts(sheet: Sheet, screen: int) -> Iterator[RenderableType]:
    yield from map(_line, sheet.headings)
    yield ""
    if sheet.is_empty:
        yield _line(sheet.empty)
    for table in map(_without_empty_columns, sheet.tables):
        if table.rows:
            yield from [_line(table.caption)] if table.caption else []
            yield from [_drawn(table)] if _fits(table, screen) else _cards(table)
            yield ""
    yield from map(_line, sheet.foot)


def _line(text: str) -> Text:
    return Text(safe_text(text))


def _without_empty_columns(table: Table) -> Table:
    """The table without the columns that say nothing in any row; a screen has no room for them."""
    kept = [
        i for i in range(len(table.columns)) if any(row[i] not in {None, ""} for row in table.rows)
    ]
    rows = tuple(tuple(row[i] for i in kept) for row in table.rows)
    return Table(tuple(table.columns[i] for i in kept), rows, table.caption, table.is_facts)


def _fits(table: Table, screen: int) -> bool:
    """Whether the columns that are not folded leave enough for those that are."""
    count = len(table.columns)
    return sum(_least(table, i) for i in range(count)) + BETWEEN * (count - 1) <= screen


def _least(table: Table, index: int) -> int:
    column = table.columns[index]
    texts = [column.head, *(shown(row[index], column) for row in table.rows)]
    widest = max(cell_len(safe_text(text)) for text in texts)
    return max(min(widest, NARROWEST), cell_len(column.head)) if column.fold else widest


def _drawn(table: Table) -> RichTable:
    drawn = RichTable(
        box=None if table.is_facts else SIMPLE_HEAD,
        show_header=not table.is_facts,
        show_edge=False,
        pad_edge=False,
        padding=(0, 1, 0, 0),
    )
    for index, column in enumerate(table.columns):
        drawn.add_column(
            Text(column.head),
            justify="right" if column.align == "right" else "left",
            overflow="fold",
            no_wrap=not column.fold,
            min_width=_least(table, index),
        )
    for row in table.rows:
        drawn.add_row(*(_cell(c, col) for c, col in zip(row, table.columns, strict=True)))
    return drawn


def _cards(table: Table) -> Iterator[Text]:
    """Each row as lines of heads and values, for screens too narrow for a table."""
    for row in table.rows:
        for cell, column in zip(row, table.columns, strict=True):
            if cell not in {None, ""}:
                yield Text.assemble(f"{column.head}：", _cell(cell, column))
        yield Text("")


def _cell(cell: Cell, column: Column) -> Text:
    words = safe_text(shown(cell, column))
    return Text(words, style=STYLES.get(words, "") if column.is_light else "")
