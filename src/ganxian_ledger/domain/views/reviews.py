"""reviews: a fair sample of closed measures to be looked back at (回头看), drawn in the open.

Every closed measure that was not looked back at since it was closed has the same chance: they
are put in the order of the SHA-256 of the seed, a line feed and the measure's number (UTF-8), and
the first are drawn. Whoever knows the seed draws the same again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ganxian_ledger.domain.model.calendar import month_of
from ganxian_ledger.domain.state.board import Board, Row
from ganxian_ledger.domain.state.steps import State
from ganxian_ledger.domain.views.parts import UNITS_BETWEEN, payload_head
from ganxian_ledger.domain.views.question import heading
from ganxian_ledger.domain.views.table import Cell, Column, Sheet, Table

TITLE = "回头看抽查建议"
SHARE = 10
"""Percent of the measures that are drawn where nothing else is asked for."""
METHOD = (
    "抽法：签号是“种子、换行、编号”的 SHA-256，由小到大取前几项，每项机会相同；"
    "谁用同一个种子重抽，结果都相同"
)
DIGITS = 12
"""Digits of a measure's lot that are shown: enough to tell any two apart."""
COLUMNS = (
    Column("order", "抽中顺序", align="right"),
    Column("id", "编号"),
    Column("title", "措施", fold=True),
    Column("lead", "牵头单位", fold=True),
    Column("closed_on", "销号日期"),
    Column("checked_by", "核查人"),
    Column("lot", "签号"),
)


class Draw(NamedTuple):
    """How many are to be drawn: a count, or a share in percent (rounded up); and the seed.

    Without a seed it is the plan's number and the month of the day.
    """

    items: int | None = None
    share: int | None = None
    seed: str | None = None


class Lot(NamedTuple):
    """A measure with what it drew, 64 hexadecimal digits."""

    row: Row
    digits: str


def reviews(board: Board, draw: Draw, *, path: str) -> Sheet:
    """The sample as of the board's day."""
    closed = [row for row in board.rows if row.state is State.CLOSED]
    lots = lots_of((row for row in closed if row.standing.review is None), _seed(board, draw))
    drawn = lots[: _size(len(lots), draw)]
    seen = len(closed) - len(lots)
    return Sheet(
        kind="reviews",
        title=TITLE,
        headings=(*heading(board, TITLE), f"种子：{_seed(board, draw)}"),
        tables=(Table(COLUMNS, tuple(map(_cells, range(1, len(drawn) + 1), drawn))),),
        foot=_foot(drawn, len(lots), seen, draw),
        payload={
            **payload_head(board, path),
            "seed": _seed(board, draw),
            "summary": {
                "closed": len(closed),
                "reviewed": seen,
                "eligible": len(lots),
                "drawn": len(drawn),
            },
            "measures": [_fields(order, lot) for order, lot in enumerate(drawn, 1)],
        },
        empty="没有可以抽查的措施",
    )


def lots_of(rows: Iterable[Row], seed: str) -> list[Lot]:
    """The measures in the order in which they are drawn."""
    lots = [Lot(row, _digits(seed, row.id)) for row in rows]
    return sorted(lots, key=lambda lot: lot.digits)


def _digits(seed: str, number: str) -> str:
    return hashlib.sha256(f"{seed}\n{number}".encode()).hexdigest()


def _seed(board: Board, draw: Draw) -> str:
    return draw.seed or f"{board.ledger.plan.number} {month_of(board.day)}"


def _size(total: int, draw: Draw) -> int:
    if draw.items is not None:
        return min(draw.items, total)
    return -(-total * (draw.share or SHARE) // 100)


def _cells(order: int, lot: Lot) -> tuple[Cell, ...]:
    standing = lot.row.standing
    return (
        order,
        lot.row.id,
        lot.row.title,
        UNITS_BETWEEN.join(lot.row.lead),
        standing.closed_on,
        standing.closure.checked_by if standing.closure else None,
        lot.digits[:DIGITS],
    )


def _foot(drawn: Sequence[Lot], total: int, seen: int, draw: Draw) -> tuple[str, ...]:
    left = f"；已回头看的 {seen} 项不再抽" if seen else ""
    share = draw.share or (None if draw.items else SHARE)
    how = f"（{share}%，不足一项的进一）" if share else ""
    told = f"从已销号、还没有回头看的 {total} 项中抽 {len(drawn)} 项{how}{left}"
    if not drawn:
        return (told,)
    return (
        told,
        METHOD,
        f"下一步：看过以后 ledger review {drawn[0].row.id} --passed，不合格的 --failed --reason …",
    )


def _fields(order: int, lot: Lot) -> dict[str, object]:
    standing = lot.row.standing
    return {
        "order": order,
        "id": lot.row.id,
        "title": lot.row.title,
        "lead": lot.row.lead,
        "closed_on": standing.closed_on,
        "checked_by": standing.closure.checked_by if standing.closure else None,
        "lot": lot.digits,
    }
