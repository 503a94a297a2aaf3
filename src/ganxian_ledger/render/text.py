"""Plain text: aligned by the width that a screen gives to Chinese, and never cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ganxian_ledger.domain.views.table import Column, Sheet, Table, shown
from ganxian_ledger.render.width import fold, one_line, pad, safe_text, width

GAP = "  "
NARROWEST = 8
"""Columns that a folded column keeps at least."""
COLOURS = {"红": "31", "黄": "33", "绿": "32", "蓝": "34", "灰": "90"}
"""The colours of the lights, as numbers of SGR sequences."""


def text(sheet: Sheet, *, width: int | None = None, colour: bool = False) -> str:
    """A sheet as plain text; without a width nothing is folded, so that a row is one line."""
    parts = ["\n".join(safe_text(line) for line in sheet.headings)]
    if sheet.is_empty:
        parts.append(safe_text(sheet.empty))
    parts += [_set(table, width, colour=colour) for table in sheet.tables if table.rows]
    if sheet.foot:
        parts.append("\n".join(safe_text(line) for line in sheet.foot))
    return "\n\n".join(parts) + "\n"


def _set(table: Table, limit: int | None, *, colour: bool) -> str:
    """One table with its caption."""
    heads = [] if table.is_facts else [[column.head for column in table.columns]]
    body = [_cells(table.columns, row) for row in table.rows]
    widths = _widths(table.columns, [*heads, *body], limit)
    lines = [one_line(table.caption)] if table.caption else []
    for cells in heads:
        lines += _lines(table.columns, cells, widths, colour=False)
    for cells in body:
        lines += _lines(table.columns, cells, widths, colour=colour)
    return "\n".join(lines)


def _cells(columns: Sequence[Column], row: Sequence[object]) -> list[str]:
    return [one_line(shown(cell, col)) for cell, col in zip(row, columns, strict=True)]  # type: ignore[arg-type]


def _widths(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], limit: int | None
) -> list[int]:
    """The width of each column; where the screen is too narrow, folding columns share the loss."""
    widths = [max(width(row[i]) for row in rows) for i in range(len(columns))]
    if limit is None:
        return widths
    excess = sum(widths) + len(GAP) * (len(widths) - 1) - limit
    folding = [i for i, column in enumerate(columns) if column.fold]
    while excess > 0 and folding:
        widest = max(folding, key=lambda i: widths[i])
        if widths[widest] <= NARROWEST:
            break
        widths[widest] -= 1
        excess -= 1
    return widths


def _lines(
    columns: Sequence[Column], cells: Sequence[str], widths: Sequence[int], *, colour: bool
) -> Iterator[str]:
    """The lines of one row: as many as its most folded cell has."""
    folded = [
        fold(cell, size) if width(cell) > size else [cell]
        for cell, size in zip(cells, widths, strict=True)
    ]
    for number in range(max(map(len, folded))):
        line = []
        for column, parts, size in zip(columns, folded, widths, strict=True):
            part = parts[number] if number < len(parts) else ""
            padded = pad(part, size, align=column.align)
            line.append(_painted(padded, part) if colour and column.is_light else padded)
        yield GAP.join(line).rstrip()


def _painted(padded: str, light: str) -> str:
    code = COLOURS.get(light)
    return f"\x1b[{code}m{padded}\x1b[0m" if code else padded
