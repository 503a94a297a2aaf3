"""Where a key or a value stands in a TOML text; the library tells only what they are."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

TALLEST = 200
"""Lines of one statement; of a taller one the place is not told."""
_PLACE = re.compile(r"at line (\d+), column (\d+)")


class Statement(NamedTuple):
    """The head of a table, or a key with its value: its first line, its text, and what it sets."""

    line: int
    text: str
    within: tuple[str, ...]
    sets: Mapping[str, Any]


def place_of(text: str, route: tuple[str, ...], value: str = "") -> tuple[int, int] | None:
    """Line and column (from 1, in code points) of a key, or of a text among its values.

    None where that cannot be told.
    """
    for statement in _statements(text):
        below = route[len(statement.within) :]
        if route[: len(statement.within)] == statement.within and _has(statement.sets, below):
            return _within(statement, route[-1], value)
    return None


def place_of_fault(text: str, error: ValueError) -> tuple[int, int] | None:
    """Line and column at which a text stops being TOML; None where that is not told."""
    found = _PLACE.search(str(error))
    if found is not None:
        return int(found[1]), int(found[2])
    if "at end of document" in str(error):
        lines = text.split("\n")
        return len(lines), len(lines[-1]) + 1
    return None


def _statements(text: str) -> Iterator[Statement]:
    """Each statement in turn: the shortest runs of lines that are TOML by themselves."""
    lines = text.replace("\r\n", "\n").split("\n")
    start = 0
    within: tuple[str, ...] = ()
    while start < len(lines):
        end, sets = _statement(lines, start)
        if not end:
            return
        piece = "\n".join(lines[start:end])
        is_head = piece.lstrip().startswith("[")
        if sets:
            yield Statement(start + 1, piece, () if is_head else within, sets)
        if is_head:
            within = _head(sets)
        start = end


def _statement(lines: list[str], start: int) -> tuple[int, Mapping[str, Any]]:
    """The line after a statement, and what it sets; 0 where it does not end soon."""
    for end in range(start + 1, min(start + TALLEST, len(lines)) + 1):
        try:
            return end, tomllib.loads("\n".join(lines[start:end]))
        except ValueError:
            continue
    return 0, {}


def _head(sets: Mapping[str, Any]) -> tuple[str, ...]:
    """The names in the head of a table, outermost first."""
    names: list[str] = []
    while isinstance(sets, Mapping) and sets:
        name, sets = next(iter(sets.items()))
        names.append(name)
    return tuple(names)


def _has(sets: object, route: tuple[str, ...]) -> bool:
    for name in route:
        if not isinstance(sets, Mapping) or name not in sets:
            return False
        sets = sets[name]
    return bool(route)


def _within(statement: Statement, key: str, value: str) -> tuple[int, int]:
    """The place of a key in a statement, or of a quoted text behind it."""
    text = statement.text
    at = max(text.find(key), 0)
    if value:
        quoted = re.compile(f"([\"']){re.escape(value)}\\1").search(text, at + len(key))
        at = quoted.start() if quoted else at
    line_start = text.rfind("\n", 0, at) + 1
    return statement.line + text.count("\n", 0, at), at - line_start + 1
