"""What is decided: the change, the record in words, and what is likely to come next."""

from __future__ import annotations

from dataclasses import dataclass

from ganxian_ledger.domain.changes import Append


@dataclass(frozen=True, slots=True)
class Decision:
    """One record to be written. `words` is what a clerk would say; `following` a command."""

    change: Append
    words: str
    following: str
