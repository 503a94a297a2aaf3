"""What a decision would change in the files, said in the language of the data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ganxian_ledger.domain.places import Place

Scalar = str | int | bool | Decimal | date
Value = Scalar | Mapping[str, Scalar] | tuple[Scalar | Mapping[str, Scalar], ...]
Fields = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Append:
    """Add one record at the end of the list at `place`; the list is made where it is missing.

    `fields` in the order in which they are to be written; there is nothing empty among them.
    """

    place: Place
    fields: Fields


def written(value: Scalar) -> str:
    """The text of one value, without quotes: what a reader of the file gets back."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
