"""Every kind of fault has words, and the examples of the cells are what they say."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.support.forms import DAY, form_of, raw_book, raw_cells, small_ledger

from ganxian_ledger.domain.forms.answers import Answers, Desk, answers_of
from ganxian_ledger.domain.forms.beside import Beside
from ganxian_ledger.domain.forms.fault import FaultKind, Typed
from ganxian_ledger.domain.forms.faults import FAULTS
from ganxian_ledger.domain.forms.form import MEASURES
from ganxian_ledger.domain.forms.identify import Asking
from ganxian_ledger.domain.forms.raw import RawCell
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.usecases.opening import open_sound

TYPED = [kind for kind in FAULTS if kind.good.cells]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    folder: Path = tmp_path_factory.mktemp("ledger")
    return open_sound(small_ledger(folder), DAY).ledger


def answered(ledger: Ledger, example: Typed) -> Answers:
    """A form with what the example types into the row of 8.3, or of pm25."""
    row = "8.3" if example.sheet == MEASURES else "pm25"
    given: Mapping[tuple[str, str, str], RawCell] = {
        (example.sheet, row, key): cell for key, cell in example.cells.items()
    }
    form = form_of(ledger)
    desk = Desk.of(Board(ledger, DAY), Asking(DAY))
    return answers_of(raw_book(raw_cells(form, given)), desk, Beside.of(["验收单.pdf"]), form)


@pytest.mark.parametrize("kind", TYPED, ids=lambda kind: kind.code)
def test_the_good_example_is_taken_without_a_word(ledger: Ledger, kind: FaultKind) -> None:
    assert answered(ledger, kind.good).every_fault == ()


@pytest.mark.parametrize("kind", TYPED, ids=lambda kind: kind.code)
def test_the_bad_example_has_this_fault_and_no_other(ledger: Ledger, kind: FaultKind) -> None:
    faults = answered(ledger, kind.bad).every_fault

    assert [fault.code for fault in faults] == [kind.code]
    assert faults[0].message
    assert faults[0].remedy
    assert faults[0].spot.cell


def test_codes_and_names_are_unique_and_every_kind_says_why() -> None:
    assert len({kind.code for kind in FAULTS}) == len({kind.name for kind in FAULTS}) == len(FAULTS)
    assert all(kind.why and kind.good.shown and kind.bad.shown for kind in FAULTS)
    assert [kind.code for kind in FAULTS] == sorted(kind.code for kind in FAULTS)
