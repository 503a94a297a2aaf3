"""What two states of a ledger say differently, thing by thing; layout and order of things aside."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple, cast

from ganxian_ledger.domain.compare.alignment import Alignment, aligned
from ganxian_ledger.domain.compare.scheme import scheme_edits
from ganxian_ledger.domain.compare.traits import TRAITS
from ganxian_ledger.domain.compare.words import FieldEdit, fields_edited
from ganxian_ledger.domain.model.files import (
    HOLIDAYS_TITLE,
    LETTERS_TITLE,
    RETURNS_TITLE,
    SCHEME_TITLE,
)
from ganxian_ledger.domain.model.ledger import Ledger, OfficeFiles
from ganxian_ledger.domain.model.record import Record


class Kind(StrEnum):
    """The things that a ledger is made of, in the order in which their changes are told."""

    PLAN = "plan"
    POLICY = "policy"
    SECTION = "section"
    TASK = "task"
    MEASURE = "measure"
    TARGET = "target"
    PROJECT = "project"
    UNIT = "unit"
    RETURNS = "returns"
    LETTERS = "letters"
    ASSESSMENT = "assessment"
    HOLIDAYS = "holidays"


class What(StrEnum):
    """What became of a thing, or of one record of its log."""

    ADDED = "added"
    REMOVED = "removed"
    EDITED = "edited"
    RECORDED = "recorded"
    REWRITTEN = "rewritten"
    WITHDRAWN = "withdrawn"
    MOVED = "moved"


class Key(NamedTuple):
    """Which thing: its kind, and its number, name, or whatever it is known by."""

    kind: Kind
    id: str


class Held(NamedTuple):
    """A thing with the number of what it stands under (a measure's task, a task's section)."""

    thing: Record
    under: str = ""


class Change(NamedTuple):
    """One difference. `field` is set for edited things, the two records for those of a log."""

    key: Key
    what: What
    thing: Record
    before: Any = None
    after: Any = None
    field: FieldEdit | None = None

    @property
    def came(self) -> Hashable:
        """What is there now and was not before: the same in comparisons with other states."""
        if self.field is not None:
            return self.key, self.field.key, self.field.after
        return self.key, self.after, self.what in {What.ADDED, What.MOVED}

    @property
    def went(self) -> Hashable:
        """What was there before and is no more."""
        return self.key, self.before


LOGS: Mapping[Kind, tuple[str, ...]] = {
    Kind.MEASURE: ("log",),
    Kind.TARGET: ("readings",),
    Kind.PROJECT: ("log",),
    Kind.RETURNS: ("returns",),
    Kind.LETTERS: ("letters",),
    Kind.ASSESSMENT: ("marks", "veto"),
}
_OWN: Mapping[Kind, tuple[str, ...]] = {Kind.SECTION: ("title",), Kind.TASK: ("title",)}
_APART = frozenset({"id", "name", "log", "readings", "returns", "letters", "policy"})
_UNDER: Mapping[Kind, str] = {Kind.MEASURE: "所属任务", Kind.TASK: "所属章节"}


def things_of(ledger: Ledger) -> dict[Key, Held]:
    """Everything in a ledger by what it is known by; of two with one number the first."""
    found: dict[Key, Held] = {}
    for key, held in _things(ledger):
        found.setdefault(key, held)
    return found


def _things(ledger: Ledger) -> Iterator[tuple[Key, Held]]:
    yield Key(Kind.PLAN, ""), Held(ledger.plan)
    yield Key(Kind.POLICY, ""), Held(ledger.plan.policy)
    for section in ledger.sections:
        yield Key(Kind.SECTION, section.id), Held(section)
        yield from ((Key(Kind.TASK, t.id), Held(t, section.id)) for t in section.tasks)
    for entry in ledger.ordered:
        yield Key(Kind.MEASURE, entry.id), Held(entry.measure, entry.task.id)
    yield from ((Key(Kind.TARGET, t.id), Held(t)) for t in ledger.targets)
    yield from ((Key(Kind.PROJECT, p.id), Held(p)) for p in ledger.projects)
    yield from (
        (Key(Kind.UNIT, u.name), Held(u)) for u in ledger.units.units[: ledger.units.listed]
    )
    yield from _kept(ledger.office_files)


def _kept(files: OfficeFiles) -> Iterator[tuple[Key, Held]]:
    """The files of the office's month, each one thing."""
    found: tuple[tuple[Kind, str, Record | None], ...] = (
        (Kind.RETURNS, RETURNS_TITLE, files.returns),
        (Kind.LETTERS, LETTERS_TITLE, files.letters),
        (Kind.ASSESSMENT, SCHEME_TITLE, files.assessment),
        (Kind.HOLIDAYS, HOLIDAYS_TITLE, files.holidays),
    )
    for kind, title, file in found:
        if file is not None:
            yield Key(kind, title), Held(file)


def differences(base: Ledger, head: Ledger) -> tuple[Change, ...]:
    """Everything that two states say differently; nothing where they mean the same."""
    before, after = things_of(base), things_of(head)
    keys = sorted({**after, **before}, key=lambda key: list(Kind).index(key.kind))
    return tuple(c for key in keys for c in changes_of(key, before.get(key), after.get(key)))


def changes_of(key: Key, before: Held | None, after: Held | None) -> Iterator[Change]:
    """What became of one thing and of its logs; a thing that came or went brings them along."""
    if before is None or after is None:
        yield from _come_or_gone(key, before, after)
        return
    yield from _edited(key, before, after)
    for log in LOGS.get(key.kind, ()):
        old, new = getattr(before.thing, log), getattr(after.thing, log)
        if old != new:
            yield from _logged(key, after.thing, old, new)


def _come_or_gone(key: Key, before: Held | None, after: Held | None) -> Iterator[Change]:
    held = after or before
    if held is None:
        return
    yield Change(key, What.REMOVED if after is None else What.ADDED, held.thing)
    for log in LOGS.get(key.kind, ()) if after is not None else ():
        for record in getattr(held.thing, log):
            yield Change(key, What.RECORDED, held.thing, after=record)


def _edited(key: Key, before: Held, after: Held) -> Iterator[Change]:
    old, new = before.thing, after.thing
    if before.under != after.under and key.kind in _UNDER:
        edit = FieldEdit("under", _UNDER[key.kind], before.under, after.under)
        yield Change(key, What.EDITED, new, old, new, edit)
    own = _OWN.get(key.kind) or tuple(k for k in type(new).model_fields if k not in _APART)
    names = ("name", *own) if key.kind in {Kind.TARGET, Kind.PROJECT} else own
    if old == new:
        return
    if key.kind is Kind.ASSESSMENT:
        edits = [one.field for one in scheme_edits(cast("Any", old), cast("Any", new))]
    else:
        edits = fields_edited(old, new, names)
    for edit in edits:
        yield Change(key, What.EDITED, new, old, new, edit)


def _logged(key: Key, thing: Record, old: Sequence[Any], new: Sequence[Any]) -> Iterator[Change]:
    parts: Alignment = aligned(old, new, *TRAITS)
    for pair in parts.changed:
        yield Change(key, What.REWRITTEN, thing, old[pair.before], new[pair.after])
    for pair in parts.moved:
        yield Change(key, What.MOVED, thing, old[pair.before], new[pair.after])
    for n in parts.removed:
        yield Change(key, What.WITHDRAWN, thing, old[n])
    for n in (*parts.inserted, *parts.appended):
        yield Change(key, What.RECORDED, thing, after=new[n])
