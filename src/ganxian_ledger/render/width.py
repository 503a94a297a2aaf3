"""How wide text is on a screen, and text that a screen cannot be fooled with."""

from __future__ import annotations

from unicodedata import category, east_asian_width

_PICTURES = 0x2400
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_NO_WIDTH = frozenset({"Mn", "Me", "Cf"})
_NO_START = "，。、；：？！）》】〉」』”’…％%)]},.;:?!"
"""Marks that may not stand at the start of a line."""


def safe_text(text: str) -> str:
    r"""Text in which nothing is hidden and nothing is obeyed; line ends stay.

    Control characters become their pictures (␛); C1, bidirectional and zero-width characters,
    lone surrogates and noncharacters become their escapes (\u202e).
    """
    if text.isprintable():
        return text
    return "".join(map(_shown, text))


def _shown(letter: str) -> str:
    code = ord(letter)
    if letter.isprintable() or letter == "\n":
        return letter
    if code < 0x20:
        return chr(_PICTURES + code)
    if code == 0x7F:
        return "␡"
    if category(letter) in _UNSEEN or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
        return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
    return letter


def one_line(text: str) -> str:
    """Safe text without line ends, for places that have only one line."""
    return safe_text(text).replace("\n", " ")


def width(text: str) -> int:
    """Columns that a text takes: Chinese characters two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(map(_letter_width, text))


def _letter_width(letter: str) -> int:
    if east_asian_width(letter) in "WF":
        return 2
    return 0 if category(letter) in _NO_WIDTH else 1


def pad(text: str, columns: int, *, align: str = "left") -> str:
    """Text with spaces to fill some columns; longer text stays whole."""
    blank = " " * max(columns - width(text), 0)
    return blank + text if align == "right" else text + blank


def fold(text: str, columns: int) -> list[str]:
    """Text in lines of at most so many columns, none of it lost; marks do not begin a line.

    Latin words and numbers are kept whole where they fit on a line.
    """
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for piece in _pieces(paragraph, columns):
            if line and width(line) + width(piece) > columns:
                lines.append(line.rstrip())
                line = piece.lstrip()
            else:
                line += piece
        lines.append(line.rstrip())
    return lines


def _pieces(text: str, columns: int) -> list[str]:
    """What may not be parted: words of Latin letters, a character with the mark behind it."""
    pieces: list[str] = []
    for letter in text:
        last = pieces[-1] if pieces else ""
        if last and _belongs(last, letter) and width(last) + _letter_width(letter) <= columns:
            pieces[-1] += letter
        else:
            pieces.append(letter)
    return pieces


def _belongs(last: str, letter: str) -> bool:
    if letter in _NO_START or not _letter_width(letter):
        return not last.isspace()
    return _is_latin(letter) and _is_latin(last[-1])


def _is_latin(letter: str) -> bool:
    return letter.isascii() and not letter.isspace()
