"""Two versions of an append-only list: which records were kept, changed, moved, removed, added."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple


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


def aligned(before: Sequence[Hashable], after: Sequence[Hashable]) -> Alignment:
    """How the old list became the new one; records are the same where they are equal."""
    count = len(before)
    if after[:count] == before:
        kept = tuple(Pair(n, n) for n in range(count))
        return Alignment(kept, appended=tuple(range(count, len(after))))
    return _settled(before, after, *_matched(before, after))


def _matched(
    before: Sequence[Hashable], after: Sequence[Hashable]
) -> tuple[list[Pair], list[Pair], list[int], list[int]]:
    """Kept and changed pairs, and the positions that are left on both sides."""
    from difflib import SequenceMatcher  # noqa: PLC0415 (only where something else than a record was added)

    kept: list[Pair] = []
    changed: list[Pair] = []
    gone: list[int] = []
    come: list[int] = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        pairs = [Pair(i + n, k + n) for n in range(min(j - i, m - k))]
        (kept if tag == "equal" else changed).extend(pairs)
        gone.extend(range(i + len(pairs), j))
        come.extend(range(k + len(pairs), m))
    return kept, changed, gone, come


def _settled(
    before: Sequence[Hashable],
    after: Sequence[Hashable],
    kept: list[Pair],
    changed: list[Pair],
    gone: list[int],
    come: list[int],
) -> Alignment:
    """Records that only stand elsewhere are moved; what was added is behind all others or not."""
    moved: list[Pair] = []
    waiting = sorted([pair.after for pair in changed] + come)
    for i in sorted([pair.before for pair in changed] + gone):
        found = next((k for k in waiting if before[i] == after[k]), None)
        if found is not None:
            waiting.remove(found)
            moved.append(Pair(i, found))
    away, there = {pair.before for pair in moved}, {pair.after for pair in moved}
    left = [pair for pair in changed if pair.before not in away and pair.after not in there]
    gone += [p.before for p in changed if p.before not in away and p.after in there]
    come += [p.after for p in changed if p.before in away and p.after not in there]
    last = max((pair.after for pair in (*kept, *left, *moved)), default=-1)
    added = sorted(k for k in come if k not in there)
    return Alignment(
        tuple(kept),
        tuple(left),
        tuple(moved),
        tuple(sorted(i for i in gone if i not in away)),
        tuple(k for k in added if k < last),
        tuple(k for k in added if k > last),
    )
