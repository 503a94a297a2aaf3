"""Days, months, quarters and years as the files write them."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from ganxian_ledger.domain.model.record import fault, shape_of

EARLIEST, LATEST = 1900, 2999
"""Years that a ledger may speak of."""


def day_of(value: object) -> date:
    """A day written YYYY-MM-DD.

    Raises:
        PydanticCustomError: Y305, saying how many days the month has where the day does not exist.
    """
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise fault("Y305", f"应为日期，这里是{shape_of(value)}", "写成 2024-06-30 的样子")
    if not _is_iso(value):
        raise fault("Y305", f"“{value}”不是日期的写法", _rewritten(value))
    year, month, day = int(value[:4]), int(value[5:7]), int(value[8:])
    if not EARLIEST <= year <= LATEST:
        raise fault("Y305", f"{value} 的年份不像台账里的日期", "检查年份，写成 2024-06-30 的样子")
    if not 1 <= month <= 12:
        raise fault("Y305", f"日期不存在：{value}（一年只有 1—12 月）", "改成存在的日期")
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise fault(
            "Y305",
            f"日期不存在：{value}（{year}年{month}月只有{last}天）",
            f"写成 {year:04}-{month:02}-{min(max(day, 1), last):02}",
        )
    return date(year, month, day)


def _is_iso(text: str) -> bool:
    digits = text[:4] + text[5:7] + text[8:]
    return len(text) == 10 and text[4] == text[7] == "-" and digits.isascii() and digits.isdigit()


def _rewritten(text: str) -> str:
    """The day that was meant (2024年6月3日, 2024/6/3, 2024.6.3) in our form, or the form itself."""
    numbers = "".join(c if c.isascii() and c.isdigit() else " " for c in text).split()
    if len(numbers) == 3 and len(numbers[0]) == 4:
        year, month, day = map(int, numbers)
        if 1 <= month <= 12 and 1 <= day <= monthrange(max(year, 1), month)[1]:
            return f"写成 {year:04}-{month:02}-{day:02}"
    return "写成 2024-06-30 的样子"


Day = Annotated[date, PlainValidator(day_of), WithJsonSchema({"type": "string", "format": "date"})]


@dataclass(frozen=True, slots=True)
class Period:
    """A month, a quarter or a year, as written (2024-06, 2024-Q2, 2024), with its two ends."""

    text: str
    first: date
    last: date

    def __str__(self) -> str:
        return self.text

    @property
    def words(self) -> str:
        """The period as an office writes it: 2024年6月, 2024年第二季度, 2024年."""
        if "Q" in self.text:
            return f"{self.first.year}年第{'一二三四'[int(self.text[-1]) - 1]}季度"
        month = f"{self.first.month}月" if "-" in self.text else ""
        return f"{self.first.year}年{month}"

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def months(year: int, first: int, last: int, *, text: str) -> Period:
    """The period from the first day of one month to the last day of another of the same year."""
    return Period(text, date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def month_of(day: date) -> Period:
    """The month that a day lies in."""
    return months(day.year, day.month, day.month, text=f"{day.year:04}-{day.month:02}")


def parse_period(text: str) -> Period | None:
    """Read 2024-06, 2024-Q2 or 2024; nothing where it is none of them."""
    year, dash, rest = text.partition("-")
    if not (len(year) == 4 and year.isascii() and year.isdigit()):
        return None
    if not EARLIEST <= int(year) <= LATEST:
        return None
    if not dash:
        return months(int(year), 1, 12, text=text)
    if len(rest) == 2 and rest[0] == "Q" and rest[1] in "1234":
        last = int(rest[1]) * 3
        return months(int(year), last - 2, last, text=text)
    if len(rest) == 2 and rest.isascii() and rest.isdigit() and 1 <= int(rest) <= 12:
        return months(int(year), int(rest), int(rest), text=text)
    return None


def period_of(value: object) -> Period:
    """The period of a reading.

    Raises:
        PydanticCustomError: Y310 where it is not written as one.
    """
    if isinstance(value, Period):
        return value
    period = parse_period(value) if isinstance(value, str) else None
    if period is None:
        raise fault(
            "Y310",
            f"{shape_of(value)}不是时期的写法",
            "写成 2024-06（月）、2024-Q2（季度）或 2024（年）",
        )
    return period


PeriodText = Annotated[
    Period,
    PlainValidator(period_of),
    WithJsonSchema(
        {"type": ["string", "integer"], "pattern": "^[0-9]{4}(-(0[1-9]|1[0-2]|Q[1-4]))?$"}
    ),
]


def month_text_of(value: object) -> Period:
    """The month that something is about.

    Raises:
        PydanticCustomError: Y310 where it is not written as a month.
    """
    period = value if isinstance(value, Period) else None
    if isinstance(value, str):
        period = parse_period(value)
    if period is None or "-" not in period.text or "Q" in period.text:
        raise fault("Y310", f"{shape_of(value)}不是月份的写法", "写成 2024-06 的样子")
    return period


MonthText = Annotated[
    Period,
    PlainValidator(month_text_of),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"}),
]
