"""Corrections of what was published, as commits declare them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TRAILER = re.compile(r"^Ledger-Correction[ \t]*[:：](.*)$", re.MULTILINE | re.IGNORECASE)


class Correction(NamedTuple):
    """`Ledger-Correction: 8.3 原因`: whose published words are corrected, and why.

    The subject is the id of a measure, target or project, the name of a unit, `plan`, 考评办法 or
    节假日. One without a subject or a reason declares nothing.
    """

    subject: str
    reason: str
    commit: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether both are said."""
        return bool(self.subject and self.reason)


def corrections_in(message: str, commit: str = "") -> Iterator[Correction]:
    """Every line of a commit's message that declares a correction, also an incomplete one."""
    for said in _TRAILER.findall(message):
        subject, *reason = said.split(None, 1)[:2] or [""]
        yield Correction(subject, "".join(reason).strip(), commit)
