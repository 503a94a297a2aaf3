"""What can be saved of a faulty record: every sound field, and neutral values for the others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, get_args, get_origin

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from ganxian_ledger.domain.model.calendar import Period, months
from ganxian_ledger.domain.model.record import Record

_NEUTRAL: dict[Any, Any] = {
    str: "",
    int: 0,
    bool: False,
    tuple: (),
    date: date.min,
    Period: months(1, 1, 12, text=""),
}
"""Values that no rule takes offence at; what they stand for has been reported."""


def salvaged(model: type[Record], raw: object) -> Record:
    """A record of this model, unvalidated as a whole, from whatever stands in the file."""
    given: dict[str, object] = raw if isinstance(raw, dict) else {}
    values: dict[str, Any] = {
        name: _value(field, given.get(name)) for name, field in model.model_fields.items()
    }
    return model.model_construct(**values)


def record_in(model: type[Record], raw: object) -> Record:
    """The record that stands in the file; where it is faulty, what can be saved of it."""
    try:
        return model.model_validate(raw)
    except ValidationError:
        return salvaged(model, raw)


def _value(field: FieldInfo, raw: object) -> object:
    if raw is None:
        return _neutral(field)
    if next(records_in(field.annotation), None) is not None:
        if get_origin(field.annotation) is tuple:
            items = raw if isinstance(raw, list) else [raw]  # one record without its dash
            return tuple(salvaged(_record(field.annotation, item), item) for item in items)
        if isinstance(raw, dict):
            return salvaged(_record(field.annotation, raw), raw)
    try:
        return TypeAdapter(field.rebuild_annotation()).validate_python(raw)
    except ValidationError:
        return date.min if _is_day(field.annotation) else _neutral(field)


def _is_day(annotation: object) -> bool:
    """Whether an annotation is that of a day, also of one that may be left out."""
    return annotation is date or any(map(_is_day, get_args(annotation)))


def _neutral(field: FieldInfo) -> object:
    if not field.is_required():
        return field.get_default(call_default_factory=True)
    for record in records_in(field.annotation):
        return salvaged(record, {})
    base = get_origin(field.annotation) or field.annotation
    if base in _NEUTRAL:
        return _NEUTRAL[base]
    return next(iter(get_args(field.annotation)), "")  # the one text of a Literal


def records_in(annotation: object) -> Iterator[type[Record]]:
    """Every kind of record that an annotation can hold."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for inner in get_args(annotation):
        yield from records_in(inner)


def record_of(annotation: object, raw: object) -> type[Record] | None:
    """The kind of record that a raw value is meant to be; of those with a type, the one named."""
    kinds = list(records_in(annotation))
    if not kinds:
        return None
    unknown = kinds[-1]
    known = getattr(unknown, "KNOWN", None)
    if known is not None:
        name = raw.get("type") if isinstance(raw, dict) else None
        return known.get(name, unknown) if isinstance(name, str) else unknown
    return kinds[0]


def _record(annotation: object, raw: object) -> type[Record]:
    kind = record_of(annotation, raw)
    assert kind is not None
    return kind
