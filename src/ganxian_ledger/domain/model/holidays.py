"""Holidays (节假日) as the office declares them, over the official calendar."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, PlainValidator, WithJsonSchema

from ganxian_ledger.domain.model.calendar import EARLIEST, LATEST, Day
from ganxian_ledger.domain.model.plan import choice_schema, one_of
from ganxian_ledger.domain.model.record import Record, Text, fault, shape_of

REST, WORK = "休息", "上班"


def year_of(value: object) -> int:
    """A year written in four digits.

    Raises:
        PydanticCustomError: Y306 for anything else.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    is_year = isinstance(value, str) and len(value) == 4 and value.isascii() and value.isdigit()
    if not is_year or not EARLIEST <= int(str(value)) <= LATEST:
        raise fault("Y306", f"{shape_of(value)}不是年份", "写成四位数，例如 2027")
    return int(str(value))


Year = Annotated[
    int, PlainValidator(year_of), WithJsonSchema({"type": "integer", "minimum": EARLIEST})
]


class Holiday(Record, title="节假日"):
    """One day that is a day of rest, or one of work, whatever the calendar says."""

    date: Day = Field(title="日期", description="哪一天")
    kind: Annotated[str, one_of(REST, WORK), choice_schema(REST, WORK)] = Field(
        title="休息或上班", description="休息（放假）或 上班（调休）"
    )
    name: Text | None = Field(None, title="名称", description="例如 国庆节")
