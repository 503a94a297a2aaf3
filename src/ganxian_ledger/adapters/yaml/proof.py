"""Proof of an edit: the values read back are the old ones and exactly the new records."""

from __future__ import annotations

from collections.abc import Mapping as MappingType

from ganxian_ledger.adapters.yaml.nodes import Mapping, Node, Sequence
from ganxian_ledger.domain.changes import Append, Fields, Scalar, Value, written
from ganxian_ledger.domain.places import Step


class _Growth:
    """What is appended to the value here, and what grows further in; steps in their order."""

    __slots__ = ("entries", "within")

    def __init__(self) -> None:
        self.entries: list[Fields] = []
        self.within: dict[Step, _Growth] = {}


def is_exactly(before: Node, after: Node, *changes: Append) -> bool:
    """Whether `after` is `before` with the records of these changes appended, and nothing else.

    All routes are those of `before`; of several records for one list the order counts. Keys of
    lists that were missing stand behind the others, in the order in which the changes name them.
    """
    growth = _Growth()
    for change in changes:
        here = growth
        for step in change.place.route:
            here = here.within.setdefault(step, _Growth())
        here.entries.append(change.fields)
    return _grown(before, after, growth)


def _grown(before: Node, after: Node, growth: _Growth | None) -> bool:
    if growth is None:
        return same(before, after)
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        keys = [*before, *(step for step in growth.within if step not in before)]
        return (
            not growth.entries
            and list(after) == keys
            and all(_grown(before.get(key), after[key], growth.within.get(key)) for key in after)
        )
    return isinstance(after, Sequence) and _longer(before, after, growth)


def _longer(before: Node, after: Sequence, growth: _Growth) -> bool:
    """A list with entries behind the old ones, which may have grown themselves."""
    old: list[Node] = before if isinstance(before, Sequence) else []
    count = len(old)
    return (
        (before is None or isinstance(before, Sequence))
        and len(after) == count + len(growth.entries)
        and all(isinstance(step, int) and 0 <= step < count for step in growth.within)
        and all(_grown(one, after[n], growth.within.get(n)) for n, one in enumerate(old))
        and all(map(_means, after[count:], growth.entries))
    )


def same(before: Node, after: Node) -> bool:
    """Whether two values are the same: text, quoted or not, and the order of keys too.

    A line end at the end of a text does not count: no type of the model keeps it, and a block text
    at the very end of a file gains one when something follows.
    """
    if isinstance(before, Mapping):
        return (
            isinstance(after, Mapping)
            and list(before) == list(after)
            and all(map(same, before.values(), after.values()))
        )
    if isinstance(before, Sequence):
        return (
            isinstance(after, Sequence)
            and len(before) == len(after)
            and all(map(same, before, after))
        )
    if isinstance(before, str) and isinstance(after, str):
        alike = before == after or before.rstrip("\n") == after.rstrip("\n")
        return type(before) is type(after) and alike
    return before is None and after is None


def _means(node: Node, value: Value | Fields) -> bool:
    """Whether what was read back is what was to be written."""
    if isinstance(value, MappingType):
        return (
            isinstance(node, Mapping)
            and list(node) == list(value)
            and all(_means(node[key], one) for key, one in value.items())
        )
    if isinstance(value, tuple):
        return (
            isinstance(node, Sequence) and len(node) == len(value) and all(map(_means, node, value))
        )
    return isinstance(node, str) and _text(node) == _text(value)


def _text(value: Scalar) -> str:
    return written(value).rstrip("\n")
