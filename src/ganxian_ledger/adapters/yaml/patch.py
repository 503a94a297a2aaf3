"""Text × change → new text: cut in at the parser's marks, so that nothing else is touched."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ganxian_ledger.adapters.yaml import flow
from ganxian_ledger.adapters.yaml.cuts import (
    Cut,
    behind_comments,
    carved,
    column,
    depth_below,
    end_of_value,
    insertion,
    line_end_near,
    line_start,
    line_stop,
    next_line,
)
from ganxian_ledger.adapters.yaml.document import Document
from ganxian_ledger.adapters.yaml.nodes import Mapping, Node, Sequence, Span, find
from ganxian_ledger.adapters.yaml.record import Entry, Shape
from ganxian_ledger.domain.changes import Append
from ganxian_ledger.domain.places import Route

WIDEST = 100
"""Columns that a record on one line may take; a longer one gets lines of its own."""


@dataclass(frozen=True, slots=True)
class Insert:
    """Put entries into the list at `route`, before the entry at `position`, or at its end (None).

    The list is made where it is missing.
    """

    route: Route
    entries: tuple[Entry, ...]
    position: int | None = None


@dataclass(frozen=True, slots=True)
class Patched:
    """The text with the change in it, and the cuts in the old text, in their order."""

    text: str
    cuts: tuple[Cut, ...]


def patched(document: Document, change: Append) -> Patched:
    """Cut the record in at the end of its list; every other character stays.

    Raises:
        KeyError: where the record that holds the list does not exist.
    """
    return inserted(document, [Insert(change.place.route, (Entry(change.fields),))])


def inserted(document: Document, changes: Iterable[Insert]) -> Patched:
    """Cut all these entries in; every other character stays.

    Raises:
        KeyError: where the record that holds a list does not exist.
        Unwritable: where an entry cannot be written as the list is.
    """
    inward_first = sorted(changes, key=lambda change: -len(change.route))
    cuts = [cut for change in inward_first for cut in _cuts(document, change)]
    ordered = tuple(sorted(cuts, key=lambda cut: (cut.start, cut.end)))
    return Patched(carved(document.text, ordered), ordered)


def encoded(document: Document, text: str) -> bytes:
    """The bytes of a new text of this file: UTF-8, with the byte order mark that it had."""
    return (b"\xef\xbb\xbf" if document.source.has_bom else b"") + text.encode("utf-8")


def _cuts(document: Document, change: Insert) -> list[Cut]:
    *outer, key = change.route
    text, holder = document.text, find(document.root, tuple(outer))
    if not isinstance(holder, Mapping) or not isinstance(key, str):
        raise KeyError(key)
    if holder.flow:
        return flow.into_mapping(text, holder, key, _between(change), change.position)
    value = holder.get(key)
    if isinstance(value, Sequence) and value and not value.flow:
        return [_among_items(text, holder, key, change)]
    if isinstance(value, Sequence) and (value or _holds_comment(text, value)):
        return flow.into_list(text, value, _between(change), change.position)
    inward = _inward(document, tuple(outer))
    if key in holder:
        return _in_place_of_nothing(text, holder, key, change, inward)
    return [_behind_leaves(text, holder, key, change, inward)]


def _between(change: Insert) -> str:
    """The entries between brackets, on one line."""
    return ", ".join(entry.between_braces() for entry in change.entries)


def _holds_comment(text: str, empty: Sequence) -> bool:
    return bool(text[empty.span[0] + 1 : empty.span[1] - 1].strip())


def _among_items(text: str, holder: Mapping, key: str, change: Insert) -> Cut:
    """More items in a block list, written like the last of them."""
    items = holder[key]
    assert isinstance(items, Sequence)
    dash = column(text, items.span[0])
    inward = _sane(dash - column(text, holder.keys_at[key][0]))
    start = items.items_at[-1][0]
    beside = text[line_start(text, start) : start].rstrip(" ").endswith("-")
    content = column(text, start) if beside else dash + 2
    at = _place_among(text, items, dash if inward else dash + 1, change.position)
    shape = Shape(dash, content, inward, depth_below(text, at))
    is_flat = isinstance(items[-1], Mapping) and items[-1].flow
    lines = [line for entry in change.entries for line in _item_lines(entry, shape, is_flat)]
    return insertion(text, at, lines)


def _place_among(text: str, items: Sequence, inside: int, position: int | None) -> int:
    """The line start before the item at a position, or behind all of them."""
    if position is None or position >= len(items):
        return behind(text, items, items.span, inside)
    if position == 0:
        return line_start(text, items.span[0])
    return behind_item(text, items, position - 1)


def _item_lines(entry: Entry, shape: Shape, is_flat: bool) -> list[str]:  # noqa: FBT001
    if is_flat and not entry.lines:
        gap = " " * (shape.content - shape.dash - 1)
        flat = " " * shape.dash + "-" + gap + entry.between_braces()
        if len(flat) <= WIDEST:
            return [flat]
    return entry.in_block(shape)


def _in_place_of_nothing(
    text: str, holder: Mapping, key: str, change: Insert, inward: int
) -> list[Cut]:
    """The first item of a list that is `[]`, null, or not there behind its key."""
    indent = column(text, holder.keys_at[key][0])
    start, end = holder.values_at[key]
    if start == end:
        start = end = end_of_value(text, holder, key)
    before = line_start(text, start)
    if start < end and not text[before:start].strip():  # on a line of its own
        below = depth_below(text, next_line(text, end))
        joined = line_end_near(text, start).join(_list_lines(change, indent, inward, below))
        return [Cut(before, end, joined)]
    gone = len(text[:start].rstrip(" ")) if start < end else start
    kept = " " if text[end : end + 1] == "#" else ""
    at = behind_comments(text, next_line(text, end), indent + max(inward, 1))
    lines = _list_lines(change, indent, inward, depth_below(text, at))
    removal = [Cut(gone, end, kept)] if start < end else []
    return [*removal, insertion(text, at, lines)]


def _behind_leaves(text: str, holder: Mapping, key: str, change: Insert, inward: int) -> Cut:
    """A key that is missing, with its first item, behind the last value of its record."""
    first = next(iter(holder))
    indent = column(text, holder.keys_at[first][0])
    at = behind(text, holder, holder.span, indent)
    items = _list_lines(change, indent, inward, depth_below(text, at))
    return insertion(text, at, [f"{' ' * indent}{key}:", *items])


def _list_lines(change: Insert, indent: int, inward: int, below: int) -> list[str]:
    dash = indent + inward
    shape = Shape(dash, dash + 2, inward, below)
    return [line for entry in change.entries for line in entry.in_block(shape)]


def _inward(document: Document, route: Route) -> int:
    """How far the list that holds the record at `route` stands in from its key: 2, or as here."""
    if len(route) < 2:
        return 2
    *outer, key, _ = route
    holder = find(document.root, tuple(outer))
    items = holder.get(str(key)) if isinstance(holder, Mapping) else None
    if not isinstance(items, Sequence) or items.flow or not isinstance(holder, Mapping):
        return 2
    text = document.text
    return _sane(column(text, items.span[0]) - column(text, holder.keys_at[str(key)][0]))


def _sane(inward: int) -> int:
    return inward if 0 <= inward <= 8 else 2


def behind(text: str, node: Node, span: Span, inside: int) -> int:
    """The line start behind a value, its comment, and the comments below that belong to it."""
    start, end = _last_leaf(text, node, span)
    if text[start:end][:1] in {"|", ">"}:
        at = _behind_block(text, start, end, inside)
    else:
        at = next_line(text, end)
    return behind_comments(text, at, inside)


def behind_item(text: str, items: Sequence, position: int) -> int:
    """The line start behind one item of a block list, and behind comments that stand further in."""
    dash = column(text, items.span[0])
    return behind(text, items[position], items.items_at[position], dash + 1)


def _last_leaf(text: str, node: Node, span: Span) -> Span:
    """The last value that is no block; the parser's own ends of blocks run on."""
    if isinstance(node, Mapping) and not node.flow:
        *_, last = node
        start, end = node.values_at[last]
        nothing = end_of_value(text, node, last)
        return _last_leaf(text, node[last], (start, end) if start < end else (nothing, nothing))
    if isinstance(node, Sequence) and not node.flow:
        return _last_leaf(text, node[-1], node.items_at[-1])
    return span


def _behind_block(text: str, start: int, end: int, inside: int) -> int:
    """Behind a literal or folded text; blank lines below belong to it only where `+` keeps them."""
    if "+" in text[start : line_stop(text, start)].partition("#")[0]:
        return end
    while column(text, end) == 0 and end > start:
        above = line_start(text, len(text[:end].removesuffix("\n").removesuffix("\r")))
        line = text[above:end].rstrip("\r\n")
        if line.strip(" ") or len(line) > inside:
            break
        end = above
    return end
