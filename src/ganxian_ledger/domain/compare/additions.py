"""What an edit records: every record that only the head has, also of what only the head has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ganxian_ledger.domain.compare.edit import Edit
from ganxian_ledger.domain.compare.traits import Logged
from ganxian_ledger.domain.model.event import Closure, Submission
from ganxian_ledger.domain.model.files import (
    LETTERS_TITLE,
    MARKS_TITLE,
    RETURNS_TITLE,
    VETO_TITLE,
)
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.places import ASSESSMENT, LETTERS, RETURNS, TASKS, Place


class Addition(NamedTuple):
    """One record: the list it stands in (whose, all records, its place), and its position there."""

    id: str
    records: Sequence[Logged]
    list_place: Place
    position: int

    @property
    def place(self) -> Place:
        """Where the record stands in the head."""
        return self.list_place / self.position

    @property
    def record(self) -> Logged:
        """The record itself."""
        return self.records[self.position]

    @property
    def answered(self) -> Addition | None:
        """For a closing the submission that it answers, published or not; None where none waits."""
        if not isinstance(self.record, Closure):
            return None
        for position in range(self.position - 1, -1, -1):
            earlier = self.records[position]
            if isinstance(earlier, Submission):
                return self._replace(position=position)
            if getattr(earlier, "type", "") in {"return", "reopen", "close"}:
                return None
        return None


def additions(edit: Edit) -> Iterator[Addition]:
    """Every record that only the head has, in the order of the files' kinds."""
    for log, position, _ in edit.new_records:
        yield Addition(log.id, log.new, log.new_place, position)
    for identity, records, place in _lists_of_the_new(edit):
        for position in range(len(records)):
            yield Addition(identity, records, place, position)


def _lists_of_the_new(edit: Edit) -> Iterator[tuple[str, Sequence[Logged], Place]]:
    """The lists of measures, targets and projects that the base has not, by whatever number."""
    paired = {log.new_place for log in edit.recorded}
    old = {(place.file, identity) for identity, _, place in lists_of(edit.base)}
    for identity, records, place in lists_of(edit.head):
        unread = place.file == TASKS and edit.base.may_have_measure(identity)
        is_old = place in paired or (place.file, identity) in old or unread
        if records and not is_old:
            yield identity, records, place


def lists_of(ledger: Ledger, file: str = "") -> Iterator[tuple[str, Sequence[Logged], Place]]:
    """Every append-only list of a ledger (or of one file): whose it is, its records, its place."""
    return (one for one in _lists_of(ledger) if file in {"", one[2].file})


def _lists_of(ledger: Ledger) -> Iterator[tuple[str, Sequence[Logged], Place]]:
    for entry in ledger.entries:
        yield entry.id, entry.measure.log, entry.place / "log"
    for place, target in ledger.located_targets():
        yield target.id, target.readings, place / "readings"
    for place, project in ledger.located_projects():
        yield project.id, project.log, place / "log"
    yield RETURNS_TITLE, ledger.returns, Place(RETURNS, ("returns",))
    if ledger.assessment is not None:
        yield MARKS_TITLE, ledger.assessment.marks, Place(ASSESSMENT, ("marks",))
        yield VETO_TITLE, ledger.assessment.veto, Place(ASSESSMENT, ("veto",))
    yield LETTERS_TITLE, ledger.letters, Place(LETTERS, ("letters",))
