"""The difference that cuts make to a text: the lines that came, and a unified diff."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from ganxian_ledger.adapters.yaml.cuts import Cut, column
from ganxian_ledger.adapters.yaml.lines import LINE_END

CONTEXT = 3
"""Unchanged lines shown around a change."""

LINE = re.compile("[^\r\n]*(?:\r\n?|\n)|[^\r\n]+$")
"""A line with its end."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Lines `first` up to `old_stop` of the old text gave way to those up to `new_stop` of the new.

    All counted from nought; the lines keep their ends.
    """

    old: tuple[str, ...]
    new: tuple[str, ...]
    first: int
    old_stop: int
    new_stop: int

    @property
    def came(self) -> tuple[int, tuple[str, ...]]:
        """The number of the first new line, from 1, and the new lines without their ends."""
        old = [line.rstrip("\r\n") for line in self.old[self.first : self.old_stop]]
        new = [line.rstrip("\r\n") for line in self.new[self.first : self.new_stop]]
        skipped = 0
        while old and new and old[0] == new[0]:
            del old[0], new[0]
            skipped += 1
        while old and new and old[-1] == new[-1]:
            del old[-1], new[-1]
        return self.first + skipped + 1, tuple(new)

    def unified(self, name: str, *, is_new: bool = False) -> str:
        """The difference in Git's form, to look at or for `git apply`; `is_new`: a file is made."""
        begin = max(self.first - CONTEXT, 0)
        old = self.old[begin : self.old_stop + CONTEXT]
        new = self.new[begin : self.new_stop + CONTEXT]
        place = f"@@ -{range_of(begin, len(old))} +{range_of(begin, len(new))} @@\n"
        return head_of(name, is_new=is_new) + place + "".join(_body(old, new))


def difference(old_text: str, new_text: str, cuts: tuple[Cut, ...]) -> Difference:
    """What the cuts changed, in whole lines."""
    old, new = tuple(LINE.findall(old_text)), tuple(LINE.findall(new_text))
    last = cuts[-1].end
    old_stop = _line(old_text, last) + (column(old_text, last) > 0)
    new_stop = len(new) - (len(old) - old_stop)
    return Difference(old, new, _line(old_text, cuts[0].start), old_stop, new_stop)


def _line(text: str, index: int) -> int:
    return len(LINE_END.findall(text[:index]))


def head_of(name: str, *, is_new: bool) -> str:
    """The two lines that name the file before and after; before it was made it was none."""
    return f"--- {'/dev/null' if is_new else f'a/{name}'}\n+++ b/{name}\n"


def range_of(begin: int, count: int) -> str:
    """A range of lines, the first counted from nought, as the head of a hunk names it."""
    return f"{begin + 1 if count else begin},{count}"


def _body(old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[str]:
    matched = SequenceMatcher(None, old, new, autojunk=False)
    for tag, i, j, k, m in matched.get_opcodes():
        if tag == "equal":
            yield from marked(" ", old[i:j])
        else:
            yield from marked("-", old[i:j])
            yield from marked("+", new[k:m])


def marked(sign: str, lines: tuple[str, ...]) -> Iterator[str]:
    """Lines behind a sign, as they stand in a hunk."""
    for line in lines:
        whole = line.endswith(("\n", "\r"))
        yield f"{sign}{line}" if whole else f"{sign}{line}\n\\ No newline at end of file\n"
