"""Lines of a text: a line ends with LF, CRLF, or CR."""

from __future__ import annotations

import re
from bisect import bisect_right

LINE_END = re.compile("\r\n?|\n")


def line_starts(text: str) -> list[int]:
    """Where every line begins."""
    return [0, *(match.end() for match in LINE_END.finditer(text))]


def line_and_column(starts: list[int], index: int) -> tuple[int, int]:
    """Line and column of an index, from 1, in code points."""
    line = bisect_right(starts, index)
    return line, index - starts[line - 1] + 1
