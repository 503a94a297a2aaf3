"""A paper in the shapes that other formats ask for: tables as sheets, chapters as a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from ganxian_ledger.domain.views.bundle import Bundle
from ganxian_ledger.domain.views.page import Listing, Page, Section
from ganxian_ledger.domain.views.paper import Block, Chapter, Paper
from ganxian_ledger.domain.views.words import day_words
from ganxian_ledger.domain.views.workbook import Workbook, Worksheet

PLAN = "方案文号"
"""The head of the fact that says of which plan a paper speaks."""


def bundle_of(paper: Callable[[], Paper], day: date, names: Mapping[str, object]) -> Bundle:
    """The views of a paper as of a day; `names` are what templates see beside it."""
    return Bundle(
        paper=paper,
        workbook=lambda: workbook_of(paper(), day),
        page=lambda: page_of(paper()),
        names=names,
    )


def workbook_of(paper: Paper, day: date) -> Workbook:
    """A sheet for each table of the chapters; one that says 无 where there is none."""
    sheets = tuple(_sheets(paper))
    assert paper.detail is not None
    return Workbook(
        title=paper.title,
        facts=paper.facts,
        sheets=sheets or (Worksheet("明细", paper.title, paper.detail),),
        day=day,
        subtitle=f"{paper.title}　{_plan(paper)}截至：{day_words(day)}",
    )


def _plan(paper: Paper) -> str:
    """The number of the plan that the paper speaks of."""
    return "".join(f"{head}：{words}　" for head, words in paper.facts if head == PLAN)


def _sheets(paper: Paper) -> Iterator[Worksheet]:
    for chapter in _flat(paper.chapters):
        for block in chapter.blocks:
            if block.table is not None:
                name = block.table.caption or chapter.title
                charts = (block.chart,) if block.chart else ()
                yield Worksheet(name, name, block.table, words=block.words, charts=charts)


def page_of(paper: Paper) -> Page:
    """A section for each chapter or part."""
    return Page(
        name=paper.name,
        title=paper.title,
        subtitle="".join(paper.opening),
        facts=paper.facts,
        sections=tuple(_section(chapter) for chapter in _flat(paper.chapters)),
    )


def _section(chapter: Chapter) -> Section:
    return Section(
        key=chapter.key,
        title=chapter.title,
        words=tuple(words for block in chapter.blocks for words in _told(block)),
        charts=tuple(block.chart for block in chapter.blocks if block.chart),
        listings=tuple(Listing(block.table) for block in chapter.blocks if block.table),
    )


def _told(block: Block) -> tuple[str, ...]:
    points = (f"{number}.{point}" for number, point in enumerate(block.points, 1))
    return (*block.words, *points)


def _flat(chapters: tuple[Chapter, ...]) -> Iterator[Chapter]:
    """The chapters that have something of their own, parts in their place."""
    for chapter in chapters:
        if chapter.blocks:
            yield chapter
        yield from _flat(chapter.parts)
