"""The differences that cuts in many places make to a text, in time linear in its length."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ganxian_ledger.adapters.yaml.cuts import Cut, carved
from ganxian_ledger.adapters.yaml.lines import line_starts
from ganxian_ledger.adapters.yaml.unified import CONTEXT, LINE, head_of, marked, range_of

Lines = tuple[str, ...]


class Piece(NamedTuple):
    """Lines of the old text that gave way to new ones; both counted from nought, with their ends.

    A piece never begins or ends with a line that stayed.
    """

    old_start: int
    old: Lines
    new_start: int
    new: Lines

    @property
    def old_stop(self) -> int:
        """The line behind the old ones."""
        return self.old_start + len(self.old)

    @property
    def came(self) -> tuple[int, Lines]:
        """The number of the first new line, from 1, and the new lines without their ends."""
        old = [line.rstrip("\r\n") for line in self.old]
        new = [line.rstrip("\r\n") for line in self.new]
        head, tail = _alike(old, new)
        return self.new_start + head + 1, tuple(new[head : len(new) - tail])


def pieces(text: str, cuts: Iterable[Cut]) -> tuple[Piece, ...]:
    """What cuts, which are in order, change in a text; cuts that touch the same lines are one."""
    starts, made, moved = line_starts(text), [], 0
    for first, stop, group in _by_lines(starts, cuts):
        begin, end = starts[first], starts[stop] if stop < len(starts) else len(text)
        within = [Cut(cut.start - begin, cut.end - begin, cut.new) for cut in group]
        old = LINE.findall(text[begin:end])
        new = LINE.findall(carved(text[begin:end], within))
        head, tail = _alike(old, new)
        made.append(
            Piece(
                first + head,
                tuple(old[head : len(old) - tail]),
                first + moved + head,
                tuple(new[head : len(new) - tail]),
            )
        )
        moved += len(new) - len(old)
    return tuple(made)


def unified(name: str, text: str, made: Iterable[Piece], *, is_new: bool = False) -> str:
    """The pieces of an old text as one difference in Git's form; `is_new` where no file was."""
    lines = tuple(LINE.findall(text))
    return head_of(name, is_new=is_new) + "".join(_hunk(lines, group) for group in _near(made))


def _by_lines(starts: list[int], cuts: Iterable[Cut]) -> Iterator[tuple[int, int, list[Cut]]]:
    """Cuts that touch the same lines, with the first of these lines and the one behind them."""
    group: list[Cut] = []
    first = stop = 0
    for cut in cuts:
        begins = bisect_right(starts, cut.start) - 1
        last = bisect_right(starts, cut.end) - 1
        behind = last + (cut.end > starts[last])
        if group and begins > stop:
            yield first, stop, group
            group = []
        first, stop = (first, max(stop, behind)) if group else (begins, behind)
        group.append(cut)
    if group:
        yield first, stop, group


def _near(made: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Pieces between which there is nothing but context."""
    group: list[Piece] = []
    for piece in made:
        if group and piece.old_start - group[-1].old_stop > 2 * CONTEXT:
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _hunk(lines: Lines, group: list[Piece]) -> str:
    begin = max(group[0].old_start - CONTEXT, 0)
    end = min(group[-1].old_stop + CONTEXT, len(lines))
    grown = sum(len(piece.new) - len(piece.old) for piece in group)
    new_begin = group[0].new_start - (group[0].old_start - begin)
    head = f"@@ -{range_of(begin, end - begin)} +{range_of(new_begin, end - begin + grown)} @@\n"
    body: list[str] = []
    done = begin
    for piece in group:
        body += marked(" ", lines[done : piece.old_start])
        body += marked("-", piece.old)
        body += marked("+", piece.new)
        done = piece.old_stop
    return head + "".join([*body, *marked(" ", lines[done:end])])


def _alike(old: list[str], new: list[str]) -> tuple[int, int]:
    """How many lines are the same at the head, and behind those at the tail."""
    most = min(len(old), len(new))
    head = tail = 0
    while head < most and old[head] == new[head]:
        head += 1
    while tail < most - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return head, tail
