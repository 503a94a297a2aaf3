"""Text for typst: nothing hidden, blanks set apart, and a place to break in whatever is long."""

from __future__ import annotations

import re
from unicodedata import combining

from ganxian_ledger.render.blanks import parted
from ganxian_ledger.render.width import safe_text

LINE = 56
"""Half characters of a line of the text."""
_IDEOGRAPHS = (
    "\u2e80-\u2fff\u3040-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_RUN = re.compile(rf"[^\s{_IDEOGRAPHS}]+")
"""What has no place where typst would begin a new line."""
_STEP = 4
_BREAK = "\u200b"
"""Nothing to be seen; a line may break there."""
_FIXED_SPACES = str.maketrans(dict.fromkeys("\u00a0\u2007\u202f", " "))
_WIDE_LATIN = frozenset("mw@%")

Piece = str | dict[str, str]
"""A text, or `{"blank": text}` for what the office has to fill in."""


def pieces_of(text: str, room: float = LINE) -> list[Piece]:
    """A text in pieces, none of which is longer than a line without a place to break.

    Characters that steer or hide are shown by their pictures and escapes; line ends stay.

    Args:
        text: The text.
        room: Half characters of a line; what is longer and has no other break gets some.
    """
    plain = safe_text(text.replace("\r\n", "\n")).translate(_FIXED_SPACES)
    if 2 * len(plain) <= room and "（" not in plain:
        return [plain]
    return [
        {"blank": part} if is_blank else _broken(part, room) for part, is_blank in parted(plain)
    ]


def _broken(text: str, room: float) -> str:
    """The text with places to break in the runs that are too long."""
    return _RUN.sub(lambda run: _stepped(run[0]) if _span(run[0]) > room else run[0], text)


def _span(run: str) -> int:
    """Half characters that a run takes at most."""
    return sum(1 if c.isascii() and not c.isupper() and c not in _WIDE_LATIN else 2 for c in run)


def _stepped(run: str) -> str:
    """A long run with breaks, marks left with what they stand on."""
    pieces, begun = [], 0
    for at, letter in enumerate(run):
        if at - begun >= _STEP and not combining(letter):
            pieces.append(run[begun:at])
            begun = at
    return _BREAK.join((*pieces, run[begun:]))
