"""Everything in a ledger that has a date of its own, for the rules about dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple, Protocol

from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.places import ASSESSMENT, LETTERS, RETURNS, Place


class Dated(Protocol):
    """A record or a reading."""

    @property
    def date(self) -> date:
        """The day that it speaks of."""


class Dates(NamedTuple):
    """A list of dated records: where it stands, and what it holds."""

    place: Place
    records: Sequence[Dated]


def logs(ledger: Ledger) -> Iterator[Dates]:
    """The logs of the measures and of the projects, in which dates never go back."""
    for entry in ledger.entries:
        yield Dates(entry.place / "log", entry.measure.log)
    for place, project in ledger.located_projects():
        yield Dates(place / "log", project.log)


def readings(ledger: Ledger) -> Iterator[Dates]:
    """The readings of the targets, which may come in any order."""
    for place, target in ledger.located_targets():
        yield Dates(place / "readings", target.readings)


def kept(ledger: Ledger) -> Iterator[Dates]:
    """What the office keeps of its month, which may come in any order."""
    yield Dates(Place(RETURNS, ("returns",)), ledger.returns)
    if ledger.assessment is not None:
        yield Dates(Place(ASSESSMENT, ("marks",)), ledger.assessment.marks)
        yield Dates(Place(ASSESSMENT, ("veto",)), ledger.assessment.veto)
    yield Dates(Place(LETTERS, ("letters",)), ledger.letters)
    for place, letter in ledger.located_letters():
        yield Dates(place / "answers", letter.answers)
