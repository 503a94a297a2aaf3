"""What differs between two records, by the Chinese names of their fields."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ganxian_ledger.domain.changes import written
from ganxian_ledger.domain.model.record import Record

LONGEST = 40
"""Characters of a value that are quoted; of a longer one the beginning."""

AROUND = 10
"""Characters quoted before the first difference of two long texts."""


class FieldEdit(NamedTuple):
    """One field with its value before and after, as people read them."""

    key: str
    title: str
    before: str
    after: str

    @property
    def words(self) -> str:
        """The change in one phrase; of long texts what stands around the first difference."""
        before, after = " ".join(self.before.split()), " ".join(self.after.split())
        if before == after:  # they differ in their line breaks
            return (
                f"{self.title}的换行由“{_on_one_line(self.before)}”改为“{_on_one_line(self.after)}”"
            )
        start = _start(before, after)
        return f"{self.title}由“{_cut(before, start)}”改为“{_cut(after, start)}”"


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
        held = (
            (field.title, getattr(value, key)) for key, field in type(value).model_fields.items()
        )
        return "，".join(
            f"{title} {value_words(one)}" for title, one in held if one not in {None, ()}
        )
    return written(value)  # type: ignore[arg-type]  # what is left are scalars


def quoted(text: str) -> str:
    """A text on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"


def _start(before: str, after: str) -> int:
    """From where two texts are quoted, so that the first difference is among it."""
    if max(len(before), len(after)) <= LONGEST:
        return 0
    pairs = enumerate(zip(before, after, strict=False))
    first = next((n for n, (a, b) in pairs if a != b), min(len(before), len(after)))
    return max(first - AROUND, 0) if first > LONGEST - AROUND else 0


def _cut(text: str, start: int) -> str:
    return f"{'…' if start else ''}{quoted(text[start:])}"


def _on_one_line(text: str) -> str:
    return quoted(text.replace("\n", "⏎"))
