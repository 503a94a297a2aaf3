"""The answer of a looking command as a paper, a workbook and a page."""

from __future__ import annotations

from ganxian_ledger.domain.views.bundle import Bundle
from ganxian_ledger.domain.views.page import Listing, Page, Section
from ganxian_ledger.domain.views.paper import Block, Chapter, Paper
from ganxian_ledger.domain.views.table import Sheet
from ganxian_ledger.domain.views.workbook import Workbook, Worksheet

KIND = "list"
Facts = tuple[tuple[str, str], ...]


def bundle_of(sheet: Sheet, facts: Facts, *, name: str) -> Bundle:
    """The views of a sheet; `facts` say of which revision it is, `name` is its files'."""
    return Bundle(
        paper=lambda: _paper(sheet, facts, name),
        workbook=lambda: _workbook(sheet, facts),
        page=lambda: _page(sheet, facts, name),
        names={"sheet": sheet},
    )


def _paper(sheet: Sheet, facts: Facts, name: str) -> Paper:
    blocks = tuple(
        Block(f"table_{number}", table=table)
        for number, table in enumerate(sheet.tables, 1)
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


def _workbook(sheet: Sheet, facts: Facts) -> Workbook:
    title, *rest = sheet.tables
    sheets = (
        Worksheet(sheet.title, sheet.title, title, notes=sheet.foot, size="A4", empty=sheet.empty),
        *(
            Worksheet(table.caption or f"表{number}", table.caption or sheet.title, table)
            for number, table in enumerate(rest, 2)
        ),
    )
    return Workbook(sheet.title, (*_told(sheet), *facts), sheets)


def _page(sheet: Sheet, facts: Facts, name: str) -> Page:
    listings = tuple(
        Listing(table, is_searched=len(table.rows) > 1 and not table.is_facts, empty=sheet.empty)
        for table in sheet.tables
    )
    section = Section("list", sheet.title, words=(*sheet.headings[1:], *sheet.foot))
    return Page(
        name=name,
        title=sheet.title,
        subtitle=sheet.headings[0],
        facts=facts,
        sections=(section._replace(listings=listings),),
    )


def _told(sheet: Sheet) -> Facts:
    """What its headings say, each under a word of its own."""
    heads = ("方案", "内容", *("说明",) * len(sheet.headings))
    return tuple(zip(heads, sheet.headings, strict=False))
