"""Every place of a ledger that names a unit, for the rules about names."""

from __future__ import annotations

from collections.abc import Iterator

from ganxian_ledger.domain.model.event import Transfer
from ganxian_ledger.domain.model.ledger import Entry, Ledger
from ganxian_ledger.domain.places import UNITS, Place

Named = tuple[Place, str, str]
"""Where a unit is named, as what (牵头单位 …), and the name as written."""


def named_units(ledger: Ledger) -> Iterator[Named]:
    """Every unit that the files name, in the order of the files."""
    for entry in ledger.entries:
        yield from _of_measure(entry)
    for place, target in ledger.located_targets():
        yield from _of_leads(place / "lead", target.lead or ())
        for i, reading in enumerate(target.readings):
            yield place / "readings" / i / "by", "记录单位", reading.by
    for place, project in ledger.located_projects():
        yield place / "owner", "责任单位", project.owner
        for i, event in enumerate(project.log):
            yield place / "log" / i / "by", "记录单位", event.by
    for i, unit in enumerate(ledger.units):
        for j, member in enumerate(unit.members):
            yield Place(UNITS, ("units", i, "members", j)), "成员", member


def _of_measure(entry: Entry) -> Iterator[Named]:
    yield from _of_leads(entry.place / "lead", entry.measure.lead)
    for i, name in enumerate(entry.measure.support):
        yield entry.place / "support" / i, "责任单位", name
    for i, event in enumerate(entry.measure.log):
        yield entry.place / "log" / i / "by", "记录单位", event.by
        if isinstance(event, Transfer):
            yield from _of_leads(entry.place / "log" / i / "lead", event.lead)


def _of_leads(place: Place, names: tuple[str, ...]) -> Iterator[Named]:
    """A lead is one name at the place, or a list below it; the document knows which."""
    for i, name in enumerate(names):
        yield (place / i if len(names) > 1 else place), "牵头单位", name
