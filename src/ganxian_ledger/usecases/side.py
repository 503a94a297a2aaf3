"""One state of one ledger file that is to be merged: its text, what it says, and its errors."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ganxian_ledger.adapters.yaml import lint
from ganxian_ledger.adapters.yaml.document import Document, read_document
from ganxian_ledger.adapters.yaml.load import Reading, read_ledger
from ganxian_ledger.adapters.yaml.nodes import Mapping
from ganxian_ledger.domain.model.files import UnitsFile
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
)
from ganxian_ledger.domain.rules.checks import checks_of
from ganxian_ledger.domain.rules.rule import Finding, Severity, run

_KNOWN_BY = {
    "sections": TASKS,
    "targets": TARGETS,
    "units": UNITS,
    "projects": PROJECTS,
    "people": ACCESS,
    "returns": RETURNS,
    "letters": LETTERS,
    "blocks": ASSESSMENT,
    "days": HOLIDAYS,
    "years": HOLIDAYS,
}
"""The key that tells which file of a ledger a text is."""


@dataclass(frozen=True)
class Side:
    """One state of a file, read as if it were alone; what others say of it is not known."""

    name: str
    reading: Reading

    @property
    def document(self) -> Document:
        """The file as read."""
        return self.reading.documents[self.name]

    @property
    def data(self) -> bytes:
        """Its bytes."""
        return self.document.source.data

    @property
    def is_sound(self) -> bool:
        """Whether all of it could be read."""
        return not any(finding.code[0] == "Y" for finding in self.errors)

    @property
    def file(self) -> Record:
        """What it says."""
        ledger = self.reading.ledger
        units = ledger.units
        listed = UnitsFile.model_construct(schema_version=1, units=units.units[: units.listed])
        found: Record | None = {
            TASKS: ledger.tasks,
            TARGETS: ledger.targets_file,
            UNITS: listed,
            PROJECTS: ledger.projects_file,
            RETURNS: ledger.office_files.returns,
            LETTERS: ledger.office_files.letters,
            ASSESSMENT: ledger.assessment,
            HOLIDAYS: ledger.office_files.holidays,
        }.get(self.name)
        return found or listed.model_copy(update={"units": ()})

    @cached_property
    def errors(self) -> tuple[Finding, ...]:
        """The errors that stand in it."""
        reading = self.reading
        ruled = (
            found
            for found in run(checks_of(reading.ledger), reading.ledger, date.max)
            if not reading.is_faulty(found.place)
        )
        return tuple(
            found
            for found in (*reading.findings, *ruled)
            if found.place.file == self.name and found.severity is Severity.ERROR
        )


def side_of(data: bytes) -> Side | None:
    """A state of a ledger's file; None where the bytes are of none."""
    root = read_document(TASKS, data).root
    keys = root if isinstance(root, Mapping) else ()
    name = next((name for key, name in _KNOWN_BY.items() if key in keys), None)
    return Side(name, read_ledger({name: data})) if name else None


def alike(data: bytes, ours: bytes) -> bytes:
    """Bytes with our line ends and our byte order mark, where ours are of one kind."""
    text, mine = lint.decode(data), lint.decode(ours)
    if any(fault.code in {"Y101", "Y108"} for fault in (*text.faults, *mine.faults)):
        return data
    body = text.text
    if "\r" not in mine.text:
        body = body.replace("\r\n", "\n")
    elif mine.text.count("\r\n") == mine.text.count("\n") == mine.text.count("\r"):
        body = body.replace("\r\n", "\n").replace("\n", "\r\n")
    return (b"\xef\xbb\xbf" if mine.has_bom else b"") + body.encode("utf-8")


def brought(merged: Side, *sides: Side) -> list[Finding]:
    """The errors of the merged file that neither side has."""
    known = Counter(_what(found) for side in sides for found in side.errors)
    new = []
    for found in merged.errors:
        if known[_what(found)]:
            known[_what(found)] -= 1
        else:
            new.append(found)
    return new


def _what(found: Finding) -> tuple[str, str]:
    return found.code, found.message
