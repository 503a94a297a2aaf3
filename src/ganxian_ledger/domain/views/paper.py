"""The neutral paper: what an official document says, before any format.

Figures and sentences are ready; templates and formats only arrange them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import NamedTuple

from ganxian_ledger.domain.views.table import Table

NUMBER_BLANK = "（文号待填）"
"""Stands where the office's own number will stand; no number is ever made up."""
DATE_BLANK = "（成文日期待填）"
"""Stands where the day of signing will stand."""


class Series(NamedTuple):
    """One row of values of a chart, as many as there are categories; None where there is none.

    `tone` is the word of a light (红 黄 绿 蓝 灰) whose colour it takes, 淡 for a pale one that
    warns of nothing, empty for the format's own.
    """

    name: str
    values: tuple[int | Decimal | None, ...]
    tone: str = ""


class Chart(NamedTuple):
    """A chart as data. `kind` is `stacked` (bars of parts) or `line` (values through time).

    `unit` stands behind each value (项, %). Each chart is drawn from figures that a table or a
    sentence of the same paper gives too.
    """

    key: str
    title: str
    kind: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""


class Block(NamedTuple):
    """What stands together within a chapter, in this order: words, points, a table, a chart.

    `words` are paragraphs, `points` numbered ones (1. 2. 3.). `key` is its name in templates.
    """

    key: str
    words: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    table: Table | None = None
    chart: Chart | None = None


class Chapter(NamedTuple):
    """A chapter (一、) with its blocks, then its parts (（一）); the title has no number."""

    key: str
    title: str
    blocks: tuple[Block, ...] = ()
    parts: tuple[Chapter, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """An official document or a list, for every format.

    `kind` is the folder of its templates; `name` names its file; `number` and `date` are visible
    blanks until the office gives them; `addressee` has no colon; `facts` say of which plan, as of
    when and of which revision it speaks; `annexes` (附件1 …) stand on pages across. `payload` is
    what JSON gives, without `schema_version` and `kind`; `detail` is the table that CSV gives.
    """

    kind: str
    name: str
    title: str
    chapters: tuple[Chapter, ...]
    facts: tuple[tuple[str, str], ...]
    number: str = ""
    addressee: str = ""
    opening: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    """Paragraphs behind the chapters, e.g. 特此函达。"""
    issuer: str = ""
    date: str = ""
    notes: tuple[str, ...] = ()
    """附注 behind the date, e.g. whom to call; in brackets (GB/T 9704-2012, 7.3.6)."""
    annexes: tuple[Chapter, ...] = ()
    detail: Table | None = None
    payload: Mapping[str, object] = field(default_factory=dict, repr=False)

    @property
    def block(self) -> Mapping[str, Block]:
        """Every block by its key, those of annexes too."""
        return {block.key: block for block in _blocks((*self.chapters, *self.annexes))}


class Given(NamedTuple):
    """What only the office knows and gives: the paper's own number, the day of signing in words."""

    number: str = ""
    date: str = ""

    def fill(self, paper: Paper) -> Paper:
        """The paper with its blanks filled, as far as they are given and it has them."""
        return replace(
            paper,
            number=self.number if paper.number and self.number else paper.number,
            date=self.date if paper.date and self.date else paper.date,
        )


def _blocks(chapters: Iterable[Chapter]) -> Iterator[Block]:
    for chapter in chapters:
        yield from chapter.blocks
        yield from _blocks(chapter.parts)
