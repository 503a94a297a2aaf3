"""The rules that are run over edits: one file each, one line here."""

from __future__ import annotations

from ganxian_ledger.domain.rules.change import (
    c501_record_changed,
    c502_record_removed,
    c503_record_inserted,
)
from ganxian_ledger.domain.rules.rule import Rule

EDIT_CHECKS: tuple[Rule, ...] = (
    c501_record_changed.RULE,
    c502_record_removed.RULE,
    c503_record_inserted.RULE,
)
"""Sorted by code; a test compares the list with the folder."""
