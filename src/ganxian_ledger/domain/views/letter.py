"""Letters to units: of what a lead is reminded (提醒函), what it is urged to do (督办函)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from ganxian_ledger.domain.model.calendar import Period
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.state.ladder import Rung, rungs_of
from ganxian_ledger.domain.state.matters import rows_by_lead, waits_for_check
from ganxian_ledger.domain.views import letter_words as said
from ganxian_ledger.domain.views.letter_matters import Kind, Matters, lines_of
from ganxian_ledger.domain.views.monthly_measures import MeasureLine
from ganxian_ledger.domain.views.words import day_words, full_office


class Asking(NamedTuple):
    """Which letters are asked for.

    To which units (registered names; all where empty), of which kind (all where None), and how
    many days before its deadline a measure is due soon (the plan's own where None). `drafted` is
    the day from which the time to answer runs (the board's where None), `known` the day until
    which letters about the month count (likewise).
    """

    units: tuple[str, ...] = ()
    kind: Kind | None = None
    within: int | None = None
    drafted: date | None = None
    known: date | None = None

    @property
    def is_part(self) -> bool:
        """Whether it leaves letters out that may be due."""
        return bool(self.units) or self.kind is not None


class Part(NamedTuple):
    """What a letter lists under one heading, with the sentence before it.

    Lines that stand under a heading before (`is_repeated`) are not listed again.
    """

    key: str
    title: str
    words: str
    lines: tuple[MeasureLine, ...]
    is_repeated: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter: its words, and what it lists; `facts` are pairs of a heading and words.

    `answer_due` is the day by which an answer is asked for, None where the plan sets no time.
    """

    kind: Kind
    unit: str
    title: str
    opening: str
    before: str
    """What was written before; empty where nothing was."""
    matters: Matters
    parts: tuple[Part, ...]
    """Those of the matters that are not empty."""
    demands: tuple[str, ...]
    day: date
    issuer: str
    facts: tuple[tuple[str, str], ...]
    rung: Rung
    answer_due: date | None


class Post(NamedTuple):
    """The letters of a run in the register's order, the talks, and what else there is to say."""

    letters: tuple[Letter, ...]
    talks: tuple[Rung, ...]
    remarks: tuple[str, ...]
    answer_due: date | None


def post(board: Board, period: Period, asking: Asking) -> Post:
    """The letters that are due, each of the rung that its matters ask for.

    The office writes no letter to itself.
    """
    found = rungs_of(board, period, within=asking.within, known=asking.known)
    rungs = [one for one in found if not asking.units or one.unit in asking.units]
    due = [one for one in rungs if one.kind and asking.kind in {None, Kind(one.kind)}]
    until = _answer_due(board, asking)
    letters = tuple(
        _letter(board, period, one, asking.within, until) for one in due if one.kind != Kind.TALK
    )
    talks = tuple(one for one in due if one.kind == Kind.TALK)
    return Post(letters, talks, tuple(_remarks(board, asking, rungs)), until)


def _answer_due(board: Board, asking: Asking) -> date | None:
    """So many days after the drafting as the plan's policy says; none where it says nought."""
    days = board.ledger.plan.policy.ladder.answer_days
    return (asking.drafted or board.day) + timedelta(days=days) if days else None


def _remarks(board: Board, asking: Asking, rungs: Sequence[Rung]) -> Iterator[str]:
    """Why units get no letter, or another than the last; and what is left to the office itself."""
    held = rows_by_lead(board)
    office = board.ledger.units.named(board.ledger.plan.office)
    own = _led_by(board, office) if office in (asking.units or (office,)) else (0, 0)
    asked = [rows for unit, rows in held.items() if unit in (asking.units or held)]
    waiting = {row.id: row for rows in asked for row in rows if waits_for_check(row)}
    yield from said.remarks_on_raised(rungs)
    yield from said.remarks_on_others(asking.kind, rungs)
    yield from said.remarks_on_held(rungs)
    yield from said.remarks_on_asked(board, asking.units, tuple(held))
    yield from said.remarks_on_office(office, *own, tuple(waiting))


def _led_by(board: Board, unit: str) -> tuple[int, int]:
    """How many measures and targets a unit answers for."""
    measures = sum(unit in row.lead for row in board.rows)
    return measures, sum(unit in board.leads_of(one.target) for one in board.attainments)


def _letter(
    board: Board, period: Period, rung: Rung, within: int | None, until: date | None
) -> Letter:
    plan, matters = board.ledger.plan, lines_of(board, rung.matters)
    kind = Kind(rung.kind or Kind.REMINDER)
    return Letter(
        kind=kind,
        unit=rung.unit,
        title=said.title(board, period, kind, matters),
        opening=said.opening(board, rung, matters),
        before=said.before(rung),
        matters=matters,
        parts=tuple(part for part in _parts(board, matters, within) if part.lines),
        demands=tuple(said.demands(board, kind, matters, until)),
        day=board.day,
        issuer=full_office(plan),
        facts=(("方案文号", plan.number), ("数据截至", day_words(board.day))),
        rung=rung,
        answer_due=until,
    )


def _parts(board: Board, matters: Matters, within: int | None) -> Iterator[Part]:
    late, behind, soon, missing = matters
    yield Part("overdue", "逾期事项", said.overdue(len(late)), late)
    yield Part("lagging", "滞后事项", said.lagging(board, len(behind)), behind)
    yield Part("due_soon", "临期事项", said.due_soon(board, len(soon), within), soon)
    above = {line.id for line in (*late, *behind, *soon)}
    is_repeated = above == {line.id for line in missing}
    words = said.unreturned(board, len(missing), is_repeated=is_repeated)
    yield Part("unreturned", "未报送事项", words, missing, is_repeated)
