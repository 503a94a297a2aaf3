"""What the office keeps of its month, whole files: forms taken in, letters sent, holidays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import BeforeValidator, Field

from ganxian_ledger.domain.model.holidays import Holiday, Year
from ganxian_ledger.domain.model.letter import Letter
from ganxian_ledger.domain.model.record import Record, tuple_of
from ganxian_ledger.domain.model.returned import Returned
from ganxian_ledger.domain.model.version import VERSION, Version
from ganxian_ledger.domain.places import HOLIDAYS, LETTERS, RETURNS


class ReturnsFile(Record, title="报送台账 returns.yaml"):
    """报送台账 (returns.yaml)."""

    schema_version: Version = VERSION
    returns: Annotated[tuple[Returned, ...], BeforeValidator(tuple_of)] = Field(
        (), title="报送", description="收到的填报表，只增不改，由 ledger collect 写入"
    )


class LettersFile(Record, title="函件台账 letters.yaml"):
    """函件台账 (letters.yaml)."""

    schema_version: Version = VERSION
    letters: Annotated[tuple[Letter, ...], BeforeValidator(tuple_of)] = Field(
        (), title="函件", description="发出的函件和约谈，只增不改，由 ledger letter 写入"
    )


class HolidaysFile(Record, title="节假日 holidays.yaml"):
    """节假日 (holidays.yaml)."""

    schema_version: Version = VERSION
    years: Annotated[tuple[Year, ...], BeforeValidator(tuple_of)] = Field(
        (), title="年份", description="这些年只按本文件，周六、周日以外的休息和调休都要列全"
    )
    days: Annotated[tuple[Holiday, ...], BeforeValidator(tuple_of)] = Field(
        (), title="日子", description="以本文件为准的日子，优先于官方放假安排"
    )


KEPT: Mapping[str, type[Record]] = {
    RETURNS: ReturnsFile,
    LETTERS: LettersFile,
    HOLIDAYS: HolidaysFile,
}
