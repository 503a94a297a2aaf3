"""How a record is laid out: on lines of its own in a block, or between brackets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

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
