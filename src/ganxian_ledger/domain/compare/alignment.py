"""Two versions of an append-only list: which records were kept, changed, moved, removed, added."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

Traits = Callable[[Any], Hashable]
"""What two versions of one record are known by."""


class Pair(NamedTuple):
    """The positions of one record in the old list and in the new one."""

    before: int
    after: int


class Alignment(NamedTuple):
    """Positions; `inserted` stand before a record that was there already, `appended` behind all."""

    kept: tuple[Pair, ...] = ()
    changed: tuple[Pair, ...] = ()
    moved: tuple[Pair, ...] = ()
    removed: tuple[int, ...] = ()
    inserted: tuple[int, ...] = ()
    appended: tuple[int, ...] = ()


class _Gap(NamedTuple):
    """What stands between two kept stretches: positions that are only in one of the lists."""

    before: Sequence[int]
    after: Sequence[int]


def aligned(before: Sequence[Hashable], after: Sequence[Hashable], *traits: Traits) -> Alignment:
    """How the old list became the new one.

    Records are the same where they are equal. Between those, what agrees in the first of `traits`
    is one record that was changed, then what agrees in the second, and so on; what agrees in none
    was removed, or is new. Where no traits are given, any two in the same place are one.
    """
    count = len(before)
    if len(after) >= count and all(a == b for a, b in zip(before, after, strict=False)):
        kept = tuple(Pair(n, n) for n in range(count))
        return Alignment(kept, appended=tuple(range(count, len(after))))
    kept, gaps = _matched(before, after)
    moved = tuple(_moved(before, after, gaps))
    changed = tuple(
        p for gap in _without(gaps, moved) for p in _changed(before, after, gap, traits)
    )
    return _settled(kept, tuple(sorted(changed)), moved, gaps)


def _any(_record: object) -> bool:
    return True


def _matched(
    before: Sequence[Hashable], after: Sequence[Hashable]
) -> tuple[tuple[Pair, ...], list[_Gap]]:
    """The equal records that kept their order, and the gaps between them."""
    from difflib import SequenceMatcher  # noqa: PLC0415 (only where something else than a record was added)

    kept: list[Pair] = []
    gaps: list[_Gap] = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            kept.extend(Pair(i + n, k + n) for n in range(j - i))
        else:
            gaps.append(_Gap(range(i, j), range(k, m)))
    return tuple(kept), gaps


def _moved(
    before: Sequence[Hashable], after: Sequence[Hashable], gaps: Iterable[_Gap]
) -> Iterator[Pair]:
    """Equal records that stand elsewhere now."""
    places: dict[Hashable, list[int]] = {}
    for k in (k for gap in gaps for k in gap.after):
        places.setdefault(after[k], []).append(k)
    for i in (i for gap in gaps for i in gap.before):
        if found := places.get(before[i]):
            yield Pair(i, found.pop(0))


def _without(gaps: Iterable[_Gap], pairs: Sequence[Pair]) -> Iterator[_Gap]:
    """The gaps without the positions of these pairs."""
    away, there = {pair.before for pair in pairs}, {pair.after for pair in pairs}
    for gap in gaps:
        yield _Gap(
            [i for i in gap.before if i not in away], [k for k in gap.after if k not in there]
        )


def _changed(
    before: Sequence[Hashable], after: Sequence[Hashable], gap: _Gap, traits: Sequence[Traits]
) -> Iterator[Pair]:
    """The records of one gap that are the same in one of the traits, each in its order."""
    for trait in traits:
        left: dict[Hashable, list[int]] = {}
        for k in gap.after:
            left.setdefault(trait(after[k]), []).append(k)
        same = [Pair(i, ks.pop(0)) for i in gap.before if (ks := left.get(trait(before[i])))]
        yield from same
        gap = next(_without([gap], same))


def _settled(
    kept: tuple[Pair, ...],
    changed: tuple[Pair, ...],
    moved: tuple[Pair, ...],
    gaps: Iterable[_Gap],
) -> Alignment:
    """What is left on either side; what was added is behind all others or not."""
    left = tuple(_without(gaps, (*changed, *moved)))
    last = max((pair.after for pair in (*kept, *changed, *moved)), default=-1)
    added = [k for gap in left for k in gap.after]
    return Alignment(
        kept,
        changed,
        moved,
        tuple(i for gap in left for i in gap.before),
        tuple(k for k in added if k < last),
        tuple(k for k in added if k > last),
    )
