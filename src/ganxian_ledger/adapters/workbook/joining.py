"""The values of a sheet and what else is known of its cells, put together and held against it."""

from __future__ import annotations

from typing import NamedTuple

from ganxian_ledger.adapters.workbook.reasons import Hostile
from ganxian_ledger.adapters.workbook.sheet import Place
from ganxian_ledger.adapters.workbook.values import Held, plain
from ganxian_ledger.domain.forms.raw import Area, RawCell


class Seen(NamedTuple):
    """What our own look into a sheet has found.

    `merged` are areas of more than one cell that are shown as one.
    `sure` are cells that hold something, `maybe` those with a text that may be empty.
    """

    sure: set[Place]
    maybe: set[Place]
    formulas: set[Place]
    errors: set[Place]
    percents: set[Place]
    merged: list[Area]


def joined(held: dict[Place, Held], seen: Seen) -> dict[int, dict[int, RawCell]]:
    """Each cell that holds a value, a formula or an error, by row and column.

    Raises:
        Hostile: where calamine sees more or less than we do: one of the two would be wrong.
    """
    odd = seen.formulas | seen.errors
    if held.keys() - seen.sure - seen.maybe - odd or seen.sure - held.keys() - odd:
        raise Hostile("broken", "单元格读不准")
    rows: dict[int, dict[int, RawCell]] = {}
    for place in sorted(held.keys() | odd):
        value = plain(held[place]) if place in held else None
        is_error = place in seen.errors or (value is None and place in held)
        row, column = place
        rows.setdefault(row, {})[column] = RawCell(
            None if is_error else value,
            place in seen.formulas,
            is_error,
            place in seen.percents,
        )
    return rows
