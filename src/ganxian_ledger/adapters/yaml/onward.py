"""Reading a text that differs little from one already read: only what changed is parsed.

The lines of a few records are parsed alone where nothing outside of them has changed, and where the
parser comes to them and leaves them in the same state. Anything else is read whole; the values are
the same either way.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field
from typing import NamedTuple

from ganxian_ledger.adapters.yaml import lint
from ganxian_ledger.adapters.yaml.cuts import line_start, next_line
from ganxian_ledger.adapters.yaml.nodes import Mapping, Node, Sequence, last_leaf_end
from ganxian_ledger.adapters.yaml.parse import DEEPEST
from ganxian_ledger.adapters.yaml.recover import LONGEST_SLOW, build
from ganxian_ledger.domain.characters import FORBIDDEN
from ganxian_ledger.domain.places import Route

LISTS = frozenset({"measures", "targets", "units", "projects"})
"""The lists whose items are read alone."""
_PIECE = 1 << 13
_DASH = re.compile("( *)- +")
_LONE_CR = re.compile("\r(?!\n)")
_DIRECTIVE = re.compile("^%", re.MULTILINE)


class _Run(NamedTuple):
    """A list of records: the way to it, the column of its dashes, and the lines of each item.

    An item's lines end where the next thing that is no comment begins.
    """

    route: Route
    column: int
    starts: tuple[int, ...]
    stops: tuple[int, ...]


class _Part(NamedTuple):
    """The items of a list from `first` up to `after`, and their lines."""

    run: _Run
    first: int
    after: int
    start: int
    stop: int


@dataclass(frozen=True)
class Version:
    """A text as read: its tree, and where its records stand.

    Spans within the tree are those of the text in which each part was read, not of this one.
    `is_sound` is false where anything is wrong with the text; what follows is then read whole.
    `is_all` is false where a part of the text could not be read and is not in the tree.
    """

    text: str = field(repr=False)
    root: Node
    is_sound: bool
    is_all: bool = True
    runs: tuple[_Run, ...] = field(default=(), repr=False)


def whole(text: str) -> Version:
    """Read all of a text."""
    linted = lint.lint(text)
    built = build(linted.text)
    sound = not (built.faults or linted.offences or _LONE_CR.search(text))
    if not sound or _DIRECTIVE.search(text):
        return Version(text, built.root, is_sound=False, is_all=not built.unread)
    return Version(text, built.root, is_sound=True, runs=tuple(_runs(built.root, text, ())))


def onward(before: Version, text: str) -> Version:
    """Read a text that came from another one by an edit."""
    if text == before.text:
        return before
    return (_partly(before, text) if before.is_sound else None) or whole(text)


def _partly(before: Version, text: str) -> Version | None:
    """The next version, read in part; None where that is not safe."""
    old, moved = before.text, len(text) - len(before.text)
    part = _part(before.runs, _begin(old, text), len(old) - _end(old, text))
    if part is None or len(text) > LONGEST_SLOW:
        return None
    lines = text[part.start : part.stop + moved]
    is_cut_off = part.stop < len(old) and not lines.endswith("\n")
    if is_cut_off or len(lines) < part.run.column + 2 or _is_odd(lines, part.run.column):
        return None
    built = build(lines)
    if built.faults or not isinstance(built.root, Sequence):
        return None
    run = _run(built.root, lines, ())
    if run is None or len(part.run.route) + _height(built.root) > DEEPEST:
        return None
    runs = tuple(_moved(one, part, run, moved) for one in before.runs)
    root = _with(before.root, part.run.route, part, built.root)
    return Version(text, root, is_sound=True, runs=runs)


def _is_odd(lines: str, column: int) -> bool:
    """Whether lines may mean something else where they stand than alone."""
    if FORBIDDEN.search(lines) or _LONE_CR.search(lines):
        return True
    return any(_is_outside(line, column) for line in lines.split("\n"))


def _is_outside(line: str, column: int) -> bool:
    """Whether a line stands no further in than the dashes, and is neither item nor comment."""
    bare = line.lstrip(" ")
    inward = len(line) - len(bare)
    if inward > column or not bare.strip() or bare.startswith("#"):
        return False
    return inward < column or not bare.startswith("- ")


def _part(runs: tuple[_Run, ...], begin: int, end: int) -> _Part | None:
    """The items of one list that hold all that lies between two places, but for the first dash."""
    for run in runs:
        first = bisect_right(run.starts, begin - run.column - 2) - 1
        last = bisect_left(run.stops, end)
        if first >= 0 and last < len(run.stops):
            first = min(first, last)
            return _Part(run, first, last + 1, run.starts[first], run.stops[last])
    return None


def _moved(run: _Run, part: _Part, new: _Run, by: int) -> _Run:
    """Where a list stands after the part was replaced and all behind it moved."""
    if run is part.run:
        starts = (part.start + n for n in new.starts)
        stops = (part.start + n for n in new.stops)
        return run._replace(
            starts=(
                *run.starts[: part.first],
                *starts,
                *(n + by for n in run.starts[part.after :]),
            ),
            stops=(*run.stops[: part.first], *stops, *(n + by for n in run.stops[part.after :])),
        )
    if by == 0 or run.starts[0] < part.stop:
        return run
    return run._replace(
        starts=tuple(n + by for n in run.starts), stops=tuple(n + by for n in run.stops)
    )


def _with(node: Node, route: Route, part: _Part, new: Sequence) -> Node:
    """The tree with new items in the place of the part; all else is shared with the old one."""
    made = copy(node)
    if route:
        made[route[0]] = _with(node[route[0]], route[1:], part, new)  # type: ignore[index]  # the route was walked
        return made
    assert isinstance(made, Sequence)
    made.items_at = list(made.items_at)
    made[part.first : part.after] = new
    made.items_at[part.first : part.after] = new.items_at
    return made


def _height(node: Node) -> int:
    """How many containers stand within each other."""
    if not isinstance(node, (Mapping, Sequence)):
        return 0
    inner = node.values() if isinstance(node, Mapping) else node
    return 1 + max(map(_height, inner), default=0)


def _runs(node: Node, text: str, route: Route) -> Iterator[_Run]:
    """Every list of records in a tree whose items can be read alone."""
    named = node.items() if isinstance(node, Mapping) else ()
    numbered = enumerate(node) if isinstance(node, Sequence) else ()
    for step, inner in (*named, *numbered):
        if step in LISTS and isinstance(inner, Sequence):
            run = _run(inner, text, (*route, step))
            yield from () if run is None else (run,)
        else:
            yield from _runs(inner, text, (*route, step))


def _run(items: Sequence, text: str, route: Route) -> _Run | None:
    """Where the items of a list stand; None where one of them does not begin its line."""
    dashes = [_DASH.fullmatch(text, line_start(text, at), at) for at, _ in items.items_at]
    if items.flow or not items or not all(dashes):
        return None
    starts = [dash.start() for dash in dashes if dash]
    stop = _next_thing(text, last_leaf_end(items[-1], items.items_at[-1]))
    if stop is None:
        return None
    return _Run(route, len(dashes[0][1]), tuple(starts), (*starts[1:], stop))  # type: ignore[index]  # all matched


def _next_thing(text: str, index: int) -> int | None:
    """Where the line begins that goes on behind a value; None where that is the value's own."""
    while index < len(text):
        if text[index] == " ":
            index += 1
        elif text[index] in "#\r\n":
            index = next_line(text, index)
        else:
            start = line_start(text, index)
            return None if text[start:index].strip(" ") else start
    return len(text)


def _begin(old: str, new: str) -> int:
    """How many characters two texts have in common at their beginning."""
    limit = min(len(old), len(new))
    low = 0
    while low < limit and old[low : low + _PIECE] == new[low : low + _PIECE]:
        low += _PIECE
    low, high = min(low, limit), min(low + _PIECE, limit)
    while low < high:
        middle = (low + high + 1) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _end(old: str, new: str) -> int:
    """How many characters two texts have in common at their end."""
    low, high = 0, min(len(old), len(new))
    while low + _PIECE <= high and _is_same_end(old, new, low, low + _PIECE):
        low += _PIECE
    high = min(low + _PIECE, high)
    while low < high:
        middle = (low + high + 1) // 2
        if _is_same_end(old, new, low, middle):
            low = middle
        else:
            high = middle - 1
    return low


def _is_same_end(old: str, new: str, low: int, high: int) -> bool:
    n, m = len(old), len(new)
    return old[n - high : n - low] == new[m - high : m - low]
