"""What changed in the ledger since a form was sent out, cell by cell, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ganxian_ledger.domain.forms.answers import Answers, locked_in
from ganxian_ledger.domain.forms.form import COLUMNS, Form, FormRow, plain
from ganxian_ledger.domain.forms.rows import Row
from ganxian_ledger.domain.views.told import parted


def changed_since(answers: Answers, now: Form | None) -> tuple[str, ...]:
    """How what a form tells differs from what the ledger says today.

    `now` is the form that the unit would get today; None where it would get none.
    """
    identity = answers.identity
    if identity is None or (now and now.identity.revision == identity.revision):
        return ()
    return tuple(_changes(answers.rows, now))


def _changes(rows: Sequence[Row], now: Form | None) -> Iterator[str]:
    asked = {
        (name, row.id): row for name, listed in (now.rows if now else {}).items() for row in listed
    }
    for row in rows:
        today = asked.pop((row.sheet, row.id), None)
        if today is not None:
            yield from _cells(row, today)
        elif row.id:
            yield f"{row.id}：下发以后有变动，现在不用填报"
    for _, identity in asked:
        yield f"{identity}：现在要填报，这张表里没有"


def _cells(row: Row, today: FormRow) -> Iterator[str]:
    locked = (column for column in COLUMNS[row.sheet] if not column.is_open)
    sent = locked_in(row.table, row.line)
    for column, before, after in zip(locked, sent, today.locked, strict=True):
        if plain(before) != plain(after):
            yield f"{row.id} {column.head}：{parted(plain(before), plain(after))}"
