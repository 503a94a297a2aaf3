"""What may not or cannot be done, as exceptions with words and a remedy."""

from __future__ import annotations


class LedgerError(Exception):
    """Something that the user must hear of: Chinese words and what can be done about it."""

    def __init__(self, message: str, *, remedy: str = "", code: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.code = code


class Refused(LedgerError):
    """The step is not allowed now; nothing was written."""


class NotHere(Refused):
    """What is needed is not on this machine: a program, a library, a font."""


class Unknown(LedgerError):
    """An id, a unit, a state or the like that does not exist; the remedy lists near matches."""


class CannotLoad(LedgerError):
    """There is no ledger, or it has errors; no answer can be given from it."""
