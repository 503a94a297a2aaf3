"""What people type into a form: a cell → a value that nobody could read otherwise, or a fault."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from typing import NamedTuple

from ganxian_ledger.domain.characters import FORBIDDEN, describe
from ganxian_ledger.domain.forms import cell_faults as faults
from ganxian_ledger.domain.forms.fault import FaultKind
from ganxian_ledger.domain.forms.raw import RawCell
from ganxian_ledger.domain.model.calendar import Period

DIGITS = 15
"""Significant digits that a spreadsheet keeps."""
PERCENT = "%"
_NOISE = 12
"""A number of so few digits that stands beside a longer one is what was typed; the rest came of a
division by 100."""
_LONGEST_QUOTE = 30
_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x3000: " ",
    0x00A0: " ",
    0x2212: "-",
    0xFE6A: "%",
}
"""Full-width forms; other variants (², ①) are no digits that somebody typed on a keyboard."""
_PERCENT = re.compile(r"([+-]?[0-9]{1,20}(?:\.[0-9]{1,20})?) *(%?)")
_NUMBER = re.compile(r"([+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)\s*(.*)", re.DOTALL)
_DAYS = tuple(
    re.compile(f"{pattern}(?: 0?0:00(?::00)?)?")
    for pattern in (
        r"([0-9]{4})([-./])([0-9]{1,2})\2([0-9]{1,2})",
        r"([0-9]{4})(年)([0-9]{1,2})月([0-9]{1,2})[日号]",
        r"([0-9]{4})()([0-9]{2})([0-9]{2})",
    )
)
_DAY_OF_YEAR = re.compile(r"([0-9]{1,2})月([0-9]{1,2})[日号]")
_YES = frozenset({"是", "√", "✓", "✔", "Y", "YES"})
_NO = frozenset({"否", "×", "✗", "✘", "N", "NO"})
_PERCENT_REMEDY = "填 0 到 100 的整数，例如 60"
_DAY_REMEDY = "写成 2024-06-30 的样子"


class Misread(Exception):
    """A cell that cannot be understood without guessing: the kind of fault, words, remedy."""

    def __init__(self, kind: FaultKind, message: str, remedy: str) -> None:
        super().__init__(message)
        self.kind, self.message, self.remedy = kind, message, remedy


class Measured(NamedTuple):
    """What a value is of: its unit of measure, and numbers that it can be compared with."""

    unit: str
    known: tuple[Decimal, ...] = ()


class Calendar(NamedTuple):
    """What a day is measured by: the month of the form, the plan's start, the day received."""

    month: Period
    start: date
    received: date


def is_blank(cell: RawCell | None) -> bool:
    """Whether a cell holds nothing that somebody could have meant."""
    if cell is None:
        return True
    if cell.is_formula or cell.is_error:
        return False
    return cell.value is None or (isinstance(cell.value, str) and not cell.value.strip())


def percent_of(cell: RawCell, *, last: int, is_submitted: bool) -> int:
    """A whole number from 0 to 100; `last` is the percent that was reported last.

    Raises:
        Misread: F301–F306.
    """
    value = _held(cell, _PERCENT_REMEDY)
    if isinstance(value, bool | date) or (isinstance(value, float) and not isfinite(value)):
        raise Misread(faults.PERCENT, f"完成比例{_odd(value)}", _PERCENT_REMEDY)
    if isinstance(value, int | float):
        number = exact(cell)
        is_marked = cell.is_percent
    else:
        found = _PERCENT.fullmatch(half_width(value))
        if found is None:
            raise Misread(faults.PERCENT, f"完成比例{quoted(value)}看不明白", _PERCENT_REMEDY)
        number, is_marked = Decimal(found[1]), bool(found[2])
    return _whole_percent(number, is_marked=is_marked, is_far=last > 1 or is_submitted)


def _whole_percent(number: Decimal, *, is_marked: bool, is_far: bool) -> int:
    told = f"{number.normalize():f}"
    if not 0 <= number <= 100:
        raise Misread(faults.PERCENT_RANGE, f"完成比例 {told} 不在 0—100 之间", _PERCENT_REMEDY)
    if not is_marked and (0 < number < 1 or (number == 1 and is_far)):
        high = f"{(number * 100).normalize():f}"
        question = f"完成比例填的是 {told}：是 {high}% 还是 {told}%？"
        remedy = f"是 {high}% 的填 {high}，不带百分号" if high.isdigit() else _PERCENT_REMEDY
        raise Misread(faults.PERCENT_DOUBTFUL, question, remedy)
    if number != number.to_integral_value():
        raise Misread(faults.PERCENT_WHOLE, f"完成比例 {told} 不是整数", _PERCENT_REMEDY)
    return int(number)


def number_of(cell: RawCell, measured: Measured) -> Decimal:
    """An exact number in the target's own unit of measure.

    Raises:
        Misread: F301, F302, F309–F312.
    """
    unit = measured.unit
    remedy = f"只写数字，单位是{unit}，例如 23.1"
    value = _held(cell, remedy)
    if isinstance(value, bool | date) or (isinstance(value, float) and not isfinite(value)):
        raise Misread(faults.NUMBER, f"数值{_odd(value)}", remedy)
    if isinstance(value, str):
        number, suffix = _typed_number(value, remedy)
        if suffix and not _is_same_unit(suffix, unit):
            told = f"数值{quoted(value)}带的单位不是{unit}"
            raise Misread(faults.OTHER_UNIT, told, f"换算成{unit}，只写数字")
        is_marked = suffix == PERCENT
    else:
        if cell.is_percent and unit != PERCENT:
            told = f"数值是百分比格式，这个指标的单位是{unit}"
            raise Misread(faults.OTHER_UNIT, told, f"换算成{unit}，单元格改为常规格式")
        number, is_marked = exact(cell), cell.is_percent
    _require_few_digits(number)
    if unit == PERCENT and not is_marked:
        _require_plain(number, measured.known)
    return number


def _typed_number(text: str, remedy: str) -> tuple[Decimal, str]:
    """The number that a text begins with, and what stands behind it."""
    found = _NUMBER.fullmatch(half_width(text))
    if found is None or not _is_plain(found[1].lstrip("+-"), found[2]):
        raise Misread(faults.NUMBER, f"数值{quoted(text)}看不明白", remedy)
    number = Decimal(found[1].replace(",", ""))
    return number or abs(number), found[2]


def _is_plain(digits: str, suffix: str) -> bool:
    """Whether a number has no leading noughts, and no other number behind it."""
    is_padded = digits[0] == "0" and digits[1:2] not in {"", "."}
    return not is_padded and suffix[:1] not in tuple("0123456789.,-+")


def _is_same_unit(suffix: str, unit: str) -> bool:
    return _folded(suffix) == _folded(unit)


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _require_few_digits(number: Decimal) -> None:
    digits = len(number.normalize().as_tuple().digits)
    if digits > DIGITS or abs(number) >= Decimal(10) ** DIGITS:
        told = f"数值 {number:f} 有 {digits} 位数字，超过 {DIGITS} 位"
        raise Misread(faults.TOO_MANY_DIGITS, told, "按需要的小数位四舍五入，重新填写")


def _require_plain(number: Decimal, known: tuple[Decimal, ...]) -> None:
    """A share of at most one is a percentage only where the others are as small."""
    if 0 < abs(number) <= 1 and not (known and max(map(abs, known)) <= 1):
        told, high = f"{number.normalize():f}", f"{(number * 100).normalize():f}"
        question = f"数值填的是 {told}：是 {high}% 还是 {told}%？"
        raise Misread(faults.NUMBER_DOUBTFUL, question, f"带上百分号，例如 {high}%")


def day_of(cell: RawCell, calendar: Calendar) -> date:
    """A day of the form's month or later that had come when the form was received.

    Raises:
        Misread: F301, F302, F313–F315.
    """
    value = _held(cell, _DAY_REMEDY)
    day = _day(value, calendar.month)
    if day < calendar.start:
        told = f"取得日期 {day} 早于方案起算的日期（{calendar.start}）"
        raise Misread(faults.DAY_IMPLAUSIBLE, told, "核对年份，重新填写")
    if day < calendar.month.first:
        told = f"取得日期 {day} 早于所报的月份（{calendar.month.words}）"
        raise Misread(faults.DAY_IMPLAUSIBLE, told, "填这个月的读数是哪一天取得的")
    if day > calendar.received:
        told = f"取得日期 {day} 晚于收到填报表的日期（{calendar.received}）"
        raise Misread(faults.DAY_AHEAD, told, "核对日期，重新填写")
    return day


def _day(value: str | float | date, month: Period) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool):
        raise Misread(faults.DAY, f"日期{_odd(value)}", _DAY_REMEDY)
    text = half_width(value) if isinstance(value, str) else f"{Decimal(repr(value)).normalize():f}"
    made = _typed_day(text, month)
    if made is None:
        asked = "" if isinstance(value, str) else "；这一格不是日期格式，看不出是哪一天"
        raise Misread(faults.DAY, f"日期{quoted(str(value))}看不明白{asked}", _DAY_REMEDY)
    return made


def _typed_day(text: str, month: Period) -> date | None:
    for pattern in _DAYS:
        found = pattern.fullmatch(text)
        if found:
            return _existing(int(found[1]), int(found[3]), int(found[4]))
    found = _DAY_OF_YEAR.fullmatch(text)
    return _existing(month.first.year, int(found[1]), int(found[2])) if found else None


def _existing(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def yes_of(cell: RawCell) -> bool:
    """是 or 否, or a mark that can mean nothing else.

    Raises:
        Misread: F301, F302, F308.
    """
    remedy = "从下拉列表里选“是”或“否”"
    value = _held(cell, remedy)
    text = half_width(value).upper() if isinstance(value, str) else ""
    if text not in _YES | _NO:
        told = quoted(value) if isinstance(value, str) else _odd(value)
        raise Misread(faults.YES_NO, f"申请销号{told}不是“是”或“否”", remedy)
    return text in _YES


def text_of(cell: RawCell, *, head: str, most: int) -> str:
    """A text of at most so many characters, without the blanks around it.

    Raises:
        Misread: F301, F302, F316–F318.
    """
    value = _held(cell, "改成文字")
    if isinstance(value, bool | date):
        remedy = "把单元格设为文本格式，重新填写"
        raise Misread(faults.NOT_TEXT, f"{head}{_odd(value)}", remedy)
    text = value if isinstance(value, str) else _number_text(cell)
    cleaned = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    found = FORBIDDEN.search(cleaned)
    if found:
        told = f"{head}里有{describe(found.group())}（第 {found.start() + 1} 个字）"
        raise Misread(faults.CHARACTER, told, "删去这个字符，重新输入这一处文字")
    if len(cleaned) > most:
        told = f"{head}有 {len(cleaned)} 个字，最多 {most} 个字"
        raise Misread(faults.TOO_LONG, told, "写得短一些；长的材料作为佐证另附")
    return cleaned


def quoted(text: str) -> str:
    """What was typed, on one line, in quotes, and not too long for a message."""
    return f"“{short(text)}”"


def short(text: str) -> str:
    """A text on one line, and not too long for a message."""
    line = " ".join(text.split())
    return f"{line[:_LONGEST_QUOTE]}…" if len(line) > _LONGEST_QUOTE else line


def _held(cell: RawCell, remedy: str) -> str | float | date:
    """What a cell holds, if it was typed.

    Raises:
        Misread: F301, F302.
    """
    if cell.is_error:
        raise Misread(faults.ERROR_VALUE, "单元格里是错误值", remedy)
    if cell.is_formula:
        told = "单元格里是公式"
        raise Misread(faults.FORMULA, told, "复制这一格，再“选择性粘贴”为数值")
    return "" if cell.value is None else cell.value


def exact(cell: RawCell) -> Decimal:
    """A number digit by digit as it was typed; in percent where it is shown so."""
    value = cell.value
    assert isinstance(value, int | float)
    number = Decimal(repr(value))
    if cell.is_percent:
        short = Decimal(f"{value:.{DIGITS}g}")
        is_noise = len(short.normalize().as_tuple().digits) <= _NOISE
        number = (short if is_noise else number) * 100
    whole = number.to_integral_value()
    if number == whole:
        return Decimal(int(whole))
    return number.normalize() if cell.is_percent else number


def _number_text(cell: RawCell) -> str:
    """A number in a column of texts, as it is shown."""
    value = cell.value
    if isinstance(value, float) and not isfinite(value):
        raise Misread(faults.NOT_TEXT, "单元格里的数不是数", "重新填写")
    number = exact(cell)
    _require_few_digits(number)
    return f"{number:f}%" if cell.is_percent else f"{number:f}"


def _odd(value: object) -> str:
    """What a value of a kind that was not asked for is called."""
    if isinstance(value, bool):
        return "填成了逻辑值"
    return f"被当成了日期（{value:%Y-%m-%d}）" if isinstance(value, date) else f"“{value}”"


def half_width(text: str) -> str:
    """A text in half-width characters, without the blanks around it."""
    return text.translate(_HALF).strip()
