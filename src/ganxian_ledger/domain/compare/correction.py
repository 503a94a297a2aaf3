"""Corrections of what was published, as commits declare them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TRAILER = re.compile(
    r"^Ledger-Correction[:：][ \t]*(\S+)[ \t\u3000]+(\S.*?)\s*$", re.MULTILINE | re.IGNORECASE
)


class Correction(NamedTuple):
    """`Ledger-Correction: 8.3 原因`: whose published words are corrected, and why.

    The subject is the id of a measure, target or project, the name of a unit, or `plan`.
    """

    subject: str
    reason: str
    commit: str = ""


def corrections_in(message: str, commit: str = "") -> Iterator[Correction]:
    """The corrections that a commit's message declares; one without a reason declares nothing."""
    for subject, reason in _TRAILER.findall(message):
        yield Correction(subject, reason, commit)
