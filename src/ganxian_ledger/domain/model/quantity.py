"""Numbers as the files write them: exact decimals and whole numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from ganxian_ledger.domain.model.record import Plain, fault, shape_of

LONGEST = 40
"""Digits that a number may have; no quantity of a plan needs more."""


def amount_of(value: object) -> Decimal:
    """An exact decimal number, written plainly: 24, 76.16, -0.5.

    Raises:
        PydanticCustomError: Y306 for anything else (text, quotes, units, separators).
    """
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if not isinstance(value, str):
        raise fault("Y306", f"应为数字，这里是{shape_of(value)}", "只写数字，例如 76.16")
    if not _is_decimal(value):
        raise fault("Y306", f"“{value}”不是数字", _cleaned(value))
    if not isinstance(value, Plain):
        raise fault("Y306", f"数字 {value} 加了引号，成了文字", f"去掉引号，写成 {value}")
    return Decimal(value)


def _is_decimal(text: str) -> bool:
    whole, dot, rest = text.removeprefix("-").partition(".")
    digits = whole + rest
    return (
        0 < len(digits) <= LONGEST
        and digits.isascii()
        and digits.isdigit()
        and bool(whole)
        and bool(dot) == bool(rest)
        and (whole == "0" or not whole.startswith("0"))
    )


def _cleaned(text: str) -> str:
    kept = "".join(c for c in text if c in "-.0123456789")
    has_letters = any(c.isascii() and c.isalpha() for c in text)
    return f"只写数字：{kept}" if _is_decimal(kept) and not has_letters else "只写数字，例如 76.16"


def whole_of(value: object) -> int:
    """A whole number of at least nought."""
    number = amount_of(value)
    if number != number.to_integral_value() or "." in str(value) or number < 0:
        raise fault("Y306", f"“{value}”不是整数", "写成 0 以上的整数，例如 30")
    return int(number)


def percent_of(value: object) -> int:
    """A whole number from 0 to 100.

    Raises:
        PydanticCustomError: Y306 where it is no whole number, N401 where it is out of range.
    """
    if isinstance(value, str) and value.endswith(("%", "％")):
        raise fault("Y306", f"“{value}”带了百分号", f"只写数字：{value[:-1].strip()}")
    number = amount_of(value)
    if not 0 <= number <= 100:
        raise fault("N401", f"完成比例 {value} 不在 0—100 之间", "改成 0 到 100 的整数")
    if number != number.to_integral_value() or "." in str(value):
        raise fault("Y306", f"完成比例 {value} 不是整数", "改成 0 到 100 的整数")
    return int(number)


def not_negative(value: object) -> Decimal:
    """A decimal number of at least nought (amounts of money, points)."""
    number = amount_of(value)
    if number < 0:
        raise fault("Y306", f"{value} 是负数", "改成 0 以上的数")
    return number


def month_day_of(value: object) -> int:
    """A day of the month, 1 to 31."""
    number = whole_of(value)
    if not 1 <= number <= 31:
        raise fault("Y306", f"{value} 不是一个月里的日子", "改成 1 到 31 的整数")
    return number


_NUMBER = {"type": "number"}
Amount = Annotated[Decimal, PlainValidator(amount_of), WithJsonSchema(_NUMBER)]
Positive = Annotated[
    Decimal, PlainValidator(not_negative), WithJsonSchema({"type": "number", "minimum": 0})
]
Whole = Annotated[int, PlainValidator(whole_of), WithJsonSchema({"type": "integer", "minimum": 0})]
Percent = Annotated[
    int,
    PlainValidator(percent_of),
    WithJsonSchema({"type": "integer", "minimum": 0, "maximum": 100}),
]
MonthDay = Annotated[
    int,
    PlainValidator(month_day_of),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 31}),
]
