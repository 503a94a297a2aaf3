"""Edit: two states of one ledger, and what is known of how one became the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from ganxian_ledger.domain.compare.alignment import Alignment, Pair, aligned
from ganxian_ledger.domain.compare.correction import Correction
from ganxian_ledger.domain.model.event import Event
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.model.project import Project, ProjectEvent
from ganxian_ledger.domain.model.target import Reading, Target
from ganxian_ledger.domain.places import Place

Logged = Event | Reading | ProjectEvent


class Author(NamedTuple):
    """Who committed a record: what the commit says, and whose key signed it, if a known one did."""

    commit: str
    name: str
    email: str
    signer: str | None = None


class Both(NamedTuple):
    """One record of the ledger in both states, with its places."""

    id: str
    before: Any
    after: Any
    old_place: Place
    new_place: Place


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


def _never(_place: Place) -> bool:
    return False


@dataclass(frozen=True)
class Edit:
    """The ledger before (`base`) and after (`head`) an edit.

    `is_unknown_before` tells what of the base could not be read; `unread` names the files of the
    head of which a part could not be read. `digests` holds the SHA-256 of each file of evidence
    that the head names, None where it is not there; `authors` who committed each new record, by
    its place in the head.
    """

    base: Ledger
    head: Ledger
    corrections: tuple[Correction, ...] = ()
    is_unknown_before: Callable[[Place], bool] = _never
    unread: frozenset[str] = frozenset()
    digests: Mapping[str, str | None] = field(default_factory=dict)
    authors: Mapping[Place, Author] = field(default_factory=dict)

    def correction(self, *subjects: str) -> Correction | None:
        """The correction that a commit declares for one of these subjects."""
        return next((one for one in self.corrections if one.subject in subjects), None)

    @cached_property
    def measures(self) -> tuple[Both, ...]:
        """Every measure that is in both states, in the order of the new one."""
        old = _first(self.base.entries, lambda entry: entry.id)
        pairs = ((old[e.id], e) for e in self.head.entries if e.id in old)
        return tuple(Both(a.id, b.measure, a.measure, b.place, a.place) for b, a in pairs)

    @cached_property
    def targets(self) -> tuple[Both, ...]:
        """Every target that is in both states."""
        return _both(self.base.located_targets(), self.head.located_targets())

    @cached_property
    def projects(self) -> tuple[Both, ...]:
        """Every project that is in both states."""
        return _both(self.base.located_projects(), self.head.located_projects())

    @cached_property
    def logs(self) -> tuple[LogEdit, ...]:
        """Every append-only list of the records that are in both states."""
        return (
            *(self._log(one, "log") for one in self.measures),
            *(self._log(one, "readings") for one in self.targets),
            *(self._log(one, "log") for one in self.projects),
        )

    def _log(self, both: Both, key: str) -> LogEdit:
        old, new = getattr(both.before, key), getattr(both.after, key)
        before, after = both.old_place / key, both.new_place / key
        known = [n for n in range(len(old)) if not self.is_unknown_before(before / n)]
        parts = aligned(tuple(old[n] for n in known), new)
        if len(known) < len(old) or self.is_unknown_before(before):
            parts = _at(known, parts)._replace(inserted=())  # they may have been there, unread
        return LogEdit(both.id, old, new, before, after, parts)

    @property
    def new_records(self) -> Iterator[tuple[LogEdit, int, Logged]]:
        """Every record that only the head has, with its list and its position there."""
        for log in self.logs:
            for position in (*log.parts.inserted, *log.parts.appended):
                yield log, position, log.new[position]


def _at(known: list[int], parts: Alignment) -> Alignment:
    """The alignment with the positions of the whole old list."""

    def placed(pairs: tuple[Pair, ...]) -> tuple[Pair, ...]:
        return tuple(Pair(known[pair.before], pair.after) for pair in pairs)

    return parts._replace(
        kept=placed(parts.kept),
        changed=placed(parts.changed),
        moved=placed(parts.moved),
        removed=tuple(known[n] for n in parts.removed),
    )


def _both(
    before: Iterator[tuple[Place, Target]] | Iterator[tuple[Place, Project]],
    after: Iterator[tuple[Place, Target]] | Iterator[tuple[Place, Project]],
) -> tuple[Both, ...]:
    old = _first(before, lambda located: located[1].id)
    found = []
    for place, record in after:
        if record.id in old:
            old_place, former = old[record.id]
            found.append(Both(record.id, former, record, old_place, place))
    return tuple(found)


def _first(records: Any, key: Callable[[Any], str]) -> dict[str, Any]:  # noqa: ANN401
    """Records by their id; of two with one id the first."""
    found: dict[str, Any] = {}
    for record in records:
        found.setdefault(key(record), record)
    return found
