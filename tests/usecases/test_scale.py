"""Many units: what the office looks at in a month takes steps in proportion to their number.

Steps are calls of functions, so that a busy machine changes nothing.
"""

from __future__ import annotations

import cProfile
import pstats
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from bench.offices import MONTH, make

from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.domain.forms.build import forms_of
from ganxian_ledger.domain.model.calendar import Period, parse_period
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.scoring.score import score
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.state.ladder import rungs_of
from ganxian_ledger.domain.state.returning import returns_of
from ganxian_ledger.domain.views.month import month
from ganxian_ledger.usecases.opening import open_sound

TODAY = date(2024, 6, 25)
FEW, MANY = 20, 200
MOST = 12
"""How many times the steps of a few units many may take; the units are ten times as many."""

Look = Callable[[Board, Period], object]


def _score(board: Board, period: Period) -> object:
    assert board.ledger.assessment is not None
    return score(board, board.ledger.assessment, period)


LOOKS: dict[str, Look] = {
    "forms": lambda board, period: forms_of(board, period, "0123456789ab"),
    "returns": returns_of,
    "ladder": rungs_of,
    "month": lambda board, period: month(board, period, path="data"),
    "score": _score,
}


@pytest.fixture(scope="module")
def ledgers(tmp_path_factory: pytest.TempPathFactory) -> list[Ledger]:
    """A ledger of a few units, and one of ten times as many."""
    folder: Path = tmp_path_factory.mktemp("scale")
    for units in (FEW, MANY):
        make(folder / str(units), units)
    folders = (LedgerFolder(folder / str(units)) for units in (FEW, MANY))
    return [open_sound(one, TODAY).ledger for one in folders]


def steps(look: Look, ledger: Ledger) -> int:
    """How many functions are called for one look at a ledger, read already."""
    period = parse_period(MONTH)
    assert isinstance(period, Period)
    profile = cProfile.Profile()
    profile.runcall(look, Board(ledger, TODAY), period)
    counted: int = pstats.Stats(profile).total_calls  # type: ignore[attr-defined]  # it is there
    return counted


@pytest.mark.parametrize("name", LOOKS)
def test_ten_times_as_many_units_take_about_ten_times_as_many_steps(
    name: str, ledgers: list[Ledger]
) -> None:
    steps(LOOKS[name], ledgers[0])  # what is loaded or worked out once
    few, many = (steps(LOOKS[name], ledger) for ledger in ledgers)
    assert many < few * MOST, f"{few} → {many}"
