"""What a record that was changed is still known by, beside one that was added."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date
from typing import Any

from ganxian_ledger.domain.model.event import Event
from ganxian_ledger.domain.model.letter import Answer, Letter
from ganxian_ledger.domain.model.project import ProjectEvent
from ganxian_ledger.domain.model.returned import Returned
from ganxian_ledger.domain.model.target import Reading

Logged = Event | Reading | ProjectEvent | Returned | Letter | Answer
"""A record of a measure's log, a target's readings, a project's log, or one of the office's."""


def _dated_kind(record: Logged) -> tuple[date, object]:
    kinds = (getattr(record, key, None) for key in ("type", "period", "stage", "kind", "unit"))
    return record.date, next(filter(None, kinds), None)


def _period_or_date(record: Logged) -> Hashable:
    known: Hashable = getattr(record, "period", record.date)
    return known


def _all_but_date(record: Logged) -> Hashable:
    return tuple(field for field in record if field[0] != "date")


TRAITS: tuple[Callable[[Any], Hashable], ...] = (_dated_kind, _period_or_date, _all_but_date)
"""The surest first."""
