"""The forms that were taken in before: of which month and unit each was, and which is the last."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from ganxian_ledger.domain.model.calendar import Period
from ganxian_ledger.domain.model.evidence import Source
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.model.returned import Returned


class Taken(NamedTuple):
    """The entries of `returns.yaml` by the form's SHA-256, and the last of each unit and month."""

    entries: Mapping[str, Returned]
    last: Mapping[tuple[str, str], Returned]

    @classmethod
    def of(cls, ledger: Ledger) -> Taken:
        """Those of a ledger."""
        named = ledger.units.named
        entries: dict[str, Returned] = {}
        last: dict[tuple[str, str], Returned] = {}
        for one in ledger.returns:
            entries.setdefault(one.form.sha256, one)
            last[named(one.unit), one.month.text] = one
        return cls(entries, last)

    def month_of(self, source: object) -> Period | None:
        """The month of the form that a record came from; None where it came from none."""
        entry = self.entries.get(source.sha256 or "") if isinstance(source, Source) else None
        return entry.month if entry else None

    def other(self, sha256: str, unit: str, month: Period) -> Returned | None:
        """The last form of a unit and month, where that is another than this one."""
        last = self.last.get((unit, month.text))
        return last if last is not None and last.form.sha256 != sha256 else None


class Arrival(NamedTuple):
    """A form that is held against the ledger: its sum, unit and month, and the day it came.

    `received` is the day on which it was taken in first, where it was taken in (in part) before.
    """

    sha256: str
    unit: str
    month: Period
    received: date
    taken: Taken

    @property
    def is_known(self) -> bool:
        """Whether it was taken in before, at least in part."""
        return self.sha256 in self.taken.entries

    def brought(self, source: object) -> bool:
        """Whether a record came from this very file."""
        return self.is_known and isinstance(source, Source) and source.sha256 == self.sha256
