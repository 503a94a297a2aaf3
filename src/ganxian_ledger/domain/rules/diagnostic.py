"""Diagnostic: a finding with its line and column, ready to be shown in any format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ganxian_ledger.domain.rules.rule import Severity


class Diagnostic(NamedTuple):
    """A finding located in its file.

    Lines and columns count from 1, in code points; the end is exclusive. `path` is relative to the
    working folder, with /. `subject` names the record (措施 8.3 …) or is empty; `excerpt` is the
    text of the line. Where the place is one of the file before an edit, `revision` is the commit
    that has it so.
    """

    code: str
    severity: Severity
    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    subject: str
    message: str
    hint: str
    excerpt: str
    revision: str = ""


class Counts(NamedTuple):
    """What was read: files, and records of each kind."""

    files: int
    measures: int
    targets: int
    units: int
    projects: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """All that a check found, sorted by path, line and column, and what it read."""

    diagnostics: tuple[Diagnostic, ...]
    counts: Counts
    unreadable: bool
    """Whether a ledger file is missing or could not be read."""
    notes: tuple[str, ...] = ()
    """What else there is to say of the check: against what, and what could not be looked at."""
    files: tuple[str, ...] = ()
    """The paths of the files that were read, as in the diagnostics."""
    left_out: tuple[Diagnostic, ...] = ()
    """What was found, but not asked for; only its number is told."""

    def count(self, severity: Severity) -> int:
        """How many findings of one severity."""
        return sum(d.severity is severity for d in self.diagnostics)

    def count_left_out(self, severity: Severity) -> int:
        """How many findings of one severity were left out."""
        return sum(d.severity is severity for d in self.left_out)
