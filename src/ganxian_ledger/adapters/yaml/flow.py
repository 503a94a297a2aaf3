"""Cutting in between brackets: on the line that is there, in the style that is there."""

from __future__ import annotations

from ganxian_ledger.adapters.yaml.cuts import (
    Cut,
    column,
    end_of_value,
    line_end_near,
    line_start,
    line_stop,
)
from ganxian_ledger.adapters.yaml.nodes import Mapping, Sequence


def into_mapping(
    text: str, holder: Mapping, key: str, record: str, position: int | None = None
) -> list[Cut]:
    """One record more in the list under `key` of `{…}`; the key is made where it is missing."""
    if key not in holder:
        *_, last = holder
        at = end_of_value(text, holder, last)
        comma = _behind_comma(text, at)
        join = " " if comma else " , " if text[at - 1] == ":" else ", "
        return [_at(comma or at, f"{join}{key}: [{record}]")]
    value, (start, end) = holder[key], holder.values_at[key]
    if isinstance(value, Sequence):
        return into_list(text, value, record, position)
    if start < end:  # null, ~
        return [Cut(start, end, f"[{record}]")]
    at = end_of_value(text, holder, key)
    return [_at(at, f" [{record}]" if text[at - 1] == ":" else f": [{record}]")]


def into_list(text: str, items: Sequence, record: str, position: int | None = None) -> list[Cut]:
    """One record more (or several, with commas) in `[…]`: before an item, or at the end."""
    start, end = items.span
    if position is not None and position < len(items):
        return [_before(text, items.items_at[position][0], record)]
    if not items:
        blank = not text[start + 1 : end - 1].strip()
        return [Cut(start + 1, end - 1, record) if blank else _at(end - 1, record)]
    first, last = items.items_at[-1]
    comma = _behind_comma(text, last)
    at = comma or last
    stop = line_stop(text, at)
    if stop < end and _is_idle(text[at:stop]):
        missing = [] if comma else [_at(last, ",")]
        indent = " " * column(text, first)
        return [*missing, _at(stop, line_end_near(text, stop) + indent + record)]
    return [_at(at, f"{' ' if comma else ', '}{record}")]


def _before(text: str, index: int, record: str) -> Cut:
    """Before an item, on a line of its own where the item has one."""
    begin = line_start(text, index)
    alone = not text[begin:index].strip()
    join = line_end_near(text, index) + text[begin:index] if alone else " "
    return _at(index, f"{record},{join}")


def _at(index: int, new: str) -> Cut:
    return Cut(index, index, new)


def _behind_comma(text: str, index: int) -> int:
    """Where the comma after a value ends; nought where the bracket closes without one."""
    while index < len(text):
        if text[index] == ",":
            return index + 1
        if text[index] == "#":
            index = line_stop(text, index)
        elif not text[index].isspace():
            return 0
        else:
            index += 1
    return 0


def _is_idle(rest: str) -> bool:
    """Whether the rest of a line holds nothing but a comment."""
    return not rest.strip() or rest.lstrip().startswith("#")
