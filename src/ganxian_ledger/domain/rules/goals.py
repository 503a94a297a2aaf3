"""What a goal says, for the rules about goals."""

from __future__ import annotations

from ganxian_ledger.domain.model.target import BOUNDS, Goal


def sole_bound(goal: Goal) -> str:
    """The one bound that is set (or `text`); empty where that is not so, a fault told elsewhere."""
    bounds = [name for name in (*BOUNDS, "text") if getattr(goal, name) is not None]
    return bounds[0] if len(bounds) == 1 else ""
