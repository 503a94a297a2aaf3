"""What the pages say in the same way: the names of pages, filters, the cards of a summary."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ganxian_ledger.domain.state.board import Board, Summary
from ganxian_ledger.domain.views.page import Card, Filter, Option
from ganxian_ledger.domain.views.parts import rate_of
from ganxian_ledger.domain.views.table import Table
from ganxian_ledger.domain.views.words import day_words

INDEX = "index"
MOST_OPTIONS = 200
"""Choices that a filter may have; beyond that the search is the better way."""
COUNTED = "remarks"
"""The column whose pieces say how much: of 逾期12天 the choice is 逾期."""
_WORD = re.compile("[^0-9 ]+")
DIGITS = 12
"""Hexadecimal digits that name a unit's page; two of 10,000 share them once in five million."""


@dataclass(frozen=True, slots=True)
class Site:
    """The names of the pages that others may lead to; nothing of the data stands in a name.

    A page keeps its name, so that people can keep its address: what is added to the ledger or
    stands elsewhere in it moves no page.
    """

    units: Mapping[str, str] = field(default_factory=dict)
    """From a unit's registered name to its page's."""
    has_measures: bool = False

    @classmethod
    def of(cls, board: Board) -> Site:
        """A page for each unit, named by a digest of its registered name, and for each measure."""
        units = {unit.name: f"unit-{_digest(unit.name)}" for unit in board.ledger.units}
        return cls(units, has_measures=True)

    def measure(self, number: str) -> str:
        """The page of a measure; empty where there is none."""
        return f"measure-{number}" if self.has_measures else ""

    def unit(self, name: str) -> str:
        """The page of a unit; empty where there is none."""
        return self.units.get(name, "")


ALONE = Site()
"""A page that leads nowhere."""


def mark_of(board: Board) -> str:
    """What is printed below every sheet: 文号 and 截至日期."""
    return f"{board.ledger.plan.number}　截至{day_words(board.day)}"


def filters_of(
    table: Table, wanted: Mapping[str, str], words: Mapping[str, str] | None = None
) -> tuple[Filter, ...]:
    """Choices among the values of columns, where there are at least two.

    Args:
        table: The table; its sums are left out.
        wanted: From a column's key to the name of its filter.
        words: How a value is called, where it is not called by itself.
    """
    keys = [column.key for column in table.columns]
    rows = table.rows[: len(table.rows) - table.sums]
    made: list[Filter] = []
    for key, label in wanted.items():
        if key in keys:
            place = keys.index(key)
            values = _values((str(row[place] or "") for row in rows), is_counted=key == COUNTED)
            if 1 < len(values) <= MOST_OPTIONS:
                options = tuple(Option(v, (words or {}).get(v, v)) for v in values)
                made.append(Filter(key, label, options))
    return tuple(made)


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8")).hexdigest()[:DIGITS]


def _values(cells: Iterable[str], *, is_counted: bool) -> Sequence[str]:
    """The pieces of cells in the order of their first appearance, without what they count."""
    found: dict[str, None] = {}
    for cell in dict.fromkeys(cells):
        for piece in filter(None, cell.replace("，", "、").split("、")):
            word = _WORD.match(piece) if is_counted else None
            found[word[0] if word else piece] = None
    return list(found)


def cards_of(summary: Summary) -> tuple[Card, ...]:
    """The sums of a set of measures, under their names in JSON."""
    rate = rate_of(summary)
    without = f"不含核减{summary.cancelled}项" if summary.cancelled else ""
    return (
        Card("total", "措施总数", str(summary.total), "项"),
        Card("closed", "已销号", str(summary.closed), "项", tone="蓝"),
        Card(
            "close_rate",
            "销号率",
            "—" if rate is None else str(rate),
            "%" if rate is not None else "",
            without,
        ),
        Card("open", "未完成", str(summary.open), "项"),
        Card("overdue", "逾期", str(summary.overdue), "项", tone="红" if summary.overdue else ""),
        Card("lagging", "滞后", str(summary.lagging), "项", tone="黄" if summary.lagging else ""),
        Card(
            "due_soon", "临期", str(summary.due_soon), "项", tone="黄" if summary.due_soon else ""
        ),
        Card("submitted", "待核查", str(summary.submitted), "项"),
    )
