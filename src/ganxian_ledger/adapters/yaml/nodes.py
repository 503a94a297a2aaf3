"""The tree of one YAML text: plain values that remember where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ganxian_ledger.domain.places import Route, Step

Span = tuple[int, int]
"""Start and end (exclusive) in the text, in code points."""


class Mapping(dict[str, "Node"]):
    """A mapping; `keys_at` and `values_at` hold the spans of its keys and values."""

    __slots__ = ("flow", "keys_at", "span", "values_at")

    def __init__(self, start: int, *, flow: bool) -> None:
        super().__init__()
        self.span: Span = (start, start)
        self.flow = flow
        self.keys_at: dict[str, Span] = {}
        self.values_at: dict[str, Span] = {}


class Sequence(list["Node"]):
    """A list; `items_at` holds the spans of its items."""

    __slots__ = ("flow", "items_at", "span")

    def __init__(self, start: int, *, flow: bool) -> None:
        super().__init__()
        self.span: Span = (start, start)
        self.flow = flow
        self.items_at: list[Span] = []


Node = Mapping | Sequence | str | None


class TextFault(NamedTuple):
    """Something wrong with the text itself: a rule's code, the span, words and remedy."""

    code: str
    span: Span
    message: str
    hint: str = ""


def step_into(node: Node, step: Step) -> Node:
    """The value one step further in.

    Raises:
        KeyError: where there is no such value.
    """
    if isinstance(node, Mapping) and isinstance(step, str) and step in node:
        return node[step]
    if isinstance(node, Sequence) and isinstance(step, int) and 0 <= step < len(node):
        return node[step]
    raise KeyError(step)


def find(node: Node, route: Route) -> Node:
    """The value at a route.

    Raises:
        KeyError: where there is none.
    """
    for step in route:
        node = step_into(node, step)
    return node


def last_leaf_end(node: Node, span: Span) -> int:
    """Where the last character of a value stands; the parser's own ends of blocks run on."""
    if isinstance(node, (Mapping, Sequence)) and not node.flow:
        for child, at in reversed(list(children(node))):
            return last_leaf_end(child, at)
    return span[1]


def children(node: Mapping | Sequence) -> Iterator[tuple[Node, Span]]:
    """The values of a container with their spans, in the order of the text."""
    if isinstance(node, Mapping):
        return ((value, node.values_at[key]) for key, value in node.items())
    return zip(node, node.items_at, strict=True)
