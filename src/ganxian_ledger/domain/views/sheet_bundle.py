"""The answer of a looking command as a paper, a workbook and a page."""

from __future__ import annotations

from datetime import date

from ganxian_ledger.domain.views.bundle import Bundle
from ganxian_ledger.domain.views.page import Listing, Page, Section
from ganxian_ledger.domain.views.page_parts import filters_of
from ganxian_ledger.domain.views.paper import Block, Chapter, Paper
from ganxian_ledger.domain.views.table import Sheet, Table
from ganxian_ledger.domain.views.workbook import Facts, Workbook, Worksheet

KIND = "list"
NARROW = 6
"""Columns that an upright page takes."""
FILTERS = {
    "state": "状态",
    "light": "亮灯",
    "role": "角色",
    "lead": "牵头单位",
    "verdict": "评价",
    "kind": "类别",
}
"""The columns that a list can be filtered by."""


def bundle_of(sheet: Sheet, facts: Facts, *, name: str, day: date) -> Bundle:
    """The views of a sheet as of a day; `facts` say of which revision, `name` is its files'."""
    return Bundle(
        paper=lambda: _paper(sheet, facts, name),
        workbook=lambda: _workbook(sheet, facts, day),
        page=lambda: _page(sheet, facts, name),
        names={"sheet": sheet},
    )


def _printed(sheet: Sheet) -> tuple[Table, ...]:
    """The tables as papers show them."""
    return sheet.printed or sheet.tables


def _paper(sheet: Sheet, facts: Facts, name: str) -> Paper:
    blocks = tuple(
        Block(f"table_{number}", table=table)
        for number, table in enumerate(_printed(sheet), 1)
        if table.rows
    )
    nothing = () if blocks else (Block("empty", (f"{sheet.empty}。",)),)
    return Paper(
        kind=KIND,
        name=name,
        title=sheet.title,
        opening=sheet.headings,
        chapters=(Chapter("list", "", (*nothing, *blocks)),),
        closing=sheet.foot,
        facts=facts,
        detail=sheet.tables[0],
        payload=sheet.payload,
    )


def _workbook(sheet: Sheet, facts: Facts, day: date) -> Workbook:
    """A sheet for each table; those behind the first take their captions as names."""
    first, *rest = _printed(sheet)
    sheets = (
        Worksheet(sheet.title, sheet.title, first, notes=sheet.foot, empty=sheet.empty),
        *(
            Worksheet(table.caption or f"表{number}", table.caption or sheet.title, table)
            for number, table in enumerate(rest, 2)
        ),
    )
    return Workbook(
        title=sheet.title,
        facts=(*_told(sheet), *facts),
        sheets=sheets,
        day=day,
        subtitle="　".join(sheet.headings),
    )


def _page(sheet: Sheet, facts: Facts, name: str) -> Page:
    section = Section(
        "list", sheet.title, listings=tuple(_listing(sheet, one) for one in _printed(sheet))
    )
    wide = any(len(table.columns) > NARROW for table in _printed(sheet))
    return Page(
        name=name,
        title=sheet.title,
        subtitle=sheet.headings[0],
        facts=facts,
        words=(*sheet.headings[1:], *sheet.foot),
        sections=(section._replace(is_wide=wide),),
        mark="　".join(sheet.headings[:2]),
    )


def _listing(sheet: Sheet, table: Table) -> Listing:
    if table.is_facts or len(table.rows) < 2:
        return Listing(table, empty=sheet.empty)
    return Listing(table, is_searched=True, filters=filters_of(table, FILTERS), empty=sheet.empty)


def _told(sheet: Sheet) -> Facts:
    """What its headings say, each under a word of its own."""
    heads = ("方案", "内容", *("说明",) * len(sheet.headings))
    return tuple(zip(heads, sheet.headings, strict=False))
