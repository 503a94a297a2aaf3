"""What changed in the ledger since a form was sent out, cell by cell, in words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ganxian_ledger.domain.forms.answers import Answers, locked_in
from ganxian_ledger.domain.forms.form import COLUMNS, Form, FormColumn, FormRow, plain
from ganxian_ledger.domain.forms.locate import called
from ganxian_ledger.domain.forms.row_faults import ROW_FAULTS
from ganxian_ledger.domain.forms.rows import Row
from ganxian_ledger.domain.forms.understand import short
from ganxian_ledger.domain.views.told import parted

_YEAR = re.compile(r"[0-9]{4}年(?=[0-9]{1,2}月[0-9]{1,2}日)")
"""The year of a day, which is told or left out by the year in which the form is made."""


def changed_since(answers: Answers, now: Form | None) -> tuple[str, ...]:
    """How what a form tells differs from what the ledger says today.

    Only rows that are as they were sent can tell; `now` is the form that the unit would get today,
    None where it would get none.
    """
    identity = answers.identity
    if identity is None or (now and now.identity.revision == identity.revision):
        return ()
    return tuple(_changes(answers, now))


def _changes(answers: Answers, now: Form | None) -> Iterator[str]:
    genuine = [row for row in answers.rows if not _is_in_doubt(row)]
    asked = {
        (name, row.id): row for name, listed in (now.rows if now else {}).items() for row in listed
    }
    for row in genuine:
        today = asked.pop((row.sheet, row.id), None)
        if today is not None:
            yield from _cells(row, today)
        elif row.id:
            yield f"{row.called}：下发以后有变动，现在不用填报"
    if len(genuine) < len(answers.rows) or not genuine or _has_gaps(answers):
        return
    for (name, identity), new in asked.items():
        yield f"{called(name, identity, short(new.locked[1]))}：现在要填报，这张表里没有"


def _is_in_doubt(row: Row) -> bool:
    return any(fault.kind in ROW_FAULTS for fault in row.faults)


def _has_gaps(answers: Answers) -> bool:
    """Whether rows may be gone from the form, so that nobody knows which are new."""
    return any(fault.kind in ROW_FAULTS for fault in answers.faults)


def _cells(row: Row, today: FormRow) -> Iterator[str]:
    locked = (column for column in COLUMNS[row.sheet] if not column.is_open)
    sent = locked_in(row.table, row.line)
    for column, before, after in zip(locked, sent, today.locked, strict=True):
        if _squeezed(column, before) != _squeezed(column, after):
            yield f"{row.called} {column.head}：{parted(plain(before), plain(after))}"


def _squeezed(column: FormColumn, text: str) -> str:
    """A locked text without what is told in another way in another year."""
    return _YEAR.sub("", plain(text)) if column.key == "last" else plain(text)
