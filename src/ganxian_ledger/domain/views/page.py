"""The neutral web page: what a screen shows, before any markup."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ganxian_ledger.domain.views.paper import Chart
from ganxian_ledger.domain.views.table import Table


class Card(NamedTuple):
    """A key figure: what it counts, the figure as read, its unit of measure, a word of context.

    `tone` is the word of a light; `key` is the figure's name in JSON.
    """

    key: str
    label: str
    value: str
    unit: str = ""
    note: str = ""
    tone: str = ""


class Link(NamedTuple):
    """To another page of the same site: its words and its page's name, without an ending."""

    words: str
    page: str


class Entry(NamedTuple):
    """One record on a measure's timeline."""

    date: str
    kind: str
    by: str
    words: str


class Detail(NamedTuple):
    """What unfolds below a row of a table: facts (a heading and words) and a timeline."""

    facts: tuple[tuple[str, str], ...]
    timeline: tuple[Entry, ...]


class Listing(NamedTuple):
    """A table on a page; `is_searched` gives it search, filters and sorting.

    `filters` are keys of columns with few values; `details` and `links` (names of pages) are one
    for each row, or empty; a link belongs to the row's first cell.
    """

    table: Table
    is_searched: bool = False
    filters: tuple[str, ...] = ()
    details: tuple[Detail, ...] = ()
    links: tuple[str, ...] = ()
    empty: str = "无"


class Section(NamedTuple):
    """A part of a page with a heading: words, charts, listings, in this order."""

    key: str
    title: str
    words: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()
    listings: tuple[Listing, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page: what it speaks of, key figures, sections.

    `name` is its file's name without an ending (`index`, `unit-3`, `measure-8.3`); `up` leads to
    the pages above it.
    """

    name: str
    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    cards: tuple[Card, ...] = ()
    sections: tuple[Section, ...] = ()
    up: tuple[Link, ...] = ()
