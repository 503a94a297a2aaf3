"""A page's view in the plain values that layouts walk through: what stands in which cell, and how.

A page may have thousands of rows, so that layouts unpack tuples and ask nothing of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from ganxian_ledger.domain.state.board import Light
from ganxian_ledger.domain.state.steps import State
from ganxian_ledger.domain.views.page import Bar, Detail, Entry, Filter, Listing, Page, Section
from ganxian_ledger.domain.views.table import Cell, Column, shown
from ganxian_ledger.render.page.drawing import TONES, Drawn, Plot, drawn, plotted

DIGITS = 4
"""Digits that the numbers in sort keys are filled up to: 8.2 becomes 0008.0002."""
LONG = 500
"""Rows from which a listing is a long one."""
LIGHTS = (Light.RED, Light.YELLOW, Light.GREEN, Light.BLUE, Light.GREY)
ORDERS = {
    "light": {light.value: str(i) for i, light in enumerate(LIGHTS)},
    "state": {state.value: str(i) for i, state in enumerate(State)},
}
"""Columns whose words have an order of their own."""
NUMBERED = frozenset({"id", "measure", "clause"})
"""Columns that are sorted by the numbers in them."""

SPEAKING = frozenset({"lead", "role", "state", "light", "verdict", "remarks"})
"""Columns whose words are understood without their head."""

_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")

ShapedCell = tuple[str, str, str, Drawn | None]
"""Class, sort key (empty: as its text), text, picture."""
ShapedRow = tuple[str, list[ShapedCell], "Below | None"]
"""The page that it leads to (or none), its cells, what unfolds below."""


class Head(NamedTuple):
    """The head of a column: `kind` is n for numbers, p for pictures, else empty.

    Where cells stand below each other, those that `speak` have no head before them.
    """

    words: str
    kind: str
    speak: bool


class Below(NamedTuple):
    """What unfolds below a row: facts, and a timeline of class, day, unit and words."""

    facts: tuple[tuple[str, str], ...]
    timeline: tuple[tuple[str, str, str, str], ...]


class Choice(NamedTuple):
    """A filter: the place of its column among the cells, its name, its options."""

    place: int
    label: str
    options: tuple[tuple[str, str], ...]


class Grid(NamedTuple):
    """A listing: `identity` is its table's in the document, `label` its name for screen readers.

    `named_by` is the place (1 or 2) of the cell that names a row, below which the row's other cells
    stand on a narrow screen. Of long ones a browser draws only what is seen.
    """

    identity: str
    label: str
    caption: str
    is_searched: bool
    is_facts: bool
    named_by: int
    is_long: bool
    noun: str
    empty: str
    heads: tuple[Head, ...]
    choices: tuple[Choice, ...]
    rows: list[ShapedRow]
    sums: list[ShapedRow]


class Part(NamedTuple):
    """A section with its charts and tables ready to be drawn."""

    key: str
    title: str
    is_wide: bool
    words: tuple[str, ...]
    plots: tuple[Plot, ...]
    grids: tuple[Grid, ...]
    timeline: tuple[tuple[str, str, str, str], ...]


def shaped(page: Page) -> tuple[Part, ...]:
    """The sections of a page."""
    return tuple(_part(section, place) for place, section in enumerate(page.sections, 1))


def _part(section: Section, place: int) -> Part:
    return Part(
        key=f"s{place}",
        title=section.title,
        is_wide=section.is_wide,
        words=section.words,
        plots=tuple(plotted(chart) for chart in section.charts if chart.kind == "line"),
        grids=tuple(
            _grid(listing, section, f"t{place}-{number}")
            for number, listing in enumerate(section.listings, 1)
        ),
        timeline=_timeline(section.timeline),
    )


def _grid(listing: Listing, section: Section, identity: str) -> Grid:
    table = listing.table
    heads = [
        Head(c.head, "n" if c.align == "right" else "", speak=c.key in SPEAKING)
        for c in table.columns
    ]
    places = list(range(len(heads)))
    if listing.pictures is not None:
        heads.insert(listing.pictures.before, Head(listing.pictures.head, "p", speak=True))
        places = [place + (place >= listing.pictures.before) for place in places]
    rows = list(_rows(listing))
    entries = len(rows) - table.sums
    name = table.caption.partition("。")[0] or section.title
    return Grid(
        identity=identity,
        label=name,
        caption=table.caption,
        is_searched=listing.is_searched,
        is_facts=table.is_facts,
        named_by=_named_by(listing),
        is_long=entries > LONG,
        noun=listing.noun,
        empty=listing.empty,
        heads=tuple(heads),
        choices=tuple(_choice(one, table.columns, places) for one in listing.filters),
        rows=rows[:entries],
        sums=rows[entries:],
    )


def _named_by(listing: Listing) -> int:
    """Rows that a number begins have the words that name them behind it."""
    return 2 if listing.table.columns[0].key in {*NUMBERED, "order", "rank"} else 1


def _choice(one: Filter, columns: tuple[Column, ...], places: list[int]) -> Choice:
    keys = [column.key for column in columns]
    options = tuple((option.value, option.words) for option in one.options)
    return Choice(places[keys.index(one.column)], one.label, options)


def _rows(listing: Listing) -> Iterator[ShapedRow]:
    columns, pictures = listing.table.columns, listing.pictures
    for number, row in enumerate(listing.table.rows):
        cells = [_cell(cell, column) for cell, column in zip(row, columns, strict=True)]
        if pictures is not None:
            picture = pictures.drawn[number]
            kind = "p w" if isinstance(picture, Bar) else "p"
            cells.insert(pictures.before, (kind, "", "", drawn(picture) if picture else None))
        link = listing.links[number] if listing.links else ""
        detail = listing.details[number] if listing.details else None
        yield link, cells, _below(detail) if detail else None


def _cell(cell: Cell, column: Column) -> ShapedCell:
    text = shown(cell, column)
    if column.is_light:
        return f"l {TONES.get(text, 'e')}", ORDERS["light"].get(text, ""), text, None
    if column.key in ORDERS:
        return "", ORDERS[column.key].get(text, ""), text, None
    if column.align == "right":
        return "n", "" if isinstance(cell, (int, Decimal)) or cell is None else text, text, None
    if _DAY.fullmatch(text):
        return "t", "", text, None
    return "", _padded(text) if column.key in NUMBERED else "", text, None


def _padded(text: str) -> str:
    """A number of several parts in a form whose order is that of its parts."""
    parts = text.split(".")
    is_number = all(part.isascii() and part.isdigit() for part in parts)
    return ".".join(part.zfill(DIGITS) for part in parts) if is_number else text


def _below(detail: Detail) -> Below:
    return Below(detail.facts, _timeline(detail.timeline))


def _timeline(entries: Iterable[Entry]) -> tuple[tuple[str, str, str, str], ...]:
    return tuple((TONES.get(e.tone, ""), e.date, e.by, e.words) for e in entries)
