"""What goes between reader and worker: frames of a length and so many bytes; answers as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import IO, Any

from ganxian_ledger import __version__
from ganxian_ledger.adapters.workbook.reasons import Hostile, unreadable
from ganxian_ledger.domain.forms.raw import (
    Area,
    RawBook,
    RawCell,
    RawSheet,
    RawValue,
    Unreadable,
)

FORMAT = 2
"""Of the frames and of what stands in them."""
READY = f"ready {__version__} {FORMAT}".encode()
"""A worker of another version says something else, and is not asked."""
_LENGTH = 8
_FORMULA, _ERROR, _PERCENT, _DAY, _MOMENT = 1, 2, 4, 8, 16
_Packed = list[Any]


def send(stream: IO[bytes], data: bytes) -> None:
    """Write a frame.

    Raises:
        OSError: where the other end is gone.
    """
    stream.write(len(data).to_bytes(_LENGTH, "big"))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """Read a frame; None where the other end is gone."""
    head = stream.read(_LENGTH)
    if len(head) < _LENGTH:
        return None
    length = int.from_bytes(head, "big")
    data = stream.read(length)
    return data if len(data) == length else None


def packed(answer: RawBook | Hostile) -> bytes:
    """An answer of the worker."""
    if isinstance(answer, Hostile):
        told: dict[str, Any] = {"reason": answer.reason, "detail": answer.detail}
    else:
        told = {
            "sheets": [
                [sheet.name, sheet.is_hidden, _packed_rows(sheet.rows), sheet.merged]
                for sheet in answer.sheets
            ],
            "properties": answer.properties,
            "kind": answer.kind,
            "notes": answer.notes,
        }
    return json.dumps(told).encode()


def unpacked(data: bytes) -> RawBook | Unreadable:
    """An answer as the reader gives it on."""
    told = json.loads(data)
    if "reason" in told:
        return unreadable(told["reason"], told["detail"])
    sheets = tuple(
        RawSheet(name, _rows(cells), is_hidden, tuple(Area(*area) for area in merged))
        for name, is_hidden, cells, merged in told["sheets"]
    )
    return RawBook(sheets, told["properties"], told["kind"], tuple(told["notes"]))


def _packed_rows(rows: Mapping[int, Mapping[int, RawCell]]) -> list[_Packed]:
    return [
        [row, column, *_packed_cell(cell)]
        for row, cells in rows.items()
        for column, cell in cells.items()
    ]


def _packed_cell(cell: RawCell) -> _Packed:
    value = cell.value
    flags = _FORMULA * cell.is_formula | _ERROR * cell.is_error | _PERCENT * cell.is_percent
    if isinstance(value, datetime):
        return [value.isoformat(), flags | _MOMENT]
    if isinstance(value, date):
        return [value.isoformat(), flags | _DAY]
    return [value, flags]


def _rows(cells: list[_Packed]) -> dict[int, dict[int, RawCell]]:
    rows: dict[int, dict[int, RawCell]] = {}
    for row, column, value, flags in cells:
        rows.setdefault(row, {})[column] = RawCell(
            _value(value, flags),
            bool(flags & _FORMULA),
            bool(flags & _ERROR),
            bool(flags & _PERCENT),
        )
    return rows


def _value(value: RawValue, flags: int) -> RawValue:
    if flags & _MOMENT:
        return datetime.fromisoformat(str(value))
    return date.fromisoformat(str(value)) if flags & _DAY else value
