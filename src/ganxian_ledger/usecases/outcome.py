"""Outcome: what a recording command did, as data; it is shown by the command line."""

from __future__ import annotations

from dataclasses import dataclass

from ganxian_ledger.domain.rules.diagnostic import Diagnostic


@dataclass(frozen=True, slots=True)
class Outcome:
    """One record, written or (with `is_dry_run`) only tried.

    `path` is relative to the working folder; `lines` are the lines of the file that hold the
    record, the first of them line `line`; `diff` is unified, for `git apply`; `warnings` are those
    that the ledger did not have before; `following` is the next likely command.
    """

    path: str
    line: int
    lines: tuple[str, ...]
    diff: str
    words: str
    warnings: tuple[Diagnostic, ...]
    following: str
    is_dry_run: bool
