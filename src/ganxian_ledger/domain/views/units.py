"""units: every registered unit with what it leads and supports."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ganxian_ledger.domain.model.unit import Unit
from ganxian_ledger.domain.state.board import Board, Tally, summary_of
from ganxian_ledger.domain.views.parts import (
    UNITS_BETWEEN,
    payload_head,
    rate_of,
    summary_fields,
    summary_words,
)
from ganxian_ledger.domain.views.question import heading
from ganxian_ledger.domain.views.table import Cell, Column, Sheet, Table

COLUMNS = (
    Column("name", "单位"),
    Column("kind", "类别"),
    Column("lead", "牵头措施", align="right"),
    Column("closed", "已销号", align="right"),
    Column("open", "未完成", align="right"),
    Column("overdue", "逾期", align="right"),
    Column("submitted", "待核查", align="right"),
    Column("cancelled", "核减", align="right"),
    Column("close_rate", "销号率", align="right", suffix="%"),
    Column("rank", "排名", align="right"),
    Column("support", "配合措施", align="right"),
    Column("remarks", "别名、成员", fold=True),
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A unit with its sums; `support` counts the measures that name it as supporting."""

    unit: Unit
    tally: Tally
    members: tuple[str, ...]


def units(board: Board, *, path: str) -> Sheet:
    """All units in the register's order; each measure counts once, at its first lead."""
    lines = _lines(board)
    return Sheet(
        kind="units",
        title="单位一览",
        headings=heading(board, "单位一览（每项措施计入第一牵头单位，集合单列）"),
        tables=(Table(COLUMNS, tuple(map(_cells, lines))),),
        foot=(_registered(board, len(lines)), summary_words(board.summary)),
        payload={
            **payload_head(board, path),
            "summary": summary_fields(board.summary),
            "units": [_fields(line) for line in lines],
        },
        empty="没有登记单位",
    )


def _registered(board: Board, shown: int) -> str:
    listed = board.ledger.units.listed
    also = f"，另有{board.ledger.plan.office}" if shown > listed else ""
    return f"登记单位 {listed} 个{also}"


def _lines(board: Board) -> list[_Line]:
    register = board.ledger.units
    tallies = {tally.name: tally for tally in board.by_unit}
    support = Counter(name for row in board.rows for name in dict.fromkeys(row.support))
    none = summary_of(())
    return [
        _Line(
            unit,
            tallies.get(unit.name, Tally(unit.name, none, support[unit.name], None)),
            register.members_of(unit),
        )
        for unit in register
    ]


def _cells(line: _Line) -> tuple[Cell, ...]:
    total = line.tally.summary
    return (
        line.unit.name,
        line.unit.kind,
        total.total,
        total.closed,
        total.open,
        total.overdue,
        total.submitted,
        total.cancelled,
        rate_of(total),
        line.tally.rank,
        line.tally.support,
        _remarks(line),
    )


def _remarks(line: _Line) -> str:
    said = []
    if line.unit.aliases:
        said.append(f"又作 {UNITS_BETWEEN.join(line.unit.aliases)}")
    if line.unit.is_group:
        count = len(line.members)
        said.append(f"成员 {count} 个：{UNITS_BETWEEN.join(line.members)}" if count else "成员未定")
    return "；".join(said)


def _fields(line: _Line) -> dict[str, object]:
    return {
        "name": line.unit.name,
        "kind": line.unit.kind,
        "aliases": line.unit.aliases,
        "is_group": line.unit.is_group,
        "members": line.members,
        "lead": summary_fields(line.tally.summary),
        "support": line.tally.support,
        "rank": line.tally.rank,
    }
