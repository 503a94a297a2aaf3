"""What the monthly return asks of each lead unit: its open measures and its unsettled targets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ganxian_ledger.domain.state.attainment import Attainment, Verdict
from ganxian_ledger.domain.state.board import Board, Row
from ganxian_ledger.domain.state.steps import State


class Asked(NamedTuple):
    """What one unit is asked for; `waiting` are measures that wait for the office (待核查)."""

    measures: tuple[Row, ...] = ()
    targets: tuple[Attainment, ...] = ()
    waiting: tuple[Row, ...] = ()


def asked_of(board: Board) -> Mapping[str, Asked]:
    """By registered name, in the register's order, every unit that is asked for something.

    The first lead answers for all; a group of units answers as itself. Closed and cancelled
    measures are left out, and targets that are settled: those of a closed or cancelled measure,
    and cumulative ones that have reached their goal.
    """
    measures: dict[str, list[Row]] = {}
    waiting: dict[str, list[Row]] = {}
    for row in board.rows:
        if row.state.is_open:
            measures.setdefault(row.lead[0], []).append(row)
        elif row.state is State.SUBMITTED:
            waiting.setdefault(row.lead[0], []).append(row)
    targets: dict[str, list[Attainment]] = {}
    done = {row.id for row in board.rows if not row.state.is_unfinished}
    for one in board.attainments:
        leads = board.leads_of(one.target)
        if leads and not is_settled(one) and one.target.clause not in done:
            targets.setdefault(leads[0], []).append(one)
    names = dict.fromkeys((*(unit.name for unit in board.ledger.units), *measures, *targets))
    return {
        name: Asked(
            tuple(measures.get(name, ())),
            tuple(targets.get(name, ())),
            tuple(waiting.get(name, ())),
        )
        for name in names
        if name in measures or name in targets
    }


def is_settled(one: Attainment) -> bool:
    """Whether a target's goal is reached for good: amounts that only count up."""
    return one.target.kind == "cumulative" and one.verdict is Verdict.MET
