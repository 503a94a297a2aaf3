"""How a record is laid out: on lines of its own in a block, or between brackets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ganxian_ledger.adapters.yaml import nodes
from ganxian_ledger.adapters.yaml.scalar import as_block, on_one_line
from ganxian_ledger.domain.changes import Fields, Scalar, Value


@dataclass(frozen=True, slots=True)
class Shape:
    """Where the dash and the keys of a record stand, and how far in lists of its own begin.

    `below` is how far in the comments and blank lines stand that follow it.
    """

    dash: int
    content: int
    inward: int
    below: int = 0


class Unwritable(ValueError):
    """A value of another text that no record of ours would hold."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list, to be written: from its values, or as it stood in a block elsewhere.

    `lines` are those it stood on, from the column of its dash, without line ends; `fields` is None
    for what can only be copied so.
    """

    fields: Fields | None
    lines: tuple[str, ...] = ()

    def in_block(self, shape: Shape) -> list[str]:
        """Its lines in a block.

        Raises:
            Unwritable: where it has neither lines nor values.
        """
        if self.lines:
            return [" " * shape.dash + line if line else "" for line in self.lines]
        return block_lines(self._values, shape)

    def between_braces(self) -> str:
        """Itself on one line.

        Raises:
            Unwritable: where it can only be copied.
        """
        return flow_text(self._values)

    @property
    def _values(self) -> Fields:
        if self.fields is None:
            raise Unwritable
        return self.fields


def fields_of(node: nodes.Node) -> Fields | None:
    """The values of a record as read, to be written again; None where there is more in it."""
    if not isinstance(node, nodes.Mapping):
        return None
    try:
        return {key: _value_of(value) for key, value in node.items()}
    except Unwritable:
        return None


def _value_of(node: nodes.Node) -> Value:
    return tuple(map(_part_of, node)) if isinstance(node, nodes.Sequence) else _part_of(node)


def _part_of(node: nodes.Node) -> Scalar | Mapping[str, Scalar]:
    if isinstance(node, str):
        return node
    if not isinstance(node, nodes.Mapping):
        raise Unwritable
    texts = {key: value for key, value in node.items() if isinstance(value, str)}
    if len(texts) < len(node):
        raise Unwritable
    return texts


def block_lines(fields: Fields, shape: Shape) -> list[str]:
    """The lines of a record behind a dash, without line ends."""
    *_, last = fields
    lines: list[str] = []
    for key, value in fields.items():
        is_swallowing = key == last and shape.below >= shape.content + 2
        if isinstance(value, str) and is_swallowing:
            lines.append(f"{key}: {on_one_line(value)}")
        else:
            lines.extend(_entry(key, value, shape))
    return _dashed(lines, shape.dash, shape.content)


def flow_text(fields: Fields) -> str:
    """The record between braces, on one line."""
    return "{" + ", ".join(f"{key}: {_flow(value)}" for key, value in fields.items()) + "}"


def _dashed(lines: list[str], dash: int, content: int) -> list[str]:
    """The lines moved in to their column, the first behind a dash."""
    moved = [" " * content + line if line else "" for line in lines]
    moved[0] = " " * dash + "-" + moved[0][dash + 1 :]
    return moved


def _entry(key: str, value: Value, shape: Shape) -> Iterator[str]:
    """One key with its value, from column nought."""
    if isinstance(value, str):
        block = as_block(value, "  ")
        if block is not None:
            yield f"{key}: {block[0]}"
            yield from block[1:]
            return
    if isinstance(value, tuple) and any(isinstance(one, Mapping) for one in value):
        yield f"{key}:"
        for one in value:
            lines = list(_pairs(one)) if isinstance(one, Mapping) else [on_one_line(one)]
            yield from _dashed(lines, shape.inward, shape.inward + 2)
        return
    if isinstance(value, Mapping):
        yield f"{key}:"
        yield from ("  " + line for line in _pairs(value))
        return
    yield f"{key}: {_flow(value)}"


def _pairs(fields: Mapping[str, Scalar]) -> Iterator[str]:
    return (f"{key}: {on_one_line(value)}" for key, value in fields.items())


def _flow(value: Value) -> str:
    if isinstance(value, Mapping):
        return flow_text(value)
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return on_one_line(value)
