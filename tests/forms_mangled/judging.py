"""Mangled forms through `collect`, a form of each unit at a time, and what is wrong with the end.

A form is refused, with words and a cell where a cell is at fault; or exactly what a reader of the
mangled form would say is in the ledger, under its unit and month. Nothing else may change.
"""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML
from tests.forms_mangled.reading import UNCLEAR, Reading, Told, reading_of
from tests.forms_mangled.samples import EVIDENCE, MONTH, RECEIVED, Sample

from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.domain.forms.outcome import FormOutcome, Status
from ganxian_ledger.usecases.collect import Request, collect

_FILES = ("tasks.yaml", "targets.yaml", "projects.yaml", "returns.yaml")
_WHOLE = ("F1", "F20", "F21", "F4")
"""Faults of a file, of its rows or of the ledger: cells are not looked at any more."""
_RIVAL = "F114"
"""A form of another unit has become one of this unit's by what was done to it."""


class Mangled(NamedTuple):
    """A form after what was done to it; `is_harmless`: people do that and it must be taken.

    `before` is the form before the last thing that was done to the file.
    """

    sample: Sample
    before: bytes
    content: bytes
    done: tuple[str, ...]
    is_harmless: bool = False

    @property
    def ending(self) -> str:
        return "xls" if self.content.startswith(b"\xd0\xcf") else "xlsx"


class Verdict(NamedTuple):
    """What became of a form, and what is wrong with that."""

    mangled: Mangled
    status: str
    wrong: tuple[str, ...]


def judged(
    ledger: Path, folder: Path, batch: Sequence[Mangled], *, partial: bool = False
) -> list[Verdict]:
    """Collect a batch, each form in a folder of its own with its evidence, and look at the end."""
    data = folder / "repo" / "data"
    shutil.copytree(ledger, data)
    (data / ".ledger.lock").touch()
    inbox = folder / "inbox"
    for number, one in enumerate(batch):
        place = inbox / f"{number:03}"
        place.mkdir(parents=True)
        (place / f"表.{one.ending}").write_bytes(one.content)
        (place / EVIDENCE).write_bytes(_evidence(one))
    old, before = _told(data), _everything(folder / "repo")
    try:
        made = collect(LedgerFolder(data), [inbox], Request(partial=partial), today=RECEIVED)
    except Exception as error:  # noqa: BLE001 (whatever it is, it is a fault)
        return [Verdict(one, "raised", (repr(error),)) for one in batch]
    new, after = _told(data), _everything(folder / "repo")
    records = _records(new)
    outcomes = {outcome.file: outcome for outcome in made.outcomes}
    verdicts = [
        _verdict(one, outcomes.get(f"{inbox.as_posix()}/{number:03}/表.{one.ending}"), records)
        for number, one in enumerate(batch)
    ]
    whole = tuple(_of_the_folder(old, new, before, after, verdicts))
    return [one._replace(wrong=(*one.wrong, *whole)) for one in verdicts]


def _evidence(one: Mangled) -> bytes:
    return f"验收 {one.sample.unit}".encode()


def _everything(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def _told(data: Path) -> dict[str, Any]:
    """The ledger's files as plain YAML, whatever they mean."""
    return {name: YAML(typ="safe").load(data / name) for name in _FILES if (data / name).exists()}


class Record(NamedTuple):
    """A record that came from a form: of which measure or target, and its fields."""

    mark: str
    identity: str
    fields: Mapping[str, Any]


def _records(told: Any) -> dict[str, list[Record]]:
    """The records by the sum of the form that they came from."""
    found: dict[str, list[Record]] = {}
    for mark, entry in _entries(told):
        for one in (*entry.get("log", ()), *entry.get("readings", ())):
            source = one.get("source")
            if isinstance(source, dict):
                found.setdefault(source["sha256"], []).append(Record(mark, entry["id"], one))
    return found


def _entries(told: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(told, dict):
        if "log" in told or "readings" in told:
            yield ("M" if "log" in told else "T"), told
        for one in told.values():
            yield from _entries(one)
    elif isinstance(told, list):
        for one in told:
            yield from _entries(one)


def _verdict(
    one: Mangled, outcome: FormOutcome | None, records: Mapping[str, list[Record]]
) -> Verdict:
    held = records.get(hashlib.sha256(one.content).hexdigest(), [])
    if outcome is None:
        return Verdict(one, "lost", ("there is no word of the file",))
    wrong = [*_of_records(one, outcome, held)]
    if outcome.status is Status.REFUSED:
        wrong += _of_refusal(one, outcome, held)
        if one.is_harmless and any(fault.code != _RIVAL for fault in outcome.faults):
            told = [f"{fault.code} {fault.message}" for fault in outcome.faults]
            wrong.append(f"refused without need: {told}")
    return Verdict(one, outcome.status.name.lower(), tuple(wrong))


def _of_refusal(one: Mangled, outcome: FormOutcome, held: Sequence[Record]) -> Iterator[str]:
    """A refusal says why, and where; nothing of the form is in the ledger."""
    if held:
        yield "refused, and recorded"
    grave = [fault for fault in outcome.faults if not fault.is_warning]
    if not grave or not all(fault.message for fault in grave):
        yield "refused without a word"
    if any(fault.code.startswith(_WHOLE) for fault in grave):
        return  # such a file is not opened here either: it could end this process
    reading = reading_of(one.content)
    if reading is None:
        return
    named = {(fault.spot.sheet, fault.spot.row, fault.spot.column) for fault in grave}
    for told in reading.rows.values():
        for key in told.unclear:
            if (told.sheet, told.row, told.places[key]) not in named:
                yield f"the cell of {told.key} {key} is not named"


def _of_records(one: Mangled, outcome: FormOutcome, held: Sequence[Record]) -> Iterator[str]:
    """What is recorded is what the form says, all of it, under its own unit."""
    if outcome.status is not Status.TAKEN:
        return
    reading = reading_of(one.content)
    if reading is None or not reading.rows:  # openpyxl is less patient than we are
        reading = reading_of(one.before)
    if reading is None:
        return
    by_row: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for record in held:
        by_row.setdefault((record.mark, record.identity), []).append(record.fields)
    for place, fields in by_row.items():
        yield from _of_row(one, place, reading, fields)
    refused = {(f.spot.sheet, f.spot.row) for f in outcome.faults if not f.is_warning}
    for place, row in reading.rows.items():
        if not row.is_blank and place not in by_row and (row.sheet, row.row) not in refused:
            yield f"{place} was filled in and is not recorded"


def _of_row(
    one: Mangled,
    place: tuple[str, str],
    reading: Reading,
    fields: Sequence[Mapping[str, Any]],
) -> Iterator[str]:
    row = reading.rows.get(place)
    if row is None or place in reading.doubled:
        yield f"{place} is recorded; the form has {'no such row' if row is None else 'two'}"
        return
    if tuple(map(_squeezed, one.sample.sent.get(row.key, ()))) != tuple(map(_squeezed, row.locked)):
        yield f"{place} is recorded, of a row that was not sent so: {row.key} {row.locked}"
    expected, found = dict(_expected(place[0], row)), dict(_found(place[0], fields))
    if expected != found:
        yield f"{place}: the form says {expected}, the ledger {found}"
    for field in fields:
        if field["by"] != one.sample.unit:
            yield f"{place} is recorded by {field['by']}"
        if place[0] == "M" and field["date"] != RECEIVED:
            yield f"{place} is recorded on {field['date']}"


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _expected(mark: str, row: Told) -> Iterator[tuple[str, Any]]:
    """The fields that a row leads to; something unclear never equals anything."""
    values = dict(row.values)
    if mark == "T":
        yield "date", values.pop("date", RECEIVED)
        yield "period", MONTH
    else:
        is_submitted = values.pop("submit", "否")
        yield "submit", object() if is_submitted is UNCLEAR else is_submitted == "是"
        names = values.pop("evidence", ()) if is_submitted == "是" else ()
        values.pop("evidence", None)
        yield "evidence", object() if names is UNCLEAR else len(names)
    for key, value in values.items():
        yield key, object() if value is UNCLEAR else value


def _found(mark: str, fields: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, Any]]:
    if mark == "M":
        submitted = [one for one in fields if one["type"] == "submit"]
        fields = [one for one in fields if one["type"] == "progress"]
        yield "submit", bool(submitted)
        yield "evidence", sum(len(one.get("evidence", ())) for one in submitted)
    if len(fields) != 1:
        yield "records", len(fields)
        return
    for key, value in fields[0].items():
        if key not in {"by", "source", "type", "estimated"} and (mark == "T" or key != "date"):
            yield key, _plain(value)


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return Decimal(repr(value)).normalize()
    return value.strip() if isinstance(value, str) else value


def _of_the_folder(
    old: Any,
    new: Any,
    before: Mapping[str, bytes],
    after: Mapping[str, bytes],
    verdicts: Sequence[Verdict],
) -> Iterator[str]:
    """Nothing but the records of taken forms is new; copies are what they are called after."""
    taken = [one for one in verdicts if one.status == "taken"]
    sums = {hashlib.sha256(one.mangled.content).hexdigest() for one in taken}
    if _without(new, sums) != _without(old, set()):
        yield "something else in the ledger has changed"
    if not taken and before != after:
        yield "nothing was taken, and files have changed"
    kept = {name for name in after if name not in before and not name.startswith("data/")}
    wanted = {
        source[key]
        for records in _records(new).values()
        for record in records
        for source in (record.fields["source"], *record.fields.get("evidence", ()))
        for key in ("path",)
    }
    if kept != wanted:
        yield f"copies without a record, or records without a copy: {sorted(kept ^ wanted)}"
    contents = Counter(hashlib.sha256(after[name]).hexdigest() for name in kept)
    evidence = {hashlib.sha256(_evidence(one.mangled)).hexdigest() for one in taken}
    if not contents.keys() <= sums | evidence:
        yield "a copy is not what was handed in"
    if {one["form"]["sha256"] for one in new.get("returns.yaml", {}).get("returns", ())} != sums:
        yield "the returns are not the forms that were taken"


def _without(told: Any, sums: set[str]) -> Any:
    """A ledger's files without the records that came from these forms, and without returns."""
    if isinstance(told, dict):
        whole = {key: _without(one, sums) for key, one in told.items() if key != "returns.yaml"}
        return {key: one for key, one in whole.items() if key not in {"log", "readings"} or one}
    if isinstance(told, list):
        return [_without(one, sums) for one in told if not _is_of(one, sums)]
    return told


def _is_of(one: Any, sums: set[str]) -> bool:
    source = one.get("source") if isinstance(one, dict) else None
    return isinstance(source, dict) and source["sha256"] in sums
