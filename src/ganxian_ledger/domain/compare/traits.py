"""What a record that was changed is still known by, beside one that was added."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from ganxian_ledger.domain.model.event import Event
from ganxian_ledger.domain.model.letter import Answer, Letter
from ganxian_ledger.domain.model.project import ProjectEvent
from ganxian_ledger.domain.model.returned import Returned
from ganxian_ledger.domain.model.target import Reading

if TYPE_CHECKING:  # most ledgers have no scheme
    from ganxian_ledger.domain.model.assessment import Mark, Veto

Logged: TypeAlias = "Event | Reading | ProjectEvent | Returned | Letter | Answer | Mark | Veto"
"""A record of a measure's log, a target's readings, a project's log, or one of the office's."""


_KINDS = ("type", "period", "stage", "kind", "unit", "item")


def _dated_kind(record: Logged) -> tuple[date, object]:
    kinds = (getattr(record, key, None) for key in _KINDS)
    return record.date, tuple(filter(None, kinds))


def _period_or_date(record: Logged) -> Hashable:
    known: Hashable = getattr(record, "period", record.date)
    return known


def _all_but_date(record: Logged) -> Hashable:
    return tuple(field for field in record if field[0] != "date")


TRAITS: tuple[Callable[[Any], Hashable], ...] = (_dated_kind, _period_or_date, _all_but_date)
"""The surest first."""
