"""Documents to a ledger: every record is read, every fault is found, none hides another."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as MappingType
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from pydantic import ValidationError

from ganxian_ledger.adapters.yaml import salvage
from ganxian_ledger.adapters.yaml.document import Document, read_document
from ganxian_ledger.adapters.yaml.nodes import Mapping, Sequence, find
from ganxian_ledger.adapters.yaml.shape import finding_of
from ganxian_ledger.domain.model.files import FILES, REQUIRED
from ganxian_ledger.domain.model.ledger import Ledger, OfficeFiles, OfficialDays
from ganxian_ledger.domain.model.plan import NEXT_WORKING_DAY, Plan
from ganxian_ledger.domain.model.record import Record
from ganxian_ledger.domain.places import (
    ACCESS,
    ASSESSMENT,
    HOLIDAYS,
    LETTERS,
    PROJECTS,
    RETURNS,
    TARGETS,
    TASKS,
    UNITS,
    Place,
    Route,
)
from ganxian_ledger.domain.rules.found import found as fault_at
from ganxian_ledger.domain.rules.rule import Finding


@dataclass(frozen=True)
class Reading:
    """What came of reading a ledger's files.

    `ledger` always exists; where something was faulty, a neutral value stands in its place, and
    `faulty` says where, so that no rule speaks of it a second time.
    """

    ledger: Ledger
    documents: MappingType[str, Document]
    findings: tuple[Finding, ...]
    faulty: frozenset[Place] = field(default_factory=frozenset, repr=False)

    def is_faulty(self, place: Place) -> bool:
        """Whether the value at this place, or one around it, could not be read as it stands."""
        document = self.documents.get(place.file)
        return any(
            Place(place.file, place.route[:n]) in self.faulty for n in range(len(place.route) + 1)
        ) or (document is not None and document.span(place.route)[0] in self._told[place.file])

    def is_faulty_within(self, place: Place) -> bool:
        """Whether the value at this place, or a part of it, could not be read as it stands."""
        return place in self._around_faults or self.is_faulty(place)

    def unread(self, name: str) -> str | None:
        """The text of a file that could not be read; None where all of a file is missing."""
        if name not in self.documents and not any(f.place.file == name for f in self.findings):
            return ""  # it need not be there
        return _unread(self.documents, self.faulty, name)

    @cached_property
    def _around_faults(self) -> frozenset[Place]:
        return frozenset(
            Place(place.file, place.route[:n])
            for place in self.faulty
            for n in range(len(place.route))
        )

    @cached_property
    def _told(self) -> dict[str, frozenset[int]]:
        return {name: _told(document) for name, document in self.documents.items()}


def read_ledger(files: MappingType[str, bytes | Finding | None]) -> Reading:
    """Read the files of a ledger, given by name as bytes; None where a file is absent.

    A file that the system would not hand over is given as the finding that says so.
    """
    findings: list[Finding] = []
    faulty: set[Place] = set()
    documents: dict[str, Document] = {}
    records: dict[str, Any] = {}
    for name in FILES:
        data = files.get(name)
        if not isinstance(data, bytes):
            if name not in _OF_THE_OFFICE:
                records[name] = salvage.salvaged(FILES[name], {})
            findings.extend(_absent(name, data))
            if findings and findings[-1].place.file == name:
                faulty.add(Place(name))
            continue
        document = documents[name] = read_document(name, data)
        read = _read_file(document, FILES[name])
        records[name] = read.record
        findings.extend(read.findings)
        faulty.update(read.faulty)
    ledger = Ledger.of(
        records[TASKS],
        records[TARGETS],
        records[UNITS],
        records[PROJECTS],
        records[ACCESS],
        unread_tasks=_unread(documents, faulty, TASKS),
        unread_units=_unread_units(documents, faulty, office=records[TASKS].plan.office),
        office_files=_office_files(records),
    )
    return Reading(ledger, documents, tuple(findings), frozenset(faulty))


def _office_files(records: MappingType[str, Any]) -> OfficeFiles:
    """What the office keeps; the official calendar only where days of work matter."""
    plan: Plan = records[TASKS].plan
    official = OfficialDays()
    if plan.policy.return_holiday == NEXT_WORKING_DAY:
        from ganxian_ledger.adapters.holidays import official_days  # noqa: PLC0415 (this alone)

        official = official_days(range(plan.start.year, plan.due.year + 2))
    return OfficeFiles(
        records.get(RETURNS),
        records.get(LETTERS),
        records.get(HOLIDAYS),
        official,
        records.get(ASSESSMENT),
    )


_OF_THE_OFFICE = (RETURNS, LETTERS, HOLIDAYS, ASSESSMENT)
"""Files that need not be there; without them nothing is put in their place."""


def _absent(name: str, why: Finding | None) -> list[Finding]:
    if why is not None:
        return [why]
    if name not in REQUIRED:
        return []
    message = f"没有找到文件 {name}"
    return [fault_at("Y106", Place(name), message, "从 Git 找回，或用 --data 指明台账的目录")]


def _unread(
    documents: MappingType[str, Document], faulty: Iterable[Place], name: str
) -> str | None:
    """The text of a file that was set aside or is faulty; None where all of it is missing."""
    if name not in documents:
        return None
    document = documents[name]
    if not isinstance(document.root, Mapping):
        return document.unread or None
    routes = (place.route for place in faulty if place.file == name and place.route)
    return "\n".join([document.unread, *(_text_at(document, route) for route in routes)])


def _unread_units(
    documents: MappingType[str, Document], faulty: Iterable[Place], *, office: str
) -> str | None:
    """The unread part of units.yaml; of tasks.yaml too, where the office's name is missing."""
    units = _unread(documents, faulty, UNITS)
    if units is None or office:
        return units
    return "\n".join([units, _unread(documents, faulty, TASKS) or ""])


def _text_at(document: Document, route: Route) -> str:
    """All the text of a value; empty where it is missing."""
    try:
        around = find(document.root, route[:-1])
    except KeyError:
        return ""
    step = route[-1]
    if isinstance(around, Mapping) and step in around:
        start, end = around.values_at[str(step)]
    elif isinstance(around, Sequence) and isinstance(step, int) and step < len(around):
        start, end = around.items_at[step]
    else:
        return ""
    return document.text[start:end]


class _FileRead(NamedTuple):
    record: Record
    findings: tuple[Finding, ...]
    faulty: frozenset[Place]


def _read_file(document: Document, model: type[Record]) -> _FileRead:
    """The record of one file; where it is faulty, what could be saved of it."""
    found = [
        fault_at(f.code, Place(document.name), f.message, f.hint, span=f.span)
        for f in document.faults
    ]
    if not isinstance(document.root, Mapping):
        return _FileRead(
            salvage.salvaged(model, {}), tuple(found), frozenset({Place(document.name)})
        )
    told = _told(document)
    try:
        record = model.model_validate(document.root)
    except ValidationError as error:
        shape = [
            finding_of(document, model, detail)
            for detail in error.errors(include_url=False, include_input=False)
        ]
        faulty = frozenset(f.place._replace(is_key=False) for f in shape)
        found.extend(
            f for f in shape if document.span(f.place.route)[0] not in told or f.place.is_key
        )
        return _FileRead(salvage.salvaged(model, document.root), tuple(found), faulty)
    return _FileRead(record, tuple(found), frozenset())


def _told(document: Document) -> frozenset[int]:
    """Where the values begin whose text itself is faulty."""
    return frozenset(f.span[0] for f in document.faults if f.code in _OF_VALUES)


_OF_VALUES = frozenset({"Y104", "Y105", "Y203", "Y204", "Y207"})
"""Faults of the text that explain every other fault of the same value."""
