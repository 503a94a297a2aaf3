"""A finding of a rule that has no check of its own: what is found while reading."""

from __future__ import annotations

from ganxian_ledger.domain.places import Place
from ganxian_ledger.domain.rules.rule import Finding


def found(
    code: str, place: Place, message: str, hint: str = "", *, span: tuple[int, int] | None = None
) -> Finding:
    """A finding with the severity that its rule declares."""
    from ganxian_ledger.domain.rules.catalogue import severity_of  # noqa: PLC0415 (sound ledgers need no declarations)

    return Finding(code, severity_of(code), place, message, hint, span)
