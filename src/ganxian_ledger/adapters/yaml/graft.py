"""Taking new entries of lists out of one text, so that they can be put into another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from ganxian_ledger.adapters.yaml.cuts import (
    Cut,
    behind_comments,
    carved,
    column,
    end_of_value,
    line_start,
    next_line,
)
from ganxian_ledger.adapters.yaml.document import Document
from ganxian_ledger.adapters.yaml.lines import LINE_END
from ganxian_ledger.adapters.yaml.nodes import Mapping, Node, Sequence, find
from ganxian_ledger.adapters.yaml.patch import behind, behind_item
from ganxian_ledger.adapters.yaml.record import Entry, fields_of
from ganxian_ledger.domain.places import Route


class Growth(NamedTuple):
    """A list that has new entries behind its first `kept`; in the older text it stands at `old`."""

    route: Route
    old: Route
    kept: int


class Holder(NamedTuple):
    """A mapping of a text, and the key in it that a list stands under."""

    text: str
    node: Mapping
    key: str

    @property
    def items(self) -> Sequence:
        """The list; an empty one where there is none."""
        value = self.node.get(self.key)
        return value if isinstance(value, Sequence) else Sequence(0, flow=False)

    @property
    def key_start(self) -> int:
        """Where the key begins."""
        return self.node.keys_at[self.key][0]

    @property
    def key_end(self) -> int:
        """Where the key ends."""
        return self.node.keys_at[self.key][1]

    @property
    def end(self) -> int:
        """Where the value ends; of a block the line start behind it and its comments."""
        items = self.items
        if items and not items.flow:
            return behind(self.text, items, items.span, self.inside)
        return end_of_value(self.text, self.node, self.key)

    @property
    def inside(self) -> int:
        """The column from which on comments below a block list belong to it."""
        dash = column(self.text, self.items.span[0])
        return dash if dash > column(self.text, self.key_start) else dash + 1


def holder_at(document: Document, route: Route) -> Holder:
    """What holds the list at a route.

    Raises:
        KeyError: where nothing does.
    """
    *outer, key = route
    node = find(document.root, tuple(outer))
    if not isinstance(node, Mapping) or not isinstance(key, str):
        raise KeyError(key)
    return Holder(document.text, node, key)


def entries_of(document: Document, old: Document, growth: Growth) -> list[Entry]:
    """The new entries of a list, with the comments above and below them."""
    here = holder_at(document, growth.route)
    items = here.items
    if items.flow:
        return [Entry(fields_of(node)) for node in items[growth.kept :]]
    bounds = [*_beginnings(here, holder_at(old, growth.old), growth.kept), here.end]
    dash = column(here.text, items.span[0])
    new = zip(items[growth.kept :], pairwise(bounds), strict=True)
    return [Entry(fields_of(n), tuple(_moved_out(here.text[a:b], dash))) for n, (a, b) in new]


def without(document: Document, old: Document, growths: list[Growth]) -> str:
    """The text without the new entries of these lists; an empty list is as in the older text.

    Raises:
        KeyError: where a list stands where it cannot be taken out.
    """
    return carved(document.text, cuts_without(document, old, growths))


def cuts_without(document: Document, old: Document, growths: list[Growth]) -> list[Cut]:
    """The cuts that take the new entries out, in their order.

    Raises:
        KeyError: where a list stands where it cannot be taken out.
    """
    cuts = [
        _cut(holder_at(document, growth.route), holder_at(old, growth.old), growth.kept)
        for growth in growths
    ]
    return sorted(cuts, key=lambda cut: (cut.start, cut.end))


def truncated(root: Node, old: Node, growths: list[Growth]) -> Node:
    """The values of a text (which are changed) as they should be without the new entries."""
    for route, old_route, kept in sorted(growths, key=lambda growth: -len(growth.route)):
        holder, former = find(root, route[:-1]), find(old, old_route[:-1])
        key = route[-1]
        if not (isinstance(holder, Mapping) and isinstance(former, Mapping)):
            raise KeyError(key)
        items = holder[str(key)]
        if kept and isinstance(items, Sequence):
            del items[kept:]
        elif key in former:
            holder[str(key)] = former[str(key)]
        else:
            del holder[str(key)]
    return root


def _cut(here: Holder, there: Holder, kept: int) -> Cut:
    items = here.items
    if kept and items.flow:
        if "#" in _tail(here) and _tail(here) != _tail(there):
            raise KeyError(here.key)  # a comment on what is taken out would stay
        return Cut(items.items_at[kept - 1][1], items.items_at[-1][1], "")
    if kept:
        return _whole_lines(here.text, _beginnings(here, there, kept)[0], here.end)
    if here.key in there.node:
        end = _end_of_nothing(there) if not items.flow else there.end
        return Cut(here.key_end, here.end, there.text[there.key_end : end])
    if here.node.flow:
        return Cut(_end_before(here), here.end, "")
    end = next_line(here.text, here.end) if items.flow else here.end
    return _whole_lines(here.text, line_start(here.text, here.key_start), end)


def _tail(holder: Holder) -> str:
    """What stands between the last item of a list in brackets and their end."""
    items = holder.items
    return holder.text[items.items_at[-1][1] : items.span[1]] if items.flow else ""


def _whole_lines(text: str, start: int, end: int) -> Cut:
    """A cut of lines; at the end of a text without a final line end the one before goes too."""
    if end == len(text) and not text.endswith(("\n", "\r")):
        start = len(text[:start].removesuffix("\n").removesuffix("\r"))
    return Cut(start, end, "")


def _end_of_nothing(there: Holder) -> int:
    """The line start behind a list that is empty or not there behind its key, and its comments."""
    column_of_key = column(there.text, there.key_start)
    below = next_line(there.text, there.end)
    return behind_comments(there.text, below, column_of_key + 1)


def _end_before(here: Holder) -> int:
    """Where the value before the key's ends.

    Raises:
        KeyError: where the key is the first.
    """
    keys = list(here.node)
    place = keys.index(here.key)
    if place == 0 or place < len(keys) - 1:
        raise KeyError(here.key)
    return end_of_value(here.text, here.node, keys[place - 1])


def _beginnings(here: Holder, there: Holder, kept: int) -> list[int]:
    """The line starts of the new entries of a block list, with the comments that came with them."""
    text, items = here.text, here.items
    above = [next_line(text, here.key_end)] if not kept else []
    first = [*above, *(behind_item(text, items, n - 1) for n in range(max(kept, 1), len(items)))]
    old = _comments_there(there, kept)
    if old and text.startswith(old, first[0]):
        first[0] += len(old)
    return first


def _comments_there(there: Holder, kept: int) -> str:
    """The comments of the older text behind its last entry, or behind the key of an empty list."""
    items = there.items
    if there.key not in there.node or (items and items.flow):
        return ""
    if kept:
        return there.text[behind_item(there.text, items, kept - 1) : there.end]
    return there.text[next_line(there.text, there.end) : _end_of_nothing(there)]


def _moved_out(block: str, dash: int) -> Iterator[str]:
    """The lines of a block, from the column of its dash."""
    for line in LINE_END.split(block.rstrip("\r\n")):
        yield line[dash:] if not line[:dash].strip() else line.lstrip(" ")
