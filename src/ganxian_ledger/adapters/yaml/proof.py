"""Proof of an edit: the values read back are the old ones and exactly the new record."""

from __future__ import annotations

from collections.abc import Mapping as MappingType

from ganxian_ledger.adapters.yaml.nodes import Mapping, Node, Sequence
from ganxian_ledger.domain.changes import Append, Fields, Scalar, Value, written
from ganxian_ledger.domain.places import Route


def is_exactly(before: Node, after: Node, change: Append) -> bool:
    """Whether `after` is `before` with the record of `change` appended, and nothing else."""
    return _grown(before, after, change.place.route, change)


def _grown(before: Node, after: Node, route: Route, change: Append) -> bool:
    if not route:
        return _appended(before, after, change)
    step, rest = route[0], route[1:]
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        keys = list(before) if step in before else [*before, step]
        return list(after) == keys and all(
            _grown(before.get(key), after[key], rest, change)
            if key == step
            else same(before[key], after[key])
            for key in after
        )
    if isinstance(before, Sequence) and isinstance(after, Sequence):
        return len(before) == len(after) and all(
            _grown(old, new, rest, change) if n == step else same(old, new)
            for n, (old, new) in enumerate(zip(before, after, strict=True))
        )
    return False


def _appended(before: Node, after: Node, change: Append) -> bool:
    old: list[Node] = before if isinstance(before, Sequence) else []
    return (
        (before is None or isinstance(before, Sequence))
        and isinstance(after, Sequence)
        and len(after) == len(old) + 1
        and all(map(same, old, after[:-1]))
        and _means(after[-1], change.fields)
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
