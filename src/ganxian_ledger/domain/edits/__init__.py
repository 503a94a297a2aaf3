"""May this be done now, and what would it change? One file a kind of record, one line here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ganxian_ledger.domain.edits.cancel import Cancel, cancel
from ganxian_ledger.domain.edits.close import Close, close
from ganxian_ledger.domain.edits.decision import Decision
from ganxian_ledger.domain.edits.extend import Extend, extend
from ganxian_ledger.domain.edits.letter import (
    AnswerLetter,
    SendLetter,
    answer_letter,
    send_letter,
)
from ganxian_ledger.domain.edits.mark import GiveMark, GiveVeto, give_mark, give_veto
from ganxian_ledger.domain.edits.progress import Progress, progress
from ganxian_ledger.domain.edits.reading import Reading, reading
from ganxian_ledger.domain.edits.reopen import Reopen, reopen
from ganxian_ledger.domain.edits.return_ import Return, return_
from ganxian_ledger.domain.edits.review import Review, review
from ganxian_ledger.domain.edits.submit import Submit, submit
from ganxian_ledger.domain.edits.transfer import Transfer, transfer
from ganxian_ledger.domain.model.ledger import Ledger

Intent = (
    AnswerLetter
    | Cancel
    | Close
    | Extend
    | GiveMark
    | GiveVeto
    | Progress
    | Reading
    | Reopen
    | Return
    | Review
    | SendLetter
    | Submit
    | Transfer
)

EDITS: dict[type[Intent], Callable[..., Decision]] = {
    AnswerLetter: answer_letter,
    Cancel: cancel,
    Close: close,
    Extend: extend,
    GiveMark: give_mark,
    GiveVeto: give_veto,
    Progress: progress,
    Reading: reading,
    Reopen: reopen,
    Return: return_,
    Review: review,
    SendLetter: send_letter,
    Submit: submit,
    Transfer: transfer,
}

__all__ = [
    "EDITS",
    "AnswerLetter",
    "Cancel",
    "Close",
    "Decision",
    "Extend",
    "GiveMark",
    "GiveVeto",
    "Intent",
    "Progress",
    "Reading",
    "Reopen",
    "Return",
    "Review",
    "SendLetter",
    "Submit",
    "Transfer",
    "decide",
]


def decide(ledger: Ledger, intent: Intent, *, today: date) -> Decision:
    """What an intent leads to today.

    Raises:
        Refused: where it may not be done, with the reason and what may be done.
        Unknown: where it names what does not exist.
    """
    return EDITS[type(intent)](ledger, intent, today=today)
