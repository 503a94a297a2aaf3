"""The neutral web page: what a screen shows, before any markup."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
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
    """One record on a measure's timeline: its day, who recorded it, what it says.

    `by` may be empty where the reader knows it from the measure; `tone` is the word of a light.
    """

    date: str
    by: str
    words: str
    tone: str = ""


class Detail(NamedTuple):
    """What unfolds below a row of a table: facts (a heading and words) and a timeline."""

    facts: tuple[tuple[str, str], ...]
    timeline: tuple[Entry, ...] = ()


class Option(NamedTuple):
    """One choice of a filter: what stands in the cell, and how the choice is called."""

    value: str
    words: str


class Filter(NamedTuple):
    """A choice among the values of a column, by the column's key.

    A cell fits where one of the pieces between its 、 and ， is the value, or is no choice itself
    and begins with it and a number (逾期12天).
    """

    column: str
    label: str
    options: tuple[Option, ...]


class Bar(NamedTuple):
    """A share of 100 as a bar, and another as a mark across it; `words` say both."""

    value: Decimal | None
    words: str
    mark: Decimal | None = None


class Spark(NamedTuple):
    """Values through time as a small line, with the goal where it is a number.

    `values` are in the order of their periods; `words` say from what to what they go.
    """

    values: tuple[Decimal, ...]
    goal: Decimal | None
    words: str


Picture = Bar | Spark


class Pictures(NamedTuple):
    """A column of pictures within a listing: its head, before which column it stands, one a row."""

    head: str
    before: int
    drawn: tuple[Picture | None, ...]


class Listing(NamedTuple):
    """A table on a page; `is_searched` gives it search, filters and sorting.

    `details` and `links` (names of pages) are one for each row, or empty; a link belongs to the
    row's first cell. `noun` is what a row is called where rows are counted.
    """

    table: Table
    is_searched: bool = False
    filters: tuple[Filter, ...] = ()
    details: tuple[Detail | None, ...] = ()
    links: tuple[str, ...] = ()
    pictures: Pictures | None = None
    empty: str = "无"
    noun: str = "项"


class Section(NamedTuple):
    """A part of a page with a heading: words, charts, listings, a timeline, in this order.

    Of the charts lines are drawn; what each shows stands in a listing of the same part too.
    `is_wide` parts are printed across (A4 landscape).
    """

    key: str
    title: str
    words: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()
    listings: tuple[Listing, ...] = ()
    timeline: tuple[Entry, ...] = ()
    is_wide: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One page: what it speaks of, key figures, sections.

    `name` is its file's name without an ending (`index`, `unit-3f0c2a9be417`, `measure-8.3`); `up`
    leads to the pages above it; `words` are the answer in sentences; `mark` is printed below every
    sheet (文号, 截至日期).
    """

    name: str
    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    cards: tuple[Card, ...] = ()
    words: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    up: tuple[Link, ...] = ()
    mark: str = ""
