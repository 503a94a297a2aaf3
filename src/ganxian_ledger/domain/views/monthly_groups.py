"""The sums of a report: by state, by section, by unit, and who has not returned progress."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ganxian_ledger.domain.state.board import Board, Reporting, Summary
from ganxian_ledger.domain.state.pace import rounded
from ganxian_ledger.domain.state.steps import State
from ganxian_ledger.domain.views.words import quoted, share

STATES = (
    State.CLOSED,
    State.SUBMITTED,
    State.UNDER_WAY,
    State.RETURNED,
    State.NOT_STARTED,
    State.CANCELLED,
)
"""The states in the order in which an office names them."""


@dataclass(frozen=True, slots=True)
class CountLine:
    """A count now and at the end of the period before; `share` of all measures in percent."""

    name: str
    count: int
    share: Decimal
    before: int
    change: int


@dataclass(frozen=True, slots=True)
class GroupLine:
    """The sums of a section, of a unit as lead, or of the whole; `rate` is closed in percent.

    `missing` counts measures without this month's progress; `support` and `rank` are for units.
    """

    id: str
    name: str
    total: int
    closed: int
    rate: Decimal | None
    open: int
    submitted: int
    overdue: int
    lagging: int
    due_soon: int
    cancelled: int
    missing: int
    support: int = 0
    rank: int | None = None

    @property
    def heading(self) -> str:
        """A section's number and title for tables: 三（一）…, 四　….

        No 、 stands behind the number: the paper's own chapters are numbered so.
        """
        return f"{self.id}{'' if self.id.endswith('）') or not self.name else '　'}{self.name}"

    @property
    def words(self) -> str:
        """A section in a sentence: “…”部分（方案三（一））."""
        return f"{quoted(self.name)}部分（方案{self.id}）" if self.name else f"方案{self.id}部分"


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """A unit with measures of which this month's progress is missing (or still awaited)."""

    unit: str
    count: int
    measures: str


def state_lines(board: Board, earlier: Board) -> tuple[CountLine, ...]:
    """How many measures are in each state; they add up to all."""
    return tuple(_count(state, board, earlier) for state in STATES)


def _count(state: State, board: Board, earlier: Board) -> CountLine:
    now = sum(row.state is state for row in board.rows)
    before = sum(row.state is state for row in earlier.rows)
    part = share(now, len(board.rows))
    return CountLine(state.value, now, part, before, now - before)


def warning_lines(board: Board, earlier: Board) -> tuple[CountLine, ...]:
    """Overdue, lagging and due soon (a measure may be both lagging and due soon)."""
    now, before = board.summary, earlier.summary
    pairs = (
        ("逾期", now.overdue, before.overdue),
        ("滞后", now.lagging, before.lagging),
        ("临期", now.due_soon, before.due_soon),
    )
    return tuple(CountLine(w, n, share(n, now.total), b, n - b) for w, n, b in pairs)


def whole_line(board: Board) -> GroupLine:
    """The sums over all measures."""
    support = sum(tally.support for tally in board.by_unit)
    return _group("", "合计", board.summary, support=support)


def section_lines(board: Board) -> tuple[GroupLine, ...]:
    """The sums of each section in the plan's order."""
    return tuple(_group(*section) for section in board.by_section)


def unit_lines(board: Board) -> tuple[GroupLine, ...]:
    """The sums of each unit that leads, by rank; a measure counts once, at its first lead."""
    return tuple(
        _group("", tally.name, tally.summary, support=tally.support, rank=tally.rank)
        for tally in board.by_unit
    )


def _group(
    identity: str,
    name: str,
    summary: Summary,
    *,
    support: int = 0,
    rank: int | None = None,
) -> GroupLine:
    rate = summary.close_rate
    return GroupLine(
        id=identity,
        name=name,
        total=summary.total,
        closed=summary.closed,
        rate=None if rate is None else rounded(rate),
        open=summary.open,
        submitted=summary.submitted,
        overdue=summary.overdue,
        lagging=summary.lagging,
        due_soon=summary.due_soon,
        cancelled=summary.cancelled,
        missing=summary.missing,
        support=support,
        rank=rank,
    )


def return_lines(board: Board, reporting: Reporting) -> tuple[ReturnLine, ...]:
    """The units whose measures are in this state of reporting, most first, then by register."""
    held: dict[str, list[str]] = {}
    for row in board.rows:
        if row.reporting is reporting:
            held.setdefault(row.lead[0], []).append(row.id)
    order = {unit.name: i for i, unit in enumerate(board.ledger.units)}
    ranked = sorted(held.items(), key=lambda item: (-len(item[1]), order.get(item[0], len(order))))
    return tuple(ReturnLine(unit, len(ids), "、".join(ids)) for unit, ids in ranked)
