"""What became of each returned file of a run."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from ganxian_ledger.domain.forms.fault import Fault
from ganxian_ledger.domain.forms.records import Told


class Status(StrEnum):
    """What was done with a file."""

    TAKEN = "收"
    UNCHANGED = "未变"
    REFUSED = "退"
    SKIPPED = "跳过"


MOST_FAULTS = 200
"""Of one file; who has more to mend begins anew."""


class FormOutcome(NamedTuple):
    """One file: as it is shown, what was done with it, and everything that is to be said of it.

    `told` are the rows that lead to records; `unchanged` and `blank` count rows that lead to none.
    `drift` is what changed in the ledger since the form was sent out; `kept` the path of the copy
    in the repository, `back` that of the marked copy for the unit. `unlisted` counts faults that
    are not among `faults` because there are too many.
    """

    file: str
    status: Status
    unit: str = ""
    month: str = ""
    why: str = ""
    told: tuple[Told, ...] = ()
    unchanged: int = 0
    blank: int = 0
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()
    drift: tuple[str, ...] = ()
    kept: str = ""
    back: str = ""
    unlisted: int = 0

    @property
    def is_refused(self) -> bool:
        """Whether something of it was refused: the file, or with `--partial` some rows."""
        return self.status is Status.REFUSED or any(not one.is_warning for one in self.faults)

    @property
    def shortened(self) -> FormOutcome:
        """The same with no more faults than anybody reads, those that refuse something first."""
        if len(self.faults) <= MOST_FAULTS:
            return self
        grave = sorted(self.faults, key=lambda fault: fault.is_warning)
        unlisted = len(grave) - MOST_FAULTS
        return self._replace(faults=tuple(grave[:MOST_FAULTS]), unlisted=unlisted)
