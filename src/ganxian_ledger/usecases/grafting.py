"""Putting the other side's new records into our text, proved; or both sides between markers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from ganxian_ledger.adapters.yaml.cuts import carved
from ganxian_ledger.adapters.yaml.document import Document, read_document
from ganxian_ledger.adapters.yaml.graft import (
    Growth,
    cuts_without,
    entries_of,
    truncated,
    without,
)
from ganxian_ledger.adapters.yaml.layout import comments
from ganxian_ledger.adapters.yaml.lines import LINE_END
from ganxian_ledger.adapters.yaml.nodes import Mapping as Keys
from ganxian_ledger.adapters.yaml.nodes import Node, find
from ganxian_ledger.adapters.yaml.nodes import Sequence as Items
from ganxian_ledger.adapters.yaml.patch import Insert, encoded, inserted
from ganxian_ledger.adapters.yaml.proof import same
from ganxian_ledger.adapters.yaml.record import Entry
from ganxian_ledger.domain.compare.merge import Key, Listed, Union, lists_in
from ganxian_ledger.domain.compare.weave import Taken
from ganxian_ledger.domain.places import Route
from ganxian_ledger.usecases.side import Side, side_of

OPENING, MIDDLE, CLOSING = "<" * 7, "=" * 7, ">" * 7
_REMEDY = "对方：留下该留的，删去这三行标记，再运行 ledger check 和 git add"


class Unproved(ValueError):
    """What came out is not what both sides wrote."""


class Grown(NamedTuple):
    """One side with the lists to which it added."""

    side: Side
    lists: Mapping[Key, Growth]


def grown(ours: Side, theirs: Side, found: Iterable[Union]) -> tuple[Grown, Grown]:
    """Both sides with what each added."""
    mine: dict[Key, Growth] = {}
    yours: dict[Key, Growth] = {}
    for one in found:
        if one.clash or any(taken.ours is not None for taken in one.joined):
            mine[one.key] = Growth(one.ours, one.base, one.kept)
        if one.clash or any(taken.theirs is not None for taken in one.joined):
            yours[one.key] = Growth(one.theirs, one.base, one.kept)
    return Grown(ours, mine), Grown(theirs, yours)


def remainder(base: Side, added: Grown) -> bytes:
    """The bytes of a side without its new records.

    Raises:
        KeyError: where a record stands where it cannot be taken out.
        Unproved: where anything but records would be missing.
    """
    document, growths = added.side.document, list(added.lists.values())
    text = without(document, base.document, growths)
    rest = read_document(document.name, encoded(document, text))
    expected = truncated(_again(added.side), _again(base), growths)
    entries = [e for one in growths for e in entries_of(document, base.document, one)]
    left = _comments(document) - _comments(rest)
    if not same(expected, rest.root) or left != _comments_in(entries):
        raise Unproved
    return rest.source.data


def grafted(base: Side, ours: Grown, theirs: Grown, ground: Side, found: Iterable[Union]) -> Side:
    """The ground with the new records of both sides that it does not have yet.

    Raises:
        KeyError: where a list is not there any more.
        Unwritable: where a record cannot be written as the list is.
        Unproved: where what was read back is not that, with all comments.
    """
    former, lists = lists_in(ours.side.file), lists_in(ground.file)
    expected, changes = _again(ground), []
    for union in sorted(found, key=lambda union: -len(union.base)):
        here, whole = lists[union.key], former[union.key].marks
        if here.marks not in {whole, whole[: union.kept]}:
            raise Unproved
        for change, nodes in _inserts(base, ours, theirs, here, union):
            changes.append(change)
            _grow(expected, change, nodes)
    data = encoded(ground.document, inserted(ground.document, changes).text)
    done = side_of(data) if changes else ground
    copied = _comments_in([entry for change in changes for entry in change.entries])
    if done is None or not same(expected, done.document.root):
        raise Unproved
    if _comments(done.document) != _comments(ground.document) + copied:
        raise Unproved
    return done


def marked(base: Side, theirs: Grown, whole: Side, clashes: Iterable[Union]) -> bytes:
    """The bytes of the whole, with both sides of these lists between markers.

    Raises:
        KeyError: where a list cannot be cut out of the whole.
        Unwritable: where their records cannot be written as the list is.
        Unproved: where more than the list would be different on their side.
    """
    lists, lines = lists_in(whole.file), _lines(whole.document.text)
    regions = [_region(base, theirs, whole, lists[one.key].route, one) for one in clashes]
    for first, stop, yours, words in sorted(regions, reverse=True):
        end = next((found.group() for found in LINE_END.finditer(lines[0])), "\n")
        lines[first:stop] = [
            f"{OPENING} 我方：{words}{end}",
            *_ended(lines[first:stop], end),
            f"{MIDDLE}{end}",
            *_ended(yours, end),
            f"{CLOSING} {_REMEDY}{end}",
        ]
    return encoded(whole.document, "".join(lines))


def _region(
    base: Side, theirs: Grown, whole: Side, route: Route, clash: Union
) -> tuple[int, int, list[str], str]:
    """The lines of the whole that a clash takes in, from and to, and what stands there else."""
    document = whole.document
    cuts = cuts_without(document, base.document, [Growth(route, clash.base, clash.kept)])
    bare = read_document(whole.name, encoded(document, carved(document.text, cuts)))
    entries = [entry for entry, _ in _new(base, theirs, clash)]
    mine, yours = (
        _lines(text)
        for text in (document.text, inserted(bare, [Insert(route, tuple(entries))]).text)
    )
    first = len(_lines(document.text[: cuts[0].start] + "x")) - 1
    stop = len(_lines(document.text[: cuts[-1].end]))
    below = len(yours) - (len(mine) - stop)
    if mine[:first] != yours[:first] or mine[stop:] != yours[below:]:
        raise Unproved
    return first, stop, yours[first:below], clash.clash


def _inserts(
    base: Side, ours: Grown, theirs: Grown, here: Listed, union: Union
) -> Iterator[tuple[Insert, list[Node]]]:
    """What to put into a list, last things first, with the values that it means."""
    sources = [_new(base, side, union) for side in (ours, theirs)]
    has_ours = len(here.marks) > union.kept
    joined = union.joined or tuple(Taken(union.kept + n, None) for n in range(len(sources[0])))
    runs: dict[int, list[tuple[Entry, Node]]] = {}
    position = union.kept
    for taken in joined:
        if taken.ours is not None and has_ours:
            position = taken.ours + 1
        elif taken.ours is not None:
            runs.setdefault(position, []).append(sources[0][taken.ours - union.kept])
        elif taken.theirs is not None:
            runs.setdefault(position, []).append(sources[1][taken.theirs - union.kept])
    for at, new in sorted(runs.items(), reverse=True):
        place = at if at < len(here.marks) else None
        yield Insert(here.route, tuple(entry for entry, _ in new), place), [n for _, n in new]


def _new(base: Side, added: Grown, union: Union) -> list[tuple[Entry, Node]]:
    """What a side added to a list, as it stands there, with its values."""
    growth = added.lists.get(union.key)
    if growth is None:
        return []
    items = find(added.side.document.root, growth.route)
    assert isinstance(items, Items)
    entries = entries_of(added.side.document, base.document, growth)
    return list(zip(entries, items[growth.kept :], strict=True))


def _grow(root: Node, change: Insert, nodes: list[Node]) -> None:
    """Put values into a tree as a change puts entries into its text."""
    holder, key = find(root, change.route[:-1]), str(change.route[-1])
    assert isinstance(holder, Keys)
    items = holder.get(key)
    if not isinstance(items, Items):
        items = holder[key] = Items(0, flow=False)
    at = len(items) if change.position is None else change.position
    items[at:at] = nodes


def _again(side: Side) -> Node:
    """The values of a state, read once more, to be changed."""
    return read_document(side.name, side.data).root


def _comments(document: Document) -> Counter[str]:
    return Counter(words for _, words in comments(document))


def _comments_in(entries: Iterable[Entry]) -> Counter[str]:
    texts = ("\n".join(entry.lines) for entry in entries)
    return sum((_comments(read_document("", t.encode())) for t in texts if "#" in t), Counter())


def _lines(text: str) -> list[str]:
    """The lines of a text with their ends."""
    bounds = [0, *(found.end() for found in LINE_END.finditer(text)), len(text)]
    return [text[a:b] for a, b in pairwise(bounds) if a < b]


def _ended(lines: list[str], end: str) -> list[str]:
    """The lines, the last of which may have lacked its end."""
    whole = "".join(lines)
    return [whole if whole.endswith(("\n", "\r")) or not whole else whole + end]
