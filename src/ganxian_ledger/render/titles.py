"""Titles in lines that do not part what belongs together (GB/T 9704-2012, 7.3.1).

The standard asks for whole words, even lines, and the shape of a trapezoid or a rhombus.
"""

from __future__ import annotations

import re
from itertools import combinations

from ganxian_ledger.render.paged import halves

LINE = 20
"""Characters of 2号 on a line of 156 mm."""
MOST_LINES = 3
_PHRASES = re.compile(
    r"(?<=[》月])(?!份)|(?<=[0-9]年)(?![0-9第])|(?<=季度)|(?<=半年)"
    r"|(?!^)(?=关于|《)|(?<!的)(?=工作|有关|推进情况|完成情况)"
)
"""Between phrases: behind a period, before what is reported of a matter."""
_WORDS = re.compile(r"(?=（)|(?<=[）的])|(?<!工作)(?=进展)")
"""Between words of a phrase: a remark stands better behind what it remarks on."""
_PLACES = re.compile(
    r"(?<![社小园山地城辖片灾库景湖林矿校牧省集])(?<=[县市区])"
    r"(?![县市区域级长场民直内外委政]|建设|行动|工作|进展)"
)
"""Behind the name of a place."""
_INNER = re.compile(r"(?<=关于)|(?=行动|建设|整治|治理|攻坚)")
"""Inside a name, where nothing better is to be had."""
_COSTS = ((_INNER, 5.0), (_PLACES, 1.5), (_WORDS, 1.0), (_PHRASES, 0.0))
_NEVER_FIRST = "，。、；：）》”％%的"
_MARKS = r"\x00-\x7f（《》），。、；："
_MEETS = re.compile(rf"(?<=[0-9A-Za-z])(?=[^{_MARKS}])|(?<=[^{_MARKS}])(?=[0-9A-Za-z])")
"""Where a letter or digit meets a Chinese character, and programs leave a quarter of one free."""
_THIRD_LINE = 2.0
_UNEVEN = 4.0
"""What a line more costs, and what lines do of which one is longer by a whole line."""


def title_lines(title: object) -> str:
    """A title, with one or two line ends where it is too long for a line.

    One that is longer than three lines, or has no good places, is left to the program that shows
    it.
    """
    text = str(title)
    if _width(text) <= 2 * LINE or "\n" in text:
        return text
    places = _places(text)
    parted = (
        (_cost(lines, sum(map(places.__getitem__, ends))), lines)
        for more in range(1, MOST_LINES)
        for ends in combinations(sorted(places), more)
        if _fits(lines := _cut(text, ends))
    )
    best = min(parted, default=None)
    return "\n".join(best[1]) if best else text


def _width(text: str) -> float:
    """Halves of a character that a text takes in a line."""
    return halves(text) + len(_MEETS.findall(text)) / 2


def _places(text: str) -> dict[int, float]:
    """Where a line may end, and how much it hurts."""
    found = {
        at.start(): cost
        for pattern, cost in _COSTS
        for at in pattern.finditer(text)
        if 0 < at.start() < len(text)
    }
    return {place: cost for place, cost in found.items() if _is_open(text, place)}


def _is_open(text: str, place: int) -> bool:
    """Whether a place is outside of brackets, and what follows may begin a line."""
    before = text[:place]
    is_inside = any(before.count(a) > before.count(b) for a, b in ("（）", "《》"))
    return not is_inside and text[place] not in _NEVER_FIRST


def _cut(text: str, ends: tuple[int, ...]) -> list[str]:
    return [text[a:b] for a, b in zip((0, *ends), (*ends, len(text)), strict=True)]


def _fits(lines: list[str]) -> bool:
    """Whether each has room, and none in the middle is shorter than those around it."""
    widths = [*map(_width, lines)]
    return max(widths) <= 2 * LINE and all(one >= min(widths[0], widths[-1]) for one in widths)


def _cost(lines: list[str], parting: float) -> float:
    widths = [*map(_width, lines)]
    uneven = (max(widths) - min(widths)) / (2 * LINE)
    return parting + _UNEVEN * uneven + _THIRD_LINE * (len(lines) - 2)
