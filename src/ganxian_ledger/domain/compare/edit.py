"""Edit: two states of one ledger, and what is known of how one became the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from ganxian_ledger.domain.compare.alignment import Alignment, Pair, aligned
from ganxian_ledger.domain.compare.correction import Correction
from ganxian_ledger.domain.compare.pairing import Both, Kind, Located, Paired, paired
from ganxian_ledger.domain.compare.scheme import SchemeEdit, scheme_edits
from ganxian_ledger.domain.compare.traits import TRAITS, Logged
from ganxian_ledger.domain.compare.words import FieldEdit, fields_edited
from ganxian_ledger.domain.model.access import Person
from ganxian_ledger.domain.model.files import (
    LETTERS_TITLE,
    MARKS_TITLE,
    RETURNS_TITLE,
    VETO_TITLE,
)
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.model.letter import Letter
from ganxian_ledger.domain.model.project import Project
from ganxian_ledger.domain.model.record import Record
from ganxian_ledger.domain.model.target import Target
from ganxian_ledger.domain.places import ASSESSMENT, LETTERS, RETURNS, Place


class Author(NamedTuple):
    """Who committed something: what the commit says, and whose key signed it, if a known one did.

    `unsigned` says why no known key did; without a `commit` nobody knows who it was.
    """

    commit: str
    name: str
    email: str
    signer: Person | None = None
    unsigned: str = ""


class Fault(NamedTuple):
    """Where the base could not be read; `span` where no route leads there."""

    place: Place
    span: tuple[int, int] | None = None


class LogEdit(NamedTuple):
    """What became of one append-only list: a measure's log, a target's readings, a project's log.

    `old_place` and `new_place` are those of the list; `parts` holds positions in `old` and `new`.
    """

    id: str
    old: Sequence[Logged]
    new: Sequence[Logged]
    old_place: Place
    new_place: Place
    parts: Alignment

    @property
    def published(self) -> Iterator[Logged]:
        """The old records that could be read."""
        parts = self.parts
        known = (*parts.kept, *parts.changed, *parts.moved)
        return (self.old[n] for n in sorted((*(pair.before for pair in known), *parts.removed)))


def _never(_place: Place) -> bool:
    return False


@dataclass(frozen=True)
class Edit:
    """The ledger before (`base`) and after (`head`) an edit.

    `is_unknown_before` and `is_unknown_after` tell whether something, or a part of it, could not be
    read in the base or the head; `unread` holds the text of each file of the head that could not
    be read (None where all of it is missing). `digests` holds the SHA-256 of each file of evidence
    that the head names, None where it is not there; `woven` the places of the records that stood
    last when they were recorded, and that a merge put before published ones. `authors` tells who
    committed each new record, by its place in the head (and each published submission that a new
    closing answers), `changers` who changed a file that only the office changes, by the file's
    name, `correctors` who declared corrections, by commit; all three are empty where the base has
    no access.yaml.
    """

    base: Ledger
    head: Ledger
    corrections: tuple[Correction, ...] = ()
    is_unknown_before: Callable[[Place], bool] = _never
    is_unknown_after: Callable[[Place], bool] = _never
    unread: Mapping[str, str | None] = field(default_factory=dict)
    faults_before: tuple[Fault, ...] = ()
    digests: Mapping[str, str | None] = field(default_factory=dict)
    woven: frozenset[Place] = frozenset()
    authors: Mapping[Place, Author] = field(default_factory=dict)
    changers: Mapping[str, tuple[Author, ...]] = field(default_factory=dict)
    correctors: Mapping[str, Author] = field(default_factory=dict)

    def correction(self, *subjects: str) -> Correction | None:
        """The correction that a commit declares for one of these subjects."""
        whole = (one for one in self.corrections if one.is_whole)
        return next((one for one in whole if one.subject in subjects), None)

    def may_hold(self, file: str, text: str) -> bool:
        """Whether something may stand in the part of a file that could not be read."""
        unread = self.unread.get(file, "")
        return unread is None or text in unread

    def is_unread(self, file: str) -> bool:
        """Whether a file of the head, or a part of it, could not be read."""
        return self.unread.get(file, "") != ""

    @property
    def measures(self) -> tuple[Both, ...]:
        """Every measure that is in both states, in the order of the new one."""
        return self._measures.both

    @property
    def targets(self) -> tuple[Both, ...]:
        """Every target that is in both states."""
        return self._targets.both

    @property
    def projects(self) -> tuple[Both, ...]:
        """Every project that is in both states."""
        return self._projects.both

    @property
    def measures_gone(self) -> Iterator[Located]:
        """The measures that the head has no longer, by whatever number."""
        has, may_have = self.head.has_measure, self.head.may_have_measure
        if all(entry.id for entry in self.head.entries):
            gone = self._measures.gone
            yield from (o for o in gone if has(o.record.id) or not may_have(o.record.id))

    @property
    def targets_gone(self) -> Iterator[Located]:
        """The targets that the head has no longer."""
        return self._gone(self._targets, [target.id for target in self.head.targets])

    @property
    def projects_gone(self) -> Iterator[Located]:
        """The projects that the head has no longer."""
        return self._gone(self._projects, [project.id for project in self.head.projects])

    @cached_property
    def logs(self) -> tuple[LogEdit, ...]:
        """Every append-only list of the records that are in both states."""
        return (
            *(self._log(one, "log") for one in self.measures),
            *(self._log(one, "readings") for one in self.targets),
            *(self._log(one, "log") for one in self.projects),
        )

    @cached_property
    def recorded(self) -> tuple[LogEdit, ...]:
        """The logs, and what the office keeps: forms taken in, marks and vetoes, letters sent."""
        forms = Place(RETURNS, ("returns",))
        return (
            *self.logs,
            self._listed(RETURNS_TITLE, forms, self.base.returns, self.head.returns),
            *self._given(),
            self._sent,
        )

    @cached_property
    def _sent(self) -> LogEdit:
        base, head = map(_without_answers, (self.base.letters, self.head.letters))
        return self._listed(LETTERS_TITLE, Place(LETTERS, ("letters",)), base, head)

    @cached_property
    def scheme_edits(self) -> tuple[SchemeEdit, ...]:
        """What the published scheme says differently now, as far as known; not that it is gone."""
        before, after = self.base.assessment, self.head.assessment
        if before is None or after is None:
            return ()
        return tuple(
            one
            for one in scheme_edits(before, after)
            if not self.is_unknown_before(Place(ASSESSMENT, one.before))
            and not self.is_unknown_after(Place(ASSESSMENT, one.after))
        )

    @cached_property
    def append_only(self) -> tuple[LogEdit, ...]:
        """Every append-only list, with answers to letters that are in both states."""
        return (*self.recorded, *self._answers(self._sent))

    def _answers(self, sent: LogEdit) -> Iterator[LogEdit]:
        for before, after in sent.parts.kept:
            old, new = self.base.letters[before].answers, self.head.letters[after].answers
            if old:
                place = sent.new_place / after / "answers"
                yield self._listed(f"{sent.new[after].date} 函件的答复", place, old, new)

    def _given(self) -> Iterator[LogEdit]:
        """What is given by hand for the assessment: marks and vetoes."""
        before, after = self.base.assessment, self.head.assessment
        for key, words in (("marks", MARKS_TITLE), ("veto", VETO_TITLE)):
            old, new = (tuple(getattr(one, key, ())) for one in (before, after))
            yield self._listed(words, Place(ASSESSMENT, (key,)), old, new)

    @property
    def new_records(self) -> Iterator[tuple[LogEdit, int, Logged]]:
        """Every record that only the head has, with its list and its position there."""
        for log in self.recorded:
            for position in (*log.parts.inserted, *log.parts.appended):
                yield log, position, log.new[position]

    def fields(
        self, before: Record, after: Record, old: Place, new: Place, keys: tuple[str, ...] = ()
    ) -> list[FieldEdit]:
        """The fields (all, or those of `keys`) in which two records differ, as far as known."""
        return [
            one
            for one in fields_edited(before, after, keys)
            if not (self.is_unknown_before(old / one.key) or self.is_unknown_after(new / one.key))
        ]

    def named_now(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Names of units of the base, as the head registers them."""
        return tuple(self.head.units.named(self.base.units.named(name)) for name in names)

    @cached_property
    def _measures(self) -> Paired:
        kind = Kind(lambda measure: (measure.text,), lambda measure: measure.log)
        before = (Located(entry.measure, entry.place) for entry in self.base.entries)
        return paired(before, (Located(e.measure, e.place) for e in self.head.entries), kind)

    @cached_property
    def _targets(self) -> Paired:
        kind = Kind(lambda one: (one.name, one.clause), lambda target: target.readings)
        before, after = self.base.located_targets(), self.head.located_targets()
        return paired(_located(before), _located(after), kind)

    @cached_property
    def _projects(self) -> Paired:
        kind = Kind(lambda one: (one.name, one.measure), lambda project: project.log)
        before, after = self.base.located_projects(), self.head.located_projects()
        return paired(_located(before), _located(after), kind)

    def _gone(self, found: Paired, numbers: list[str]) -> Iterator[Located]:
        if all(numbers):
            for old in found.gone:
                number = old.record.id
                if number in numbers or not self.may_hold(old.place.file, number):
                    yield old

    def _log(self, both: Both, key: str) -> LogEdit:
        old, new = getattr(both.before, key), getattr(both.after, key)
        return self._aligned(both.id, old, new, both.old_place / key, both.new_place / key)

    def _listed(
        self, words: str, place: Place, old: Sequence[Logged], new: Sequence[Logged]
    ) -> LogEdit:
        """A list that stands in the same place of both states."""
        return self._aligned(words, old, new, place, place)

    def _aligned(
        self, name: str, old: Sequence[Logged], new: Sequence[Logged], before: Place, after: Place
    ) -> LogEdit:
        old_known = [n for n in range(len(old)) if not self.is_unknown_before(before / n)]
        new_known = [n for n in range(len(new)) if not self.is_unknown_after(after / n)]
        parts = aligned([old[n] for n in old_known], [new[n] for n in new_known], *TRAITS)
        parts = _at(old_known, new_known, parts)
        if len(old_known) < len(old) or self.is_unknown_before(before):
            parts = parts._replace(inserted=())  # they may have been there, unread
        if len(new_known) < len(new) or self.is_unknown_after(after):
            parts = parts._replace(removed=())  # they may be there, unread
        there = (n for n in parts.removed if not self.may_hold(after.file, str(old[n].date)))
        return LogEdit(name, old, new, before, after, parts._replace(removed=tuple(there)))


def _without_answers(letters: Iterable[Letter]) -> tuple[Letter, ...]:
    """The letters without their answers, which come later."""
    return tuple(one.model_copy(update={"answers": ()}) for one in letters)


def _located(
    records: Iterator[tuple[Place, Target]] | Iterator[tuple[Place, Project]],
) -> Iterator[Located]:
    return (Located(record, place) for place, record in records)


def _at(old: list[int], new: list[int], parts: Alignment) -> Alignment:
    """The alignment of the known records with the positions of the whole lists."""

    def placed(pairs: tuple[Pair, ...]) -> tuple[Pair, ...]:
        return tuple(Pair(old[pair.before], new[pair.after]) for pair in pairs)

    return Alignment(
        placed(parts.kept),
        placed(parts.changed),
        placed(parts.moved),
        tuple(old[n] for n in parts.removed),
        tuple(new[n] for n in parts.inserted),
        tuple(new[n] for n in parts.appended),
    )
