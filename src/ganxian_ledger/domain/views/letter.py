"""Letters to units: of what a lead is reminded (提醒函), and what it is urged to do (督办函)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ganxian_ledger.domain.model.calendar import Period
from ganxian_ledger.domain.state.board import Board, Row
from ganxian_ledger.domain.views import letter_words as said
from ganxian_ledger.domain.views.letter_matters import (
    Kind,
    Matters,
    matters_of,
    rows_by_lead,
    waits_for_check,
)
from ganxian_ledger.domain.views.monthly_measures import MeasureLine
from ganxian_ledger.domain.views.words import day_words, full_office


class Asking(NamedTuple):
    """Which letters are asked for.

    To which units (registered names; all where empty), of which kind (both where None), and how
    many days before its deadline a measure is due soon (the plan's own where None).
    """

    units: tuple[str, ...] = ()
    kind: Kind | None = None
    within: int | None = None


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
    """One letter: its words, and what it lists; `facts` are pairs of a heading and words."""

    kind: Kind
    unit: str
    title: str
    opening: str
    matters: Matters
    parts: tuple[Part, ...]
    """Those of the matters that are not empty."""
    demands: tuple[str, ...]
    day: date
    issuer: str
    facts: tuple[tuple[str, str], ...]


class Post(NamedTuple):
    """The letters of a run in the register's order, and what else there is to say of it."""

    letters: tuple[Letter, ...]
    remarks: tuple[str, ...]


def post(board: Board, period: Period, asking: Asking) -> Post:
    """The letters that are due, each of the kind that its matters ask for.

    The office writes no letter to itself.
    """
    held = rows_by_lead(board)
    office = board.ledger.units.named(board.ledger.plan.office)
    led = {unit: rows for unit, rows in held.items() if unit != office}
    asked = {unit: rows for unit, rows in led.items() if unit in (asking.units or led)}
    matters = {unit: matters_of(board, rows, asking.within) for unit, rows in asked.items()}
    letters = tuple(
        _letter(board, period, unit, matters[unit], asking, led=len(rows))
        for unit, rows in asked.items()
        if matters[unit].kind in ({asking.kind} if asking.kind else set(Kind))
    )
    own = len(held.get(office, ())) if office in (asking.units or held) else 0
    remarks = (
        *_others(matters, asking.kind),
        *said.remarks_on_asked(board, asking.units, tuple(held)),
        *said.remarks_on_office(office, own, _waiting(asked.values())),
    )
    return Post(letters, remarks)


def _others(matters: Mapping[str, Matters], kind: Kind | None) -> list[str]:
    """The units that get no letter: those of the other kind, and those without any matter."""
    others = [u for u, one in matters.items() if kind and one.kind not in {kind, None}]
    none = [unit for unit, one in matters.items() if one.kind is None]
    return said.remarks_on_others(kind, others, none)


def _waiting(asked: Iterable[list[Row]]) -> list[str]:
    return [row.id for rows in asked for row in rows if waits_for_check(row)]


def _letter(
    board: Board, period: Period, unit: str, matters: Matters, asking: Asking, *, led: int
) -> Letter:
    plan = board.ledger.plan
    return Letter(
        kind=matters.kind or Kind.REMINDER,
        unit=unit,
        title=said.title(board, period, matters),
        opening=said.opening(board, unit, led, matters),
        matters=matters,
        parts=tuple(part for part in _parts(board, matters, asking.within) if part.lines),
        demands=tuple(said.demands(board, matters)),
        day=board.day,
        issuer=full_office(plan),
        facts=(("方案文号", plan.number), ("数据截至", day_words(board.day))),
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
