"""Which record of the new state is which of the old one, also where its number is another."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ganxian_ledger.domain.places import Place


class Located(NamedTuple):
    """A measure, target or project with its place."""

    record: Any
    place: Place


class Both(NamedTuple):
    """One record of the ledger in both states, with its places.

    `id` is the number that it has now; where it was renumbered, `before.id` is another.
    """

    id: str
    before: Any
    after: Any
    old_place: Place
    new_place: Place

    @property
    def is_renumbered(self) -> bool:
        """Whether it has another number now."""
        return bool(self.before.id != self.after.id)


class Kind(NamedTuple):
    """What a kind of record is known by besides its number: its words, and its list of records."""

    words: Callable[[Any], tuple[Hashable, ...]]
    log: Callable[[Any], Sequence[Hashable]]


class Paired(NamedTuple):
    """The records that are in both states in the order of the new one, and those that are gone."""

    both: tuple[Both, ...]
    gone: tuple[Located, ...]


def paired(before: Iterable[Located], after: Iterable[Located], kind: Kind) -> Paired:
    """Every record of the old state with what it is now.

    One with the same number is the same, unless its words stand under another number now and its
    log does not go on under this one; where its number is gone, its log tells it too. Of two with
    one number the first counts; those without one are left out.
    """
    pairing = _Pairing(_by_number(before), _by_number(after), kind)
    pairing.by_words()
    pairing.by_log()
    pairing.by_number()
    was = {now: old for old, now in pairing.found.items()}
    return Paired(
        tuple(
            Both(number, pairing.old[was[number]].record, new.record, old_place, new.place)
            for number, new in pairing.new.items()
            if number in was
            for old_place in [pairing.old[was[number]].place]
        ),
        tuple(old for number, old in pairing.old.items() if number not in pairing.found),
    )


def _by_number(located: Iterable[Located]) -> dict[str, Located]:
    found: dict[str, Located] = {}
    for one in located:
        if one.record.id:
            found.setdefault(one.record.id, one)
    return found


@dataclass
class _Pairing:
    """New numbers by old ones, as far as they are found."""

    old: Mapping[str, Located]
    new: Mapping[str, Located]
    kind: Kind
    found: dict[str, str] = field(default_factory=dict)

    def by_words(self) -> None:
        """The words of a record stand under a number that did not have them."""
        places: dict[Hashable, list[str]] = {}
        for number in self.new:
            if self._words(self.new, number) != self._words(self.old, number):
                places.setdefault(self._words(self.new, number), []).append(number)
        for number in self.old:
            words = self._words(self.old, number)
            if all(words) and not self._stays(number) and places.get(words):
                self.found[number] = places[words].pop(0)

    def by_log(self) -> None:
        """The number of a record is gone, and its log stands under one that is new."""
        taken = {*self.found.values()}
        for number, one in self.old.items():
            log = self.kind.log(one.record)
            if not log or number in self.new or number in self.found:
                continue
            for other in self.new:
                if other not in self.old and other not in taken and self._goes_on(log, other):
                    self.found[number] = other
                    taken.add(other)
                    break

    def by_number(self) -> None:
        """All others keep their numbers."""
        taken = {*self.found.values()}
        for number in self.old:
            if number in self.new and number not in self.found and number not in taken:
                self.found[number] = number

    def _stays(self, number: str) -> bool:
        if number not in self.new:
            return False
        log = self.kind.log(self.old[number].record)
        return self._words(self.new, number) == self._words(self.old, number) or (
            len(log) > 0 and self._goes_on(log, number)
        )

    def _goes_on(self, log: Sequence[Hashable], number: str) -> bool:
        return self.kind.log(self.new[number].record)[: len(log)] == log

    def _words(self, state: Mapping[str, Located], number: str) -> tuple[Hashable, ...]:
        return self.kind.words(state[number].record) if number in state else ()
