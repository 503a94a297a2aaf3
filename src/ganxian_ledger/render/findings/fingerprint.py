"""Names for findings that stay the same while lines are added above them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from unicodedata import normalize

from ganxian_ledger.domain.rules.diagnostic import Diagnostic

LENGTH = 32
"""Hexadecimal digits of a fingerprint."""


def fingerprints(diagnostics: Iterable[Diagnostic]) -> tuple[str, ...]:
    """One for each finding in turn, no two alike, the same on every machine.

    Made of path, code, subject and the text of the line, and of the order among those that agree
    in all four; never of the line's number, nor of a message that may name one.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    made = []
    for diagnostic in diagnostics:
        identity = _identity(diagnostic)
        made.append(_digest((*identity, str(seen[identity]))))
        seen[identity] += 1
    return tuple(made)


def _identity(diagnostic: Diagnostic) -> tuple[str, ...]:
    path = normalize("NFC", diagnostic.path)  # macOS may give names in their other form
    return path, diagnostic.code, diagnostic.subject, diagnostic.excerpt.strip()


def _digest(parts: tuple[str, ...]) -> str:
    text = "".join(f"{len(part)}:{part}" for part in parts)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]
