"""How a number is shown: as a share, as a day, as hours, or as it is; by its number format."""

from __future__ import annotations

import re
from typing import Literal

from ganxian_ledger.adapters.workbook.markup import Attributes, Walk, walk

Look = Literal["", "percent", "day", "span"]
"""`day` is a day or a time of day, `span` hours and minutes that may be more than a day's."""
_PERCENT = frozenset({9, 10})
_DAYS = frozenset({*range(14, 23), 45, 47, *range(27, 37), *range(50, 59)})
"""Built in: ECMA-376 part 1, 18.8.30; 27 to 36 and 50 to 58 are those of Chinese Excel."""
_SPAN = 46
_LITERAL = re.compile(r'"[^"]*"?|[\\_*].')
_SPANS = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_BRACKETS = re.compile(r"\[[^\]]*\]?")


def look_of(number: int, codes: dict[int, str]) -> Look:
    """The look of a number format; `codes` are those that the file declares."""
    if number in codes:
        return look_of_code(codes[number])
    if number in _PERCENT:
        return "percent"
    if number == _SPAN:
        return "span"
    return "day" if number in _DAYS else ""


def look_of_code(code: str) -> Look:
    """The look of a format code such as `0.0%` or `m"月"`; texts and colours count for nothing."""
    bare = _LITERAL.sub("", code)
    first = bare.split(";")[0]
    if _SPANS.search(first):
        return "span"
    if "%" in _BRACKETS.sub("", bare):
        return "percent"
    shown = _BRACKETS.sub("", first)
    return "day" if any(letter in "ymdhs" for letter in shown.lower()) else ""


class _Styles(Walk):
    """The number formats that a file declares, and which one each style of cells has."""

    def __init__(self) -> None:
        super().__init__()
        self.codes: dict[int, str] = {}
        self.numbers: list[int] = []

    def opened(self, name: str, attributes: Attributes) -> None:
        if name == "numFmt":
            number = attributes.get("numFmtId", "")
            if number.isascii() and number.isdigit():
                self.codes[int(number[:9])] = attributes.get("formatCode", "")
        elif name == "xf" and self.path[-2:-1] == ["cellXfs"]:
            number = attributes.get("numFmtId", "0")
            self.numbers.append(int(number[:9]) if number.isascii() and number.isdigit() else 0)


def looks_of(styles: bytes | None) -> tuple[Look, ...]:
    """The look of each style of cells, in their order; none where the part is absent."""
    if styles is None:
        return ()
    found = _Styles()
    walk(styles, found)
    known = {number: look_of(number, found.codes) for number in set(found.numbers)}
    return tuple(known[number] for number in found.numbers)
