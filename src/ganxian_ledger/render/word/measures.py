"""Measures in a Word document: plain numbers or with a unit, and at times neither."""

from __future__ import annotations

import re

POINT_HALVES, POINT_TWIPS = 2, 20
"""How many of the usual units of a font's size and of a page's edges are in a point."""
_MEASURE = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)(mm|cm|in|pt|pc|pi)?", re.ASCII)
_POINTS = {"mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72, "pt": 1, "pc": 12, "pi": 12}
"""Points in the units that a measure may have (ECMA-376, part 1, 22.9.2.15)."""


def number_of(told: str | None, usual: int, *, per_point: int, most: int) -> int:
    """A measure in its usual unit.

    Args:
        told: What an attribute says.
        usual: Counts where it says nothing, no measure, or one that no page can have.
        per_point: How many of its usual units are in a point.
        most: The largest measure that there can be.
    """
    found = _MEASURE.fullmatch((told or "").strip())
    if found is None:
        return usual
    number, unit = found.groups()
    made = float(number) * (_POINTS[unit] * per_point if unit else 1)
    return round(made) if made <= most else usual
