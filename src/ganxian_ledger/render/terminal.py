"""A terminal: tables folded to the screen, lights in colour beside their word; nothing is cut."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

from rich.box import SIMPLE_HEAD
from rich.console import Console, JustifyMethod, RenderableType
from rich.table import Table as RichTable
from rich.text import Text

from ganxian_ledger.domain.views.table import Column, Sheet, Table
from ganxian_ledger.render.columns import cells_of, column_widths, folded_to
from ganxian_ledger.render.width import safe_text, width

STYLES = {"红": "bold red", "黄": "yellow", "绿": "green", "蓝": "blue", "灰": "bright_black"}
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
            drawn = _drawn(table, screen)
            yield from [drawn] if drawn is not None else _cards(table)
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


def _drawn(table: Table, screen: int) -> RichTable | None:
    """The table folded to the screen; None where the screen is too narrow for it."""
    cells = cells_of(table)
    heads = [] if table.is_facts else [[column.head for column in table.columns]]
    widths = column_widths(table.columns, [*heads, *cells], screen, gap=BETWEEN)
    if sum(widths) + BETWEEN * (len(widths) - 1) > screen:
        return None
    drawn = RichTable(
        box=None if table.is_facts else SIMPLE_HEAD,
        show_header=not table.is_facts,
        show_edge=False,
        pad_edge=False,
        padding=(0, BETWEEN if table.is_facts else BETWEEN - 1, 0, 0),
    )
    for column, size in zip(table.columns, widths, strict=True):
        justify: JustifyMethod = "right" if column.align == "right" else "left"
        drawn.add_column(Text(column.head), justify=justify, width=size, no_wrap=True)
    for row in cells:
        drawn.add_row(*map(_cell, row, widths, table.columns))
    return drawn


def _cards(table: Table) -> Iterator[Text]:
    """Each row as lines of heads and values, for screens too narrow for a table."""
    for row in cells_of(table):
        for words, column in zip(row, table.columns, strict=True):
            if words:
                yield Text.assemble(f"{column.head}：", _cell(words, width(words), column))
        yield Text("")


def _cell(words: str, size: int, column: Column) -> Text:
    style = STYLES.get(words, "") if column.is_light else ""
    return Text("\n".join(folded_to(words, size)), style=style)
