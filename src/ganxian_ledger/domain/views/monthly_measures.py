"""The measures of a report as lines for readers: the ledger's detail, changes and issues."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ganxian_ledger.domain.model.calendar import Period
from ganxian_ledger.domain.model.event import TYPE_WORDS, Event
from ganxian_ledger.domain.state.board import Board, Row
from ganxian_ledger.domain.state.pace import rounded
from ganxian_ledger.domain.state.steps import State
from ganxian_ledger.domain.views.words import day_words, quoted, stopped


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """One measure as of the report's day; percentages to one decimal.

    `gap` says by how many points it is behind the time (negative when ahead); `latest` is the
    latest progress, or what became of the measure.
    """

    id: str
    title: str
    task: str
    section: str
    unit: str
    """The first lead, with which the tables count it."""
    lead: str
    support: str
    due: date
    original_due: date
    extensions: int
    state: str
    light: str
    percent: int
    time_progress: Decimal
    gap: Decimal
    overdue: bool
    lagging: bool
    due_soon: bool
    days_overdue: int
    reporting: str
    closed_on: date | None
    latest: str

    @property
    def due_words(self) -> str:
        """The deadline, with the one before any extension."""
        before = f"（原{self.original_due}）" if self.extensions else ""
        return f"{self.due}{before}"


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One record of the period that changed what becomes of a measure."""

    kind: str
    id: str
    title: str
    lead: str
    date: date
    note: str


@dataclass(frozen=True, slots=True)
class IssueLine:
    """An issue that the latest progress of an open measure names."""

    unit: str
    id: str
    title: str
    date: date
    issue: str
    next: str


def measure_line(board: Board, row: Row) -> MeasureLine:
    """One measure for readers."""
    standing = row.standing
    measure = row.entry.measure
    gone = rounded(row.time_progress)
    support = "、".join(_member(board, unit) for unit in row.support)
    return MeasureLine(
        id=row.id,
        title=row.title,
        task=row.entry.task.id,
        section=row.entry.section.id,
        unit=row.lead[0],
        lead="、".join(row.lead),
        support=support + ("等" if measure.support_open else ""),
        due=standing.due,
        original_due=standing.original_due,
        extensions=standing.extensions,
        state=row.state.value,
        light=row.light.value,
        percent=standing.percent,
        time_progress=gone,
        gap=row.gap,
        overdue=row.overdue,
        lagging=row.lagging,
        due_soon=row.due_soon,
        days_overdue=row.days_overdue,
        reporting=row.reporting.value,
        closed_on=standing.closed_on,
        latest=_latest(row),
    )


def _member(board: Board, unit: str) -> str:
    """A unit's name; a group that nobody is known to belong to says so."""
    known = board.ledger.units.by_name.get(unit)
    is_open = known is not None and known.is_group and not known.members
    return f"{unit}（成员未定）" if is_open else unit


def _latest(row: Row) -> str:
    """What was last heard: 销号, 核减 or 退回 with its date, else the latest progress."""
    standing = row.standing
    last = standing.last
    if last is None:
        return ""
    if row.state in {State.CLOSED, State.CANCELLED, State.RETURNED, State.SUBMITTED}:
        decisive = next((e for e in _decisive(row) if e is not None), last)
        return told(decisive)
    progress = standing.progress
    return told(progress if progress is not None else last)


def _decisive(row: Row) -> tuple[Event | None, ...]:
    """The record that led to the state, where the standing keeps it."""
    standing = row.standing
    kept: dict[State, Event | None] = {
        State.CLOSED: standing.closure,
        State.RETURNED: standing.returned,
        State.SUBMITTED: standing.submission,
    }
    return (kept.get(row.state),)


def told(event: Event) -> str:
    """2024年6月25日进展：…, with what the record says."""
    words = getattr(event, "reason", None) or event.note or ""
    said = f"：{stopped(words)}" if words else ""
    return f"{day_words(event.date)}{TYPE_WORDS[event.type]}{said}"


def name(measure: Row | MeasureLine) -> str:
    """8.3“化工污染治理与污水收集处理”."""
    return f"{measure.id}{quoted(measure.title)}"


CHANGES = ("close", "return", "review", "reopen", "extend", "transfer", "cancel")
"""Records that change what becomes of a measure, in the order of its life."""


def change_lines(board: Board, period: Period) -> tuple[ChangeLine, ...]:
    """The period's records of `CHANGES` up to the day, by kind, then in the order of numbers."""
    order = {kind: i for i, kind in enumerate(CHANGES)}
    found = [
        (order[event.type], _change(row, event, board))
        for row in board.rows
        for event in events_of(row, board, period)
        if event.type in order
    ]
    return tuple(line for _, line in sorted(found, key=lambda pair: pair[0]))


def events_of(row: Row, board: Board, period: Period) -> Iterator[Event]:
    """A measure's records of the period, as known on the board's day."""
    return (e for e in row.entry.measure.log if e.date in period and e.date <= board.day)


def _change(row: Row, event: Event, board: Board) -> ChangeLine:
    return ChangeLine(
        kind=change_word(event),
        id=row.id,
        title=row.title,
        lead="、".join(row.lead),
        date=event.date,
        note="；".join(_particulars(event, board)),
    )


def change_word(event: Event) -> str:
    """What a record is called; a look back says how it ended."""
    if event.type == "review":
        return f"回头看{'合格' if getattr(event, 'passed', False) else '不合格'}"
    return TYPE_WORDS[event.type]


def _particulars(event: Event, board: Board) -> Iterator[str]:
    """The rest of a record for the column 说明."""
    if event.type == "extend":
        yield f"延期至{getattr(event, 'to', '')}"
    if event.type == "transfer":
        yield "转由" + "、".join(map(board.ledger.units.named, getattr(event, "lead", ()))) + "牵头"
    method = getattr(event, "method", None)
    if method:
        yield stopped(method)
    until = getattr(event, "until", None)
    if until is not None:
        yield f"{until}前补齐"
    words = getattr(event, "reason", None) or event.note
    if words:
        yield stopped(words)


def issue_lines(board: Board) -> tuple[IssueLine, ...]:
    """The issues in the latest progress of the open measures, in the order of numbers."""
    return tuple(_issues(board))


def _issues(board: Board) -> Iterator[IssueLine]:
    for row in board.rows:
        progress = row.standing.progress
        if progress is not None and progress.issue and row.state.is_open:
            unit = board.ledger.units.named(progress.by)
            told = progress.next or ""
            yield IssueLine(unit, row.id, row.title, progress.date, progress.issue, told)
