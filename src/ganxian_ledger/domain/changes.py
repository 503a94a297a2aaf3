"""What a decision would change in the files, said in the language of the data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ganxian_ledger.domain.places import Place

Scalar = str | int | bool | Decimal | date
Fields = Mapping[str, "Scalar | tuple[Mapping[str, Scalar], ...]"]


@dataclass(frozen=True, slots=True)
class Append:
    """Add one record at the end of the list at `place`; the list is made where it is missing.

    `fields` in the order in which they are to be written.
    """

    place: Place
    fields: Fields
