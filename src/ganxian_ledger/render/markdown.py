"""Markdown: headings and tables; nothing from the data is taken for markup."""

from __future__ import annotations

from ganxian_ledger.domain.views.table import Sheet, Table, shown
from ganxian_ledger.render.filters import markdown as escaped
from ganxian_ledger.render.width import safe_text


def markdown(sheet: Sheet) -> str:
    """A sheet as Markdown."""
    parts = [f"# {_escaped(sheet.title)}", *map(_escaped, sheet.headings)]
    if sheet.is_empty:
        parts.append(_escaped(sheet.empty))
    for table in sheet.tables:
        if table.rows:
            parts += [f"## {_escaped(table.caption)}"] if table.caption else []
            parts.append(_table(table))
    parts += map(_escaped, sheet.foot)
    return "\n\n".join(parts) + "\n"


def _table(table: Table) -> str:
    heads = [_escaped(column.head) for column in table.columns]
    rules = ["---:" if column.align == "right" else "---" for column in table.columns]
    rows = [
        [_escaped(shown(cell, column)) for cell, column in zip(row, table.columns, strict=True)]
        for row in table.rows
    ]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in [heads, rules, *rows])


def _escaped(text: str) -> str:
    """One line of text in which no character means anything."""
    return escaped(safe_text(text))
