"""What a run of `collect` did, as data; it is shown by the command line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ganxian_ledger.domain.forms.outcome import FormOutcome
from ganxian_ledger.domain.rules.diagnostic import Diagnostic
from ganxian_ledger.usecases.entering import EnteredFile


@dataclass(frozen=True, slots=True)
class Collected:
    """Every file with what became of it; `warnings` are those that the ledger did not have before.

    `files` are the files of the ledger with their new records; where a unit handed in several
    forms, `diff` is of the last alone.
    """

    received: date
    outcomes: tuple[FormOutcome, ...]
    warnings: tuple[Diagnostic, ...]
    files: tuple[EnteredFile, ...]
    is_dry_run: bool

    @property
    def is_refused(self) -> bool:
        """Whether anything was refused."""
        return any(one.is_refused for one in self.outcomes)
