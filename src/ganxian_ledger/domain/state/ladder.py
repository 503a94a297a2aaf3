"""The ladder (督办阶梯): which letter each lead unit is due next, and why; nothing is ever sent.

A rung follows from the records, the letters that were sent (`letters.yaml`) and `plan.policy`:
提醒函 where something lags, is due soon or was not returned; 督办函 where something is overdue,
still lags after reminders, or nothing was returned for months; 约谈 where something is still
overdue after urgings. After a talk, an extension or a reopening the ladder begins anew. The
ladder goes up month by month, as the office does: letters about earlier months count towards a
rise, those about the month itself settle it; one that should have been answered and was not is
written again. The office decides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from ganxian_ledger.domain.model.calendar import Period
from ganxian_ledger.domain.model.letter import REMINDER, TALK, URGING
from ganxian_ledger.domain.model.plan import Ladder
from ganxian_ledger.domain.state import ladder_words as said
from ganxian_ledger.domain.state.board import Board, Reporting, Row
from ganxian_ledger.domain.state.matters import Ground, Matters, matters_of, rows_by_lead
from ganxian_ledger.domain.state.returning import (
    REPORTS,
    ReturnStatus,
    UnitReturn,
    counted_months,
    returns_of,
)
from ganxian_ledger.domain.state.sent import Sent, about_of, sent_of, sent_to
from ganxian_ledger.domain.state.written import RUNGS, Written

_DAY = timedelta(days=1)


class Rung(NamedTuple):
    """The next letter for a unit: its kind, None where none is proposed.

    `matters` are what it would be about; `reasons` say in words why it is this rung, `raised`
    those of them that letters or months without a return gave. `grounds` are the measures written
    about before, `held` those left out because a letter settles them for the month or waits for
    its answer (that one is their only letter). `sent` are all letters to the unit by the day;
    `led` counts its measures.
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
    def is_settled(self) -> bool:
        """Whether there is cause for a letter, but all of it was written about."""
        return self.kind is None and bool(self.held)


class _Unit(NamedTuple):
    """What is known of one unit: its matters, the letters to it, the months without a return."""

    name: str
    led: int
    matters: Matters
    written: Written
    missing: tuple[Period, ...]


def rungs_of(
    board: Board, month: Period, *, within: int | None = None, known: date | None = None
) -> tuple[Rung, ...]:
    """The rung of every unit that leads, joint leads too, in the register's order.

    The office itself gets none. With `within`, what is due within so many days is due soon, else
    what the plan's policy says. Letters about a month often leave when it is over, and forms come
    in late: with `known`, no earlier than the board's day, the month's letters and returns count
    up to that day, all other letters up to the board's.
    """
    ledger, known = board.ledger, known or board.day
    office = ledger.units.named(ledger.plan.office)
    sent = sent_to(
        one
        for one in sent_of(ledger, known)
        if one.letter.date <= board.day or about_of(one.letter) == month
    )
    returns = returns_of(Board(ledger, known), month)
    missing = _missing_of(board, month, returns, known)
    since = {one.unit for one in returns if one.received is not None and one.received > board.day}
    return tuple(
        _rung(
            _Unit(
                name=name,
                led=len(rows),
                matters=_still_missing(matters_of(rows, board.day, within), since),
                written=Written(ledger, month, known, sent.get(name, ())),
                missing=missing.get(name, ()),
            ),
            ledger.plan.policy.ladder,
        )
        for name, rows in rows_by_lead(board).items()
        if name != office
    )


def _still_missing(matters: Matters, returned: Collection[str]) -> Matters:
    """The matters without what first leads returned after the day of the board."""
    left = (row for row in matters.unreturned if row.lead[0] not in returned)
    return matters._replace(unreturned=tuple(left))


def _rung(unit: _Unit, ladder: Ladder) -> Rung:
    """The highest rung that a measure of the unit asks for, with all its matters inside."""
    rows = {row.id: row for listed in unit.matters for row in listed}
    kinds = {number: _kind_of(row, unit, ladder) for number, row in rows.items()}
    settled = {number: unit.written.settling(number, kind) for number, kind in kinds.items()}
    held = tuple(Ground(rows[number], (one,)) for number, one in settled.items() if one)
    kept = unit.matters.only(lambda row: settled[row.id] is None)
    kind = max((kinds[number] for number in kept.measures), key=RUNGS.index, default=None)
    grounds = tuple(_grounds(kept, kind, unit.written, ladder))
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
        sent=tuple(unit.written.sent),
        led=unit.led,
    )


def _kind_of(row: Row, unit: _Unit, ladder: Ladder) -> str:
    """The rung that one measure asks for."""
    if row.overdue:
        if _is_talk_due(row, unit.written, ladder):
            return TALK
        if row.days_overdue >= ladder.urge_overdue_days:
            return URGING
    if row.lagging and _is_urged_for_reminders(row, unit.written, ladder):
        return URGING
    is_missing = row.reporting is Reporting.MISSING and _is_long_missing(unit, ladder)
    return URGING if is_missing else REMINDER


def _is_talk_due(row: Row, written: Written, ladder: Ladder) -> bool:
    return _is_many(written.months(written.urgings(row)), ladder.talk_after_urgings)


def _is_urged_for_reminders(row: Row, written: Written, ladder: Ladder) -> bool:
    return _is_many(written.months(written.reminders(row)), ladder.urge_after_reminders)


def _is_many(times: int, enough: int) -> bool:
    """Whether it is so often that the next rung is due; with nought it never is."""
    return 0 < enough <= times


def _is_long_missing(unit: _Unit, ladder: Ladder) -> bool:
    return _is_many(len(unit.missing), ladder.urge_missing_months)


def _grounds(
    matters: Matters, kind: str | None, written: Written, ladder: Ladder
) -> Iterable[Ground]:
    """The measures of an urging or a talk that letters were sent about before."""
    held: list[tuple[Row, tuple[Sent, ...]]] = []
    if kind == TALK:
        late = (row for row in matters.overdue if _is_talk_due(row, written, ladder))
        held = [(row, written.urgings(row)) for row in late]
    elif kind == URGING:
        slow = (row for row in matters.lagging if _is_urged_for_reminders(row, written, ladder))
        held = [(row, _pressed(row, written)) for row in matters.overdue]
        held += [(row, written.reminders(row)) for row in slow]
    return (Ground(row, letters) for row, letters in held if letters)


def _pressed(row: Row, written: Written) -> tuple[Sent, ...]:
    """The urgings of an overdue measure; where there is none since a talk, the talk."""
    talk = written.talk(row)
    return written.urgings(row) or ((talk,) if talk else ())


def _missing_of(
    board: Board, month: Period, returns: Iterable[UnitReturn], known: date
) -> dict[str, tuple[Period, ...]]:
    """The months running, up to this one, for which a unit returned nothing, oldest first.

    A unit of which single records tell something has returned too little, but not nothing. Only
    months that may be held against a unit count. `returns` are those of the month; all is as known
    at the end of the day `known`.
    """
    ledger = board.ledger
    if not ledger.plan.policy.ladder.urge_missing_months:
        return {}
    heard = _heard_from(board, known)
    found: dict[str, list[Period]] = {}
    running: set[str] | None = None
    for one in _running(counted_months(ledger, known), month):
        if running is not None:
            returns = returns_of(Board(ledger, known), one)
        missing = {each.unit for each in returns if each.status is ReturnStatus.MISSING}
        missing -= heard.get(one.text, set())
        running = missing if running is None else running & missing
        if not running:
            break
        for unit in running:
            found.setdefault(unit, []).insert(0, one)
    return {unit: tuple(months) for unit, months in found.items()}


def _running(counted: Iterable[Period], month: Period) -> Iterable[Period]:
    """The month and those before it, as long as none of them is left out, newest first."""
    known = {one.last: one for one in counted}
    last = month.last
    while (one := known.get(last)) is not None:
        yield one
        last = one.first - _DAY


def _heard_from(board: Board, known: date) -> Mapping[str, set[str]]:
    """By month, the units that lead a measure of which anything was told for it by a day.

    A record that a form brought tells of the form's month, another of the month of its day.
    """
    forms = {one.form.path: one.month.text for one in board.ledger.returns}
    heard: dict[str, set[str]] = {}
    for row in board.rows:
        for event in row.entry.measure.log:
            if event.type in REPORTS and event.date <= known:
                form = forms.get(event.source.path) if event.source else None
                heard.setdefault(form or f"{event.date:%Y-%m}", set()).add(row.lead[0])
    return heard
