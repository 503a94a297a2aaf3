"""What every record has: who says it, when, and what else there is to say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ganxian_ledger.domain.changes import Scalar, Value
from ganxian_ledger.domain.edits.refusals import DATE_AFTER_TODAY, DATE_GOES_BACK
from ganxian_ledger.domain.edits.words import prose


@dataclass(frozen=True, slots=True)
class Said:
    """The fields that every intent shares; what is left out is filled in by the procedure.

    `date` is today unless given; `by` may be any registered name, alias, or unambiguous part;
    `source` is the form that the record came from (path, sha256, received).
    """

    date: date | None = None
    by: str | None = None
    note: str | None = None
    source: Mapping[str, Scalar] | None = None


UNSAID = Said()
"""Today, by whoever speaks by default, with no note."""


def dated(said: Said, *, today: date, last: date | None) -> date:
    """The record's date: not after today, and not before the last record's.

    Raises:
        Refused: P102 or P103.
    """
    day = said.date or today
    if day > today:
        raise DATE_AFTER_TODAY.of(f"日期 {day} 晚于今天（{today}）", remedy="写成今天或以前的日期")
    if last is not None and last > today:
        raise DATE_GOES_BACK.of(
            f"最后一条记录的日期 {last} 晚于今天（{today}），在它之后还不能记",
            remedy="先核对那条记录和今天的日期",
        )
    if last is not None and day < last:
        raise DATE_GOES_BACK.of(
            f"日期 {day} 早于最后一条记录（{last}）",
            remedy=f"{_between(last, today)}；补记以前的事，在 --note 里写明是哪一天",
        )
    return day


def _between(first: date, last: date) -> str:
    return f"日期写 {last}" if first == last else f"日期写在 {first} 到 {last} 之间"


def closing_fields(said: Said) -> dict[str, Value]:
    """The fields that stand last in a record."""
    return given({"note": prose(said.note, "说明"), "source": said.source})


def given(fields: Mapping[str, Value | None]) -> dict[str, Value]:
    """The fields without those that hold nothing."""
    return {key: value for key, value in fields.items() if value is not None and value != ()}
