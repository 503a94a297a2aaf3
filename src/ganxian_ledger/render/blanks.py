"""The blanks that the office fills: found in a text, so that every format marks them alike."""

from __future__ import annotations

import re

_BLANK = re.compile(r"(（[^（）]{0,20}(?:待填|填写)）)")
"""（文号待填）, （成文日期待填）, （待填）, （其他要求由…填写）."""


def parted(text: str) -> tuple[tuple[str, bool], ...]:
    """A text in its parts, each with whether it is a blank; none is empty."""
    pieces = _BLANK.split(text)
    return tuple((piece, i % 2 == 1) for i, piece in enumerate(pieces) if piece)
