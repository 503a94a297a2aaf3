"""Places in a text where it can be cut: lines, line ends, columns, comments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ganxian_ledger.adapters.yaml.lines import LINE_END
from ganxian_ledger.adapters.yaml.nodes import Mapping


@dataclass(frozen=True, slots=True)
class Cut:
    """Put `new` in place of the text from `start` to `end` (nothing, where they are the same)."""

    start: int
    end: int
    new: str


def carved(text: str, cuts: Iterable[Cut]) -> str:
    """The text with these cuts made, which are in order and do not overlap."""
    pieces, done = [], 0
    for cut in cuts:
        pieces += [text[done : cut.start], cut.new]
        done = cut.end
    return "".join([*pieces, text[done:]])


def line_start(text: str, index: int) -> int:
    """Where the line begins that `index` stands in."""
    feed = text.rfind("\n", 0, index)
    return max(feed, text.rfind("\r", feed + 1, index)) + 1  # no further back: most have no CR


def column(text: str, index: int) -> int:
    """How many characters stand before `index` on its line."""
    return index - line_start(text, index)


def line_stop(text: str, index: int) -> int:
    """Where the line that `index` stands in stops, before its line end."""
    found = LINE_END.search(text, index)
    return found.start() if found else len(text)


def next_line(text: str, index: int) -> int:
    """Where the line after `index` begins; the end of the text where there is none."""
    found = LINE_END.search(text, index)
    return found.end() if found else len(text)


def line_end_near(text: str, index: int) -> str:
    """The line end in use just before `index`, else the first one of the text, else LF."""
    start = line_start(text, index)
    if start:
        return "\r\n" if text[start - 2 : start] == "\r\n" else text[start - 1]
    found = LINE_END.search(text)
    return found.group() if found else "\n"


def end_of_value(text: str, holder: Mapping, key: str) -> int:
    """Where a value ends; where there is none, behind its colon, or behind its bare key.

    (The two parsers put the mark of a value that is not there in different places.)
    """
    start, end = holder.values_at[key]
    if start < end:
        return end
    named = holder.keys_at[key][1]
    colon = text.find(":", named, max(start, line_stop(text, named)))
    return named if colon < 0 or text[named:colon].strip() else colon + 1


def behind_comments(text: str, index: int, inside: int) -> int:
    """Past the comment lines at the line start `index` that stand at column `inside` or further."""
    while index < len(text) and column(text, index) == 0:
        line = text[index : line_stop(text, index)]
        bare = line.lstrip(" ")
        if not bare.startswith("#") or len(line) - len(bare) < inside:
            break
        index = next_line(text, index)
    return index


def depth_below(text: str, index: int) -> int:
    """How far in the blank lines and comments stand that follow at the line start `index`.

    A block text just above takes those for its own that stand as far in as it does.
    """
    deepest = 0
    while index < len(text):
        line = text[index : line_stop(text, index)]
        bare = line.lstrip(" ")
        if bare and not bare.startswith("#"):
            break
        deepest = max(deepest, len(line) - len(bare))
        index = next_line(text, index)
    return deepest


def insertion(text: str, index: int, lines: list[str]) -> Cut:
    """New lines at the line start `index`.

    At the end of a text without a final line end they have none either.
    """
    end = line_end_near(text, index)
    if index == len(text) and column(text, index):
        return Cut(index, index, end + end.join(lines))
    return Cut(index, index, "".join(line + end for line in lines))
