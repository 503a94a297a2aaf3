"""Reading on behind what is not YAML: one broken record must not hide the faults of the others."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from ruamel.yaml.error import YAMLError

from ganxian_ledger.adapters.yaml.nodes import Node, TextFault
from ganxian_ledger.adapters.yaml.parse import Builder, NestedTooDeep, events_of, pure_events_of
from ganxian_ledger.adapters.yaml.syntax import settled, stopped_in_brackets, syntax_fault

MOST_BROKEN = 50
"""Broken records of one file that are set aside one by one before the rest is given up."""
MOST_SLOW = 8
"""Readings of one file by the slow parser."""
LONGEST_SLOW = 512 * 1024
"""Code points of a text that the slow parser is given; it needs some five seconds for so many."""
_LONE_CR = re.compile("\r(?!\n)")
MOST_OUTWARD = 5
"""How many records around a fault are tried, from the innermost outward."""


class Built(NamedTuple):
    """What could be read. `root` is None where nothing could; `unread` is the text set aside."""

    root: Node
    faults: tuple[TextFault, ...]
    unread: str


class _Attempt(NamedTuple):
    """One reading of a text; `stop` is where it ended before its time, if it did."""

    root: Node
    faults: tuple[TextFault, ...]
    stop: TextFault | None = None
    in_brackets: bool = False


class _Without(NamedTuple):
    """A text with a record blanked out (same length), and where the text goes on behind it."""

    text: str
    onward: int


def build(source: str) -> Built:
    """Read a text; where it is not YAML, set the broken record aside and read it again."""
    text = _LONE_CR.sub("\n", source)
    reader = _Reader()
    stops: dict[int, TextFault] = {}
    unread: list[str] = []
    attempt, rest = reader.attempt(text), text
    if attempt.stop is not None and (conflicts := settled(text)).faults:
        stops = {_line(text, fault.span[0]): fault for fault in conflicts.faults}
        unread.extend(a for a, b in zip(text, conflicts.text, strict=True) if a != b)
        attempt, rest = reader.attempt(conflicts.text), conflicts.text
    for _ in range(MOST_BROKEN):
        if attempt.stop is None:
            break
        stops.setdefault(_line(rest, attempt.stop.span[0]), attempt.stop)
        shorter = _mended(rest, attempt.stop, reader)
        if attempt.stop.code != "Y201" or shorter is None:
            return Built(None, (*stops.values(), *attempt.faults), text)
        unread.extend(a for a, b in zip(rest, shorter, strict=True) if a != b)
        rest, attempt = shorter, reader.attempt(shorter)
    faults = (*stops.values(), *attempt.faults)
    if attempt.stop is not None:
        return Built(None, faults, text)
    return Built(attempt.root, faults, "".join(unread))


class _Reader:
    """Reads texts with the quick parser; where that stops within brackets, the other has the say.

    (The quick one refuses `{url: https://…}` and `{note: 好吗?}`, which YAML allows.) The other is
    slow, so one file gets only so many readings by it.
    """

    def __init__(self) -> None:
        self._slow_readings = MOST_SLOW

    def attempt(self, text: str) -> _Attempt:
        """Read one text as far as it goes."""
        quick = _attempt(events_of(text), text)
        if not quick.in_brackets or self._slow_readings == 0 or len(text) > LONGEST_SLOW:
            return quick
        self._slow_readings -= 1
        slow = _attempt(pure_events_of(text), text)
        return slow if _reach(slow) > _reach(quick) else quick


def _attempt(next_event: Callable[[], Any], text: str) -> _Attempt:
    builder = Builder(next_event, text)
    in_brackets = False
    try:
        return _Attempt(builder.build(), tuple(builder.faults))
    except NestedTooDeep as deep:
        stop = TextFault("Y206", (deep.at, deep.at), "嵌套太深，不像台账", "检查括号和缩进")
    except YAMLError as error:
        stop = syntax_fault(error, text, builder.quoted)
        in_brackets = stopped_in_brackets(error)
    except (ValueError, RecursionError):  # the slow parser's other complaints
        stop = TextFault("Y201", (0, 0), "这里不合 YAML 的写法", "检查缩进、引号和括号")
    return _Attempt(None, tuple(builder.faults), stop, in_brackets)


def _reach(attempt: _Attempt) -> float:
    return attempt.stop.span[0] if attempt.stop else math.inf


def _mended(text: str, stop: TextFault, reader: _Reader) -> str | None:
    """The text without the smallest record that lets the parser get on, or None."""
    first = None
    for _, without in zip(range(MOST_OUTWARD), _records_around(text, stop.span[0]), strict=False):
        first = first or without
        attempt = reader.attempt(without.text)
        if attempt.stop is None or attempt.stop.span[0] > without.onward:
            return without.text
    return first.text if first else None


def _records_around(text: str, index: int) -> Iterator[_Without]:
    """The text without a list item that holds `index` or ends just before it, innermost first."""
    lines = text.split("\n")
    at = _line(text, index)
    while at > 0 and not lines[at].strip():
        at -= 1
    limit = len(text)
    if _is_item(lines[at]):
        yield _without(lines, at, _end(lines, at, at))
        above = next((n for n in range(at - 1, -1, -1) if _is_item(lines[n])), None)
        if above is not None:
            yield _without(lines, above, at)
        limit = _indent(lines[at])
    for first in range(at if limit == len(text) else at - 1, -1, -1):
        if _is_item(lines[first]) and _indent(lines[first]) < limit:
            limit = _indent(lines[first])
            yield _without(lines, first, _end(lines, first, at))


def _end(lines: list[str], first: int, at: int) -> int:
    """The line behind an item that begins at line `first` and holds line `at`."""
    indent, after = _indent(lines[first]), max(first, at) + 1
    while after < len(lines) and _belongs(lines[after], indent):
        after += 1
    return after


def _without(lines: list[str], first: int, after: int) -> _Without:
    blanked = [
        " " * len(line.rstrip("\r")) + "\r" * line.endswith("\r") for line in lines[first:after]
    ]
    text = "\n".join([*lines[:first], *blanked, *lines[after:]])
    goes_on = next((n for n in range(after, len(lines)) if lines[n].strip()), len(lines))
    return _Without(text, sum(len(line) + 1 for line in lines[: goes_on + 1]) - 1)


def _line(text: str, index: int) -> int:
    return text.count("\n", 0, index)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _is_item(line: str) -> bool:
    bare = line.strip()
    return bare.startswith("- ") or bare == "-"


def _belongs(line: str, indent: int) -> bool:
    bare = line.strip()
    return not bare or bare.startswith("#") or _indent(line) > indent
