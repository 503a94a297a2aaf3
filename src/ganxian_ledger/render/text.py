"""Plain text: aligned by the width that a screen gives to Chinese, and never cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ganxian_ledger.domain.views.table import Column, Sheet, Table
from ganxian_ledger.render.columns import cells_of, column_widths, folded_to
from ganxian_ledger.render.width import one_line, pad, safe_text

GAP = "  "
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
    body = cells_of(table)
    widths = column_widths(table.columns, [*heads, *body], limit, gap=len(GAP))
    lines = [one_line(table.caption)] if table.caption else []
    for cells in heads:
        lines += _lines(table.columns, cells, widths, colour=False)
    for cells in body:
        lines += _lines(table.columns, cells, widths, colour=colour)
    return "\n".join(lines)


def _lines(
    columns: Sequence[Column], cells: Sequence[str], widths: Sequence[int], *, colour: bool
) -> Iterator[str]:
    """The lines of one row: as many as its most folded cell has."""
    folded = [folded_to(cell, size) for cell, size in zip(cells, widths, strict=True)]
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
