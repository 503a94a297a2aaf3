"""How a form looks: open cells are white, locked ones grey, cells to be mended red."""

from __future__ import annotations

from collections.abc import Mapping

from xlsxwriter.format import Format

from ganxian_ledger.render.xlsx.cells import DATE_FORMAT
from ganxian_ledger.render.xlsx.styles import NAMED, Styles

TEXT, GENERAL = "@", "General"
FORMATS = {
    "text": TEXT,
    "yes_no": TEXT,
    "files": TEXT,
    "percent": GENERAL,
    "number": GENERAL,
    "day": DATE_FORMAT,
}
"""The number format of an open cell, by what its column takes.

Words are text cells: `=1`, `8.10`, `6-1` or `+3户` typed there stay as they were typed, and are no
formula, number or day. Percents and numbers stay general: `60%` typed there becomes 0.6 *shown as a
percent*, by which a reader knows what was meant; a cell formatted `0` would show 1 and lose the
sign, and a text cell would be refused as no number. Days are shown with their year, because
programs add the current one to `6-20` by themselves; what they do not take for a day
(`2024.6.20`) stays text, and is understood when the form is taken back.
"""
_CELL: Mapping[str, object] = {**NAMED["empty"], "align": "left"}
_GREY, _RED = "#F2F2F2", {"bg_color": "#FFC7CE", "font_color": "#9C0006"}
_CENTRED = frozenset({"percent", "yes_no", "number", "day"})


def open_cell(takes: str, *, is_wrong: bool = False) -> str:
    """The name of the style of a cell that the unit fills, by what its column takes."""
    return f"{'wrong' if is_wrong else 'open'} {takes}"


def _open(takes: str, *, is_wrong: bool) -> dict[str, object]:
    style = {**_CELL, "num_format": FORMATS[takes], "locked": False}
    style["align"] = "center" if takes in _CENTRED else "left"
    return {**style, **(_RED if is_wrong else {"bg_color": "#FFFFFF"})}


_STYLES: Mapping[str, Mapping[str, object]] = {
    "title": NAMED["title"],
    "subtitle": NAMED["subtitle"],
    "note": NAMED["note"],
    "mark": {**NAMED["note"], "bold": True, "font_color": "#9C0006"},
    "head": {**NAMED["head"], "bg_color": "#D9D9D9"},
    "asked": NAMED["head"],
    "locked": {**_CELL, "bg_color": _GREY, "num_format": TEXT},
    "centre": {**_CELL, "bg_color": _GREY, "num_format": TEXT, "align": "center"},
    "wrong": {**_CELL, **_RED, "num_format": TEXT},
    "cell": {**_CELL, "num_format": TEXT},
    "count": {**_CELL, "num_format": TEXT, "align": "center"},
    "sign": {**NAMED["note"], "align": "right", "valign": "bottom"},
    "signed": {
        **NAMED["note"],
        "num_format": TEXT,
        "locked": False,
        "valign": "bottom",
        "bottom": 1,
    },
    "hidden": {"num_format": TEXT},
    **{
        open_cell(takes, is_wrong=is_wrong): _open(takes, is_wrong=is_wrong)
        for takes in FORMATS
        for is_wrong in (False, True)
    },
}
"""Every style by its name."""


class FormStyles(Styles):
    """The formats of a form, each made when it is first asked for."""

    def named(self, name: str) -> Format:
        """A format of this module's styles."""
        return self.made.get((name,)) or self._of((name,), _STYLES[name])
