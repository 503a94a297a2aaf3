"""Every place of a ledger that names a unit, for the rules about names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from ganxian_ledger.domain.model.event import Transfer
from ganxian_ledger.domain.model.ledger import Entry, Ledger
from ganxian_ledger.domain.places import ASSESSMENT, UNITS, Place, Route

if TYPE_CHECKING:  # most ledgers have no scheme
    from ganxian_ledger.domain.model.assessment import AssessmentFile, Mark, Veto


class Named(NamedTuple):
    """Where a unit is named (in which record, and where in it), as what, and by which name."""

    record: Place
    route: Route
    role: str
    name: str

    @property
    def place(self) -> Place:
        """The place of the name itself."""
        return Place(self.record.file, self.record.route + self.route)


def named_units(ledger: Ledger) -> Iterator[Named]:
    """Every unit that the files name."""
    for entry in ledger.entries:
        yield from _of_measure(entry)
    for place, target in ledger.located_targets():
        yield from _of_leads(place, ("lead",), target.lead or ())
        for i, reading in enumerate(target.readings):
            yield Named(place, ("readings", i, "by"), "记录单位", reading.by)
    for place, project in ledger.located_projects():
        yield Named(place, ("owner",), "责任单位", project.owner)
        for i, event in enumerate(project.log):
            yield Named(place, ("log", i, "by"), "记录单位", event.by)
    yield from _of_members_and_people(ledger)
    yield from _of_the_office(ledger)


def _of_members_and_people(ledger: Ledger) -> Iterator[Named]:
    for i, unit in enumerate(ledger.units):
        place = Place(UNITS, ("units", i))
        for j, member in enumerate(unit.members):
            yield Named(place, ("members", j), "成员", member)
    for place, person in ledger.located_people():
        for i, name in enumerate(person.unit):
            yield Named(place, ("unit", i), "所属单位", name)


def _of_the_office(ledger: Ledger) -> Iterator[Named]:
    """Whom forms came from, whom letters went to, and who was given marks."""
    for place, returned in ledger.located_returns():
        yield Named(place, ("unit",), "报送单位", returned.unit)
        yield Named(place, ("by",), "记录单位", returned.by)
    for place, letter in ledger.located_letters():
        for i, name in enumerate(letter.to):
            yield Named(place, ("to", i), "主送单位", name)
        yield Named(place, ("by",), "发函单位", letter.by)
        for i, answer in enumerate(letter.answers):
            yield Named(place, ("answers", i, "by"), "答复单位", answer.by)
    if ledger.assessment is not None:
        yield from _of_marks(ledger.assessment)


def _of_marks(scheme: AssessmentFile) -> Iterator[Named]:
    given: dict[str, tuple[Mark | Veto, ...]] = {"marks": scheme.marks, "veto": scheme.veto}
    for key, records in given.items():
        for i, one in enumerate(records):
            place = Place(ASSESSMENT, (key, i))
            yield Named(place, ("unit",), "考评单位", one.unit)
            yield Named(place, ("by",), "记录单位", one.by)


def _of_measure(entry: Entry) -> Iterator[Named]:
    yield from named_in(entry)
    for i, event in enumerate(entry.measure.log):
        yield Named(entry.place, ("log", i, "by"), "记录单位", event.by)
        if isinstance(event, Transfer):
            yield from _of_leads(entry.place, ("log", i, "lead"), event.lead)


def named_in(entry: Entry) -> Iterator[Named]:
    """The lead and the support of a measure as issued."""
    yield from _of_leads(entry.place, ("lead",), entry.measure.lead)
    for i, name in enumerate(entry.measure.support):
        yield Named(entry.place, ("support", i), "责任单位", name)


def _of_leads(record: Place, route: Route, names: tuple[str, ...]) -> Iterator[Named]:
    """The leads as elements of a list; where one name stands alone, the document finds it too."""
    for i, name in enumerate(names):
        yield Named(record, (*route, i), "牵头单位", name)
