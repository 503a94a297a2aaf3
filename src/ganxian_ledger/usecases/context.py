"""Context: the ledger's folder and the day that a command speaks of, found once."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ganxian_ledger.adapters import clock
from ganxian_ledger.adapters.folder import LedgerFolder, find_folder
from ganxian_ledger.domain.errors import CannotLoad


class Context(NamedTuple):
    """Where the ledger is, the day (`--as-of`, or today), and `--at`: as it was recorded when.

    `at` is a revision or a day; None is the files as they are.
    """

    folder: LedgerFolder
    day: date
    at: str | None = None


def context_of_check(data: str | None) -> Context:
    """As `context`; where there is no ledger, the folder in which its files are missing."""
    try:
        return context(data)
    except CannotLoad:
        named = data or os.environ.get("LEDGER_DATA") or "data"
        return Context(LedgerFolder(Path(named)), clock.today())


def context(data: str | None, as_of: date | None = None, at: str | None = None) -> Context:
    """Find the ledger and the day.

    Raises:
        CannotLoad: where there is no ledger.
        BadToday: where LEDGER_TODAY is no day.
    """
    return Context(find_folder(data), as_of or clock.today(), at)
