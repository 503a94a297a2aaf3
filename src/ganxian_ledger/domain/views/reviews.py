"""reviews: a fair sample of closed measures to be looked back at (回头看), as a list."""

from __future__ import annotations

from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.state.sample import SHARE, Draw, Lot, Sample, sample_of
from ganxian_ledger.domain.views.parts import UNITS_BETWEEN, payload_head
from ganxian_ledger.domain.views.question import heading
from ganxian_ledger.domain.views.table import Cell, Column, Sheet, Table

TITLE = "回头看抽查建议"
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


def reviews(board: Board, draw: Draw, *, path: str) -> Sheet:
    """The sample as of the board's day."""
    found = sample_of(board, draw)
    return Sheet(
        kind="reviews",
        title=TITLE,
        headings=(*heading(board, TITLE), f"种子：{found.seed}"),
        tables=(Table(COLUMNS, tuple(map(_cells, range(1, len(found.drawn) + 1), found.drawn))),),
        foot=_foot(found, draw),
        payload={
            **payload_head(board, path),
            "seed": found.seed,
            "summary": {
                "closed": found.closed,
                "reviewed": found.reviewed,
                "eligible": found.eligible,
                "drawn": len(found.drawn),
            },
            "measures": [_fields(order, lot) for order, lot in enumerate(found.drawn, 1)],
        },
        empty="没有可以抽查的措施",
    )


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


def _foot(found: Sample, draw: Draw) -> tuple[str, ...]:
    left = f"；已回头看的 {found.reviewed} 项不再抽" if found.reviewed else ""
    share = draw.share or (None if draw.items else SHARE)
    how = f"（{share}%，不足一项的进一）" if share else ""
    drawn = found.drawn
    told = f"从已销号、还没有回头看的 {found.eligible} 项中抽 {len(drawn)} 项{how}{left}"
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
