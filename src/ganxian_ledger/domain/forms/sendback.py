"""What goes back to the unit: its answers as it gave them, and what is to be mended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from math import isfinite

from ganxian_ledger.domain.characters import FORBIDDEN
from ganxian_ledger.domain.forms.answers import Answers
from ganxian_ledger.domain.forms.fault import Fault, Spot
from ganxian_ledger.domain.forms.filling import Answer, Filling, Mark
from ganxian_ledger.domain.forms.form import COLUMNS, NO, TARGETS, YES
from ganxian_ledger.domain.forms.raw import RawCell
from ganxian_ledger.domain.forms.row_faults import ROW_FAULTS
from ganxian_ledger.domain.forms.rows import Row
from ganxian_ledger.domain.forms.understand import exact, half_width

_ENDS = "。？！"
_BOX = "□"
"""Stands for a character that may not be written."""


def filling_of(answers: Answers, faults: Sequence[Fault]) -> Filling:
    """The answers with everything that is wrong; rows whose key is in doubt are left empty."""
    given: dict[tuple[str, str, str], Answer] = {}
    for row in answers.rows:
        if not any(fault.kind in ROW_FAULTS for fault in row.faults):
            for key in row.typed:
                value = _answer(row, key)
                if value is not None:
                    given[row.sheet, row.id, key] = value
    return Filling(given, tuple(_marks(faults)), tuple(map(_remark, faults)))


def _answer(row: Row, key: str) -> Answer | None:
    """A value as it was understood, else as it was typed; nothing in place of a formula.

    Read again it means the same: what had a % keeps it where the bare number would be in doubt.
    """
    value, cell = row.values.get(key), row.typed[key]
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, int | Decimal):
        is_doubtful = -1 <= Decimal(value) <= 1 and _is_marked(cell)
        return f"{Decimal(value):f}%" if is_doubtful else value
    if value is not None and not isinstance(value, tuple):
        return value
    return _typed(cell)


def _is_marked(cell: RawCell) -> bool:
    """Whether a number stands with a %, typed or shown."""
    return cell.is_percent or (isinstance(cell.value, str) and "%" in half_width(cell.value))


def _typed(cell: RawCell) -> Answer | None:
    value = cell.value
    if cell.is_formula or cell.is_error or value is None:
        return None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _figure(cell) if isfinite(value) else None
    if isinstance(value, str):
        return FORBIDDEN.sub(_BOX, value.replace("\r\n", "\n").replace("\r", "\n"))
    return value.date() if isinstance(value, datetime) else value


def _figure(cell: RawCell) -> Answer:
    """A number digit by digit as it is shown; one in percent as a text, which nothing rounds."""
    number = exact(cell)
    return f"{number:f}%" if cell.is_percent else number


def _marks(faults: Sequence[Fault]) -> Iterator[Mark]:
    for fault in faults:
        spot = fault.spot
        if spot.table and spot.id:
            yield Mark(spot.table, spot.id, _seen_key(spot), _sentences(fault))


def _seen_key(spot: Spot) -> str:
    """The column that is marked; the numbers of targets are not shown."""
    return spot.key or ("name" if spot.table == TARGETS else "id")


def _sentences(fault: Fault) -> str:
    """What is wrong and what to do, as sentences that end once."""
    told = (fault.message, fault.remedy)
    return "".join(text if text[-1] in _ENDS else f"{text}。" for text in told if text)


def _remark(fault: Fault) -> tuple[str, str, str]:
    """Where in the returned file: the rows of the copy stand elsewhere, so that they are named."""
    spot = fault.spot
    head = next((c.head for c in COLUMNS.get(spot.table, ()) if c.key == spot.key), "")
    if spot.key == "name":
        head = ""
    named = " ".join(filter(None, (spot.called or spot.id, head)))
    where = f"{named}（交来的表{spot.words}）" if named else spot.words or "整个文件"
    return where, f"{fault.code} {fault.message}", fault.remedy
