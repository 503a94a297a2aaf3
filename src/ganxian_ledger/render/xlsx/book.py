"""The file: its sheets in their order, what stands in its properties, the same bytes each time."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import datetime, time
from io import BytesIO
from itertools import islice

from xlsxwriter import Workbook as File

from ganxian_ledger.domain.views.table import Column, Table
from ganxian_ledger.domain.views.workbook import Facts, Group, Workbook, Worksheet
from ganxian_ledger.render.xlsx import charts, sheet
from ganxian_ledger.render.xlsx.styles import BODY_FONT, Styles
from ganxian_ledger.render.xlsx.texts import cut, line, named

LAYOUT = ("版式", "工作簿第2版")
"""Which layout the file is set in; the number grows with each change that readers see."""
EXPLANATION = "说明"
DRAWN = "图表数据"
MOST_IN_PROPERTY = 255
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_format_properties": {"font_name": BODY_FONT, "font_size": 11},
    "default_column_width": charts.COLUMN,
    "default_row_height": charts.ROW,
}
"""The default font is the body's, as in Chinese offices; widths of columns are told by it."""


def workbook(book: Workbook) -> bytes:
    """A workbook as a file; the same one gives the same bytes.

    Behind its own sheets stand one that explains them and, where there are charts, a hidden one
    that holds what they draw; each figure of it stands in a table too.

    Raises:
        Refused: where a sheet has more rows than a spreadsheet can hold.
    """
    stamped = replace(book, facts=(*book.facts, LAYOUT))
    content = BytesIO()
    with File(content, deepcopy(OPTIONS)) as file:
        _describe(file, stamped)
        _fill(file, stamped)
    return content.getvalue()


def _describe(file: File, book: Workbook) -> None:
    """Title, plan and facts as properties; no person and no clock stands in them."""
    facts = dict(book.facts)
    created = datetime.combine(book.day, time())
    number = facts.get("方案文号", "")
    properties = {"title": line(book.title), "subject": line(number), "created": created}
    file.set_properties(properties)
    for name, value in _distinct(book.facts):
        words = cut(line(value), MOST_IN_PROPERTY, f"……（全文见“{EXPLANATION}”）")
        file.set_custom_property(line(name), words)


def _distinct(facts: Facts) -> Iterator[tuple[str, str]]:
    """The facts, those of one name told apart by numbers."""
    seen: dict[str, int] = {}
    for name, value in facts:
        seen[name] = seen.get(name, 0) + 1
        yield f"{name}{seen[name]}" if seen[name] > 1 else name, value


def _fill(file: File, book: Workbook) -> None:
    """Write every sheet; the charts' data last, but before the charts that refer to them."""
    listed = [_drawable(one) for one in (*book.sheets, _explanation(book))]
    drawn = [chart for one in listed for chart in one.charts]
    names = named([*(one.name for one in listed), *((DRAWN,) if drawn else ())])
    added = [file.add_worksheet(name) for name in names]
    styles = Styles(file)
    places = iter(charts.write_data(added[-1], names[-1], drawn, styles) if drawn else ())
    if drawn:
        added[-1].hide()
    for target, one in zip(added, listed, strict=False):
        sheet.write(file, target, one, book, styles, list(islice(places, len(one.charts))))


def _drawable(sheet: Worksheet) -> Worksheet:
    """A sheet without charts that have nothing to draw."""
    return sheet._replace(charts=tuple(c for c in sheet.charts if c.categories and c.series))


def _explanation(book: Workbook) -> Worksheet:
    """What the file speaks of, and how its sheets are to be read."""
    columns = (Column("name", "项目"), Column("value", "内容", fold=True))
    return Worksheet(
        name=EXPLANATION,
        title=EXPLANATION,
        table=Table(columns, (*book.facts, *book.guide), is_facts=True),
        groups=tuple(
            Group(title, len(rows))
            for title, rows in (("数据说明", book.facts), ("怎么看", book.guide))
            if rows
        ),
    )
