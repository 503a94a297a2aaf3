"""How cells look: fonts as in offices, thin borders, the colours of lights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from xlsxwriter import Workbook as File
from xlsxwriter.format import Format

BODY_FONT = "宋体"
HEAD_FONT = "黑体"
TITLE_FONT = "方正小标宋简体"
NOTE_FONT = "仿宋_GB2312"
BODY_SIZE, TITLE_SIZE = 10, 18
LIGHTS = {
    "红": ("#F8696B", "#3B0000"),
    "黄": ("#FFD966", "#3B2A00"),
    "绿": ("#A9D08E", "#0B2E00"),
    "蓝": ("#9DC3E6", "#001F3B"),
    "灰": ("#D0CECE", "#262626"),
}
"""Fill and letters of each light; the word in the cell stays."""

_CELL: Mapping[str, object] = {
    "font_name": BODY_FONT,
    "font_size": BODY_SIZE,
    "valign": "vcenter",
    "text_wrap": True,
    "border": 1,
    "border_color": "#7F7F7F",
}
_HEAD: Mapping[str, object] = {
    **_CELL,
    "font_name": HEAD_FONT,
    "align": "center",
    "bg_color": "#DDEBF7",
}
_ACROSS: Mapping[str, object] = {"valign": "vcenter", "text_wrap": True}
NAMED: Mapping[str, Mapping[str, object]] = {
    "title": {**_ACROSS, "font_name": TITLE_FONT, "font_size": TITLE_SIZE, "align": "center"},
    "subtitle": {**_ACROSS, "font_name": NOTE_FONT, "font_size": BODY_SIZE, "align": "center"},
    "note": {**_ACROSS, "font_name": NOTE_FONT, "font_size": BODY_SIZE},
    "head": _HEAD,
    "group": {**_CELL, "font_name": HEAD_FONT, "bg_color": "#BDD7EE"},
    "part": {**_CELL, "font_name": HEAD_FONT, "bg_color": "#EDF3FA"},
    "empty": {**_CELL, "align": "center"},
    "name": {**_CELL, "font_name": HEAD_FONT},
}
"""What is not an ordinary cell, by what it is."""


@dataclass(frozen=True)
class Styles:
    """The formats of a file, each made once."""

    file: File
    made: dict[tuple[object, ...], Format] = field(default_factory=dict)

    def named(self, name: str) -> Format:
        """A format of `NAMED`."""
        return self._of((name,), NAMED[name])

    def cell(self, align: str, number: str = "", *, is_sum: bool = False) -> Format:
        """The format of an ordinary cell; `number` is a number format, empty for text."""
        key = (align, number, is_sum)
        return self.made.get(key) or self._of(key, _cell_style(align, number, is_sum=is_sum))

    def light(self, word: str) -> Format:
        """The colours of a light, for conditional formats."""
        fill, letters = LIGHTS[word]
        return self._of(("light", word), {"bg_color": fill, "font_color": letters})

    def _of(self, key: tuple[object, ...], style: Mapping[str, object]) -> Format:
        if key not in self.made:
            self.made[key] = self.file.add_format(dict(style))
        return self.made[key]


def _cell_style(align: str, number: str, *, is_sum: bool) -> dict[str, object]:
    style: dict[str, object] = {**_CELL, "align": align}
    if number:
        style["num_format"] = number
    if is_sum:
        style |= {"bold": True, "bg_color": "#F2F2F2"}
    return style
