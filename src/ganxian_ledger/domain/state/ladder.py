"""The ladder (督办阶梯): which letter each lead unit is due next, and why; nothing is ever sent.

A rung follows from the records, the letters that were sent (`letters.yaml`) and `plan.policy`:
提醒函 where something lags, is due soon or was not returned; 督办函 where something is overdue,
still lags after reminders, or nothing was returned for months; 约谈 where something is still
overdue after urgings. The office decides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from ganxian_ledger.domain.model.calendar import Period, month_of
from ganxian_ledger.domain.model.letter import REMINDER, TALK, URGING
from ganxian_ledger.domain.model.plan import Ladder
from ganxian_ledger.domain.state import ladder_words as said
from ganxian_ledger.domain.state.board import Board, Reporting, Row
from ganxian_ledger.domain.state.matters import Ground, Matters, matters_of, rows_by_lead
from ganxian_ledger.domain.state.returning import ReturnStatus, returns_of
from ganxian_ledger.domain.state.sent import Sent, sent_of, sent_to

RUNGS = (REMINDER, URGING, TALK)
"""From the lowest to the highest."""


class Rung(NamedTuple):
    """The next letter for a unit: its kind, None where none is proposed.

    `matters` are what it would be about; `reasons` say in words why it is this rung, `raised`
    those of them that letters or months without a return gave. `grounds` are the measures written
    about before, `held` those left out while a letter waits for its answer (the waiting one is
    their only letter). `sent` are all letters to the unit by the day; `led` counts its measures.
    """

    unit: str
    kind: str | None
    matters: Matters
    reasons: tuple[str, ...] = ()
    raised: tuple[str, ...] = ()
    grounds: tuple[Ground, ...] = ()
    held: tuple[Ground, ...] = ()
    sent: tuple[Sent, ...] = ()
    led: int = 0

    @property
    def is_waiting(self) -> bool:
        """Whether there is cause for a letter, but all of it waits for answers to earlier ones."""
        return self.kind is None and bool(self.held)


class _Unit(NamedTuple):
    """What is known of one unit: its matters, the letters to it, the months without a return."""

    name: str
    led: int
    matters: Matters
    sent: Sequence[Sent]
    missing: tuple[Period, ...]


def rungs_of(
    board: Board, month: Period, *, within: int | None = None, known: date | None = None
) -> tuple[Rung, ...]:
    """The rung of every unit that leads, joint leads too, in the register's order.

    The office itself gets none. With `within`, what is due within so many days is due soon, else
    what the plan's policy says. Letters about a month often leave when it is over: with `known`,
    those about the month itself count up to that day, all others up to the board's.
    """
    known = max(known or board.day, board.day)
    office = board.ledger.units.named(board.ledger.plan.office)
    sent = sent_to(
        one
        for one in sent_of(board.ledger, known)
        if one.letter.date <= board.day or one.letter.month == month
    )
    missing = _missing_of(board, month)
    return tuple(
        _rung(
            _Unit(
                name=name,
                led=len(rows),
                matters=matters_of(rows, board.day, within),
                sent=sent.get(name, ()),
                missing=missing.get(name, ()),
            ),
            board.ledger.plan.policy.ladder,
            known,
        )
        for name, rows in rows_by_lead(board).items()
        if name != office
    )


def _rung(unit: _Unit, ladder: Ladder, known: date) -> Rung:
    """The highest rung that a measure of the unit asks for, with all its matters inside."""
    rows = {row.id: row for listed in unit.matters for row in listed}
    kinds = {number: _kind_of(row, unit, ladder) for number, row in rows.items()}
    waiting = {number: _waiting(unit, number, kind, known) for number, kind in kinds.items()}
    held = tuple(Ground(rows[number], (one,)) for number, one in waiting.items() if one)
    kept = unit.matters.only(lambda row: waiting[row.id] is None)
    kind = max((kinds[number] for number in kept.measures), key=RUNGS.index, default=None)
    grounds = tuple(_grounds(kept, kind, unit, ladder))
    is_missing = kind == URGING and kept.unreturned and _is_long_missing(unit, ladder)
    raised = said.raised(grounds, unit.missing if is_missing else ())
    return Rung(
        unit=unit.name,
        kind=kind,
        matters=kept,
        reasons=(*(said.reasons(kind, kept, grounds) if kind else ()), *raised),
        raised=raised,
        grounds=grounds,
        held=held,
        sent=tuple(unit.sent),
        led=unit.led,
    )


def _kind_of(row: Row, unit: _Unit, ladder: Ladder) -> str:
    """The rung that one measure asks for."""
    if row.overdue:
        if _is_many(_urgings(row, unit), ladder.talk_after_urgings):
            return TALK
        if row.days_overdue >= ladder.urge_overdue_days:
            return URGING
    if row.lagging and _is_many(_reminders(row, unit), ladder.urge_after_reminders):
        return URGING
    is_missing = row.reporting is Reporting.MISSING and _is_long_missing(unit, ladder)
    return URGING if is_missing else REMINDER


def _is_many(letters: Collection[Sent], enough: int) -> bool:
    """Whether so many letters were sent that the next rung is due; with nought it never is."""
    return 0 < enough <= len(letters)


def _is_long_missing(unit: _Unit, ladder: Ladder) -> bool:
    return 0 < ladder.urge_missing_months <= len(unit.missing)


def _urgings(row: Row, unit: _Unit) -> tuple[Sent, ...]:
    """The 督办函 that name a measure and were sent after the deadline in force had passed."""
    since = max(row.standing.due, _renewed(row))
    return _naming(row, unit, URGING, since)


def _reminders(row: Row, unit: _Unit) -> tuple[Sent, ...]:
    """The 提醒函 that name a measure, since it was last put off or opened again."""
    return _naming(row, unit, REMINDER, _renewed(row))


def _naming(row: Row, unit: _Unit, kind: str, since: date) -> tuple[Sent, ...]:
    """The letters by day; two of one day are one time."""
    found = {
        one.letter.date: one
        for one in unit.sent
        if one.letter.kind == kind and row.id in one.letter.measures and one.letter.date > since
    }
    return tuple(found[day] for day in sorted(found))


def _renewed(row: Row) -> date:
    """The day of the last extension or reopening: letters up to it are settled."""
    standing = row.standing
    last = standing.last.date if standing.last else date.min
    days = (e.date for e in row.entry.measure.log if e.type in {"extend", "reopen"})
    return max((day for day in days if day <= last), default=date.min)


def _waiting(unit: _Unit, number: str, kind: str, day: date) -> Sent | None:
    """The letter of this rung or a higher one that names the measure and waits for its answer."""
    for one in reversed(unit.sent):
        named = one.letter.kind in RUNGS and number in one.letter.measures
        if named and one.waits_on(day) and RUNGS.index(one.letter.kind) >= RUNGS.index(kind):
            return one
    return None


def _grounds(matters: Matters, kind: str | None, unit: _Unit, ladder: Ladder) -> Iterable[Ground]:
    """The measures of an urging or a talk that letters were sent about before."""
    if kind not in {URGING, TALK}:
        return
    for row in matters.overdue:
        letters = _urgings(row, unit)
        enough = ladder.talk_after_urgings if kind == TALK else 1
        if _is_many(letters, enough):
            yield Ground(row, letters)
    if kind == URGING:
        for row in matters.lagging:
            letters = _reminders(row, unit)
            if _is_many(letters, ladder.urge_after_reminders):
                yield Ground(row, letters)


def _missing_of(board: Board, month: Period) -> dict[str, tuple[Period, ...]]:
    """The months running, up to this one, for which a unit returned nothing, oldest first.

    A unit of which single records tell something has returned too little, but not nothing.
    Counted only since the plan was issued, and since the office keeps returns or letters.
    """
    ledger = board.ledger
    kept = [*(one.month.first for one in ledger.returns), *(one.date for one in ledger.letters)]
    if not ledger.plan.policy.ladder.urge_missing_months or not kept:
        return {}
    first = max(ledger.plan.start, ledger.plan.issued, min(kept))
    found: dict[str, list[Period]] = {}
    running: set[str] | None = None
    while month.last >= first and (running is None or running):
        missing = {
            one.unit for one in returns_of(board, month) if one.status is ReturnStatus.MISSING
        }
        missing -= _heard_from(board, month)
        running = missing if running is None else running & missing
        for unit in running:
            found.setdefault(unit, []).insert(0, month)
        month = month_of(month.first - timedelta(days=1))
    return {unit: tuple(months) for unit, months in found.items()}


def _heard_from(board: Board, month: Period) -> set[str]:
    """The units that lead a measure with a progress or submission of the month."""
    return {
        row.lead[0]
        for row in board.rows
        if any(
            event.type in {"progress", "submit"} and event.date in month
            for event in row.entry.measure.log
            if event.date <= board.day
        )
    }
