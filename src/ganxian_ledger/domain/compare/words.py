"""What differs between two records, by the Chinese names of their fields."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ganxian_ledger.domain.changes import written
from ganxian_ledger.domain.model.record import Record

LONGEST = 40
"""Characters of a value that are quoted; of a longer one the beginning."""


class FieldEdit(NamedTuple):
    """One field with its value before and after, as people read them."""

    key: str
    title: str
    before: str
    after: str

    @property
    def words(self) -> str:
        """The change in one phrase."""
        return f"{self.title}由“{quoted(self.before)}”改为“{quoted(self.after)}”"


def fields_edited(before: Record, after: Record, keys: Iterable[str] = ()) -> list[FieldEdit]:
    """The fields (all, or those of `keys`) in which two records differ."""
    held = {**type(before).model_fields, **type(after).model_fields}
    edits = []
    for key in tuple(keys) or held:
        old, new = getattr(before, key, None), getattr(after, key, None)
        if old != new:
            edits.append(FieldEdit(key, held[key].title or key, value_words(old), value_words(new)))
    return edits


def value_words(value: object) -> str:
    """A value as people read it; 无 for none."""
    if value is None or value == ():
        return "无"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        return "、".join(map(value_words, value))
    if isinstance(value, Record):
        said = ((key, getattr(value, key)) for key in type(value).model_fields)
        return " ".join(f"{key}={value_words(one)}" for key, one in said if one not in {None, ()})
    return written(value)  # type: ignore[arg-type]  # what is left are scalars


def quoted(text: str) -> str:
    """A text on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"
