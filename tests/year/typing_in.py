"""What units type: values that are plain to everyone, and mistakes, each with its code."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from random import Random
from typing import Any, NamedTuple

from tests.year.filling import IDENTITY, KEY, MEASURES, TARGETS, Filled
from tests.year.plan import Quantity
from tests.year.truth import Answer, Measured, Reported

TEXTS = ("本月进展", "存在问题", "下步打算")
PERCENT, SUBMIT, EVIDENCE = "完成比例", "申请销号", "佐证材料"
VALUE, DAY, NOTE = "本月数值", "取得日期", "说明"
_WIDE = str.maketrans("0123456789%", "０１２３４５６７８９％")
Spot = tuple[str, str, str]
"""A fault: its code, the sheet, the cell."""


class Mistake(NamedTuple):
    """A wrong cell: what is typed under which head, and the code that it is refused with."""

    head: str
    typed: Any
    code: str


ON_PERCENT = (
    Mistake(PERCENT, 0.5, "F306"),
    Mistake(PERCENT, "0.5", "F306"),
    Mistake(PERCENT, "约60", "F303"),
    Mistake(PERCENT, "六十", "F303"),
    Mistake(PERCENT, date(2024, 6, 1), "F303"),
    Mistake(PERCENT, "=1+1", "F301"),
    Mistake(PERCENT, "#DIV/0!", "F302"),
    Mistake(PERCENT, 120, "F304"),
    Mistake(PERCENT, "-5", "F304"),
    Mistake(PERCENT, 60.5, "F305"),
)
ON_MEASURE = (
    *ON_PERCENT,
    Mistake(SUBMIT, "基本完成", "F308"),
    Mistake("存在问题", "拆" * 501, "F316"),
    Mistake("本月进展", "管网\u200b已铺", "F317"),
    Mistake("下步打算", date(2024, 6, 3), "F318"),
    Mistake("本月进展", "=A1", "F301"),
)
ON_ROW = (
    Mistake("完成时限", "2025年12月31日", "F207"),
    Mistake(KEY, "8.3", "F205"),
)
ON_SUBMITTED = (
    Mistake(EVIDENCE, "没有交来.pdf", "F319"),
    Mistake(EVIDENCE, "../验收单.pdf", "F320"),
)
ON_TARGET = (
    Mistake(VALUE, "约23", "F309"),
    Mistake(VALUE, "二十三", "F309"),
    Mistake(VALUE, "12光年", "F310"),
    Mistake(VALUE, 23.123456789012345, "F312"),
    Mistake(VALUE, "=SUM(A1:A2)", "F301"),
    Mistake(VALUE, "#REF!", "F302"),
    Mistake(DAY, "上周五", "F313"),
    Mistake(DAY, "2024.13.1", "F313"),
    Mistake(DAY, date(2023, 6, 15), "F314"),
    Mistake(DAY, date(2042, 6, 15), "F315"),
)
_AT_IDENTITY = {"F207"}


def put_answer(form: Filled, one: Answer, random: Random, unit_of: Callable[[str], str]) -> None:
    """Type one row, each cell in one of the ways in which people write it."""
    if isinstance(one, Measured):
        _put_target(form, one, random, unit_of(one.id))
        return
    for head, text in zip(TEXTS, one.texts, strict=True):
        if text:
            form.put(MEASURES, one.id, head, random.choice((text, f" {text} ", f"{text}\n")))
    typed, look = _percent(one.percent, random)
    form.put(MEASURES, one.id, PERCENT, typed, look)
    words = ("是", "是", "√", "Y", " 是") if one.is_submitted else (None, None, "否", "×")
    form.put(MEASURES, one.id, SUBMIT, random.choice(words))
    if one.evidence:
        form.put(MEASURES, one.id, EVIDENCE, random.choice("、\n;；").join(one.evidence))


def _percent(number: int, random: Random) -> tuple[Any, str]:
    ways: list[tuple[Any, str]] = [
        (number, ""),
        (number, ""),
        (float(number), ""),
        (f"{number}%", ""),
        (f"{number} %", ""),
        (str(number).translate(_WIDE), ""),
        (f"{number}%".translate(_WIDE), ""),
        (number / 100, "0%"),
        (f"{number}.0", ""),
    ]
    return random.choice(ways)


def _put_target(form: Filled, one: Measured, random: Random, unit: str) -> None:
    if one.value is not None:
        number = one.value
        ways: list[tuple[Any, str]] = [
            (float(number), ""),
            (float(number), ""),
            (str(number), ""),
            (f"{number:,}", ""),
            (f"{number}{unit}", ""),
            (f"{number} {unit}".translate(_WIDE), ""),
        ]
        if unit == "%":
            ways += [(float(number / 100), "0.00%"), (f"{number}％", "")]
        form.put(TARGETS, one.id, VALUE, *random.choice(ways))
    if one.day is not None:
        day = one.day
        ways = [
            (day, ""),
            (datetime.combine(day, time()), ""),
            (f"{day.year}.{day.month}.{day.day}", ""),
            (f"{day:%Y-%m-%d}", ""),
            (f"{day:%Y/%m/%d}", ""),
            (f"{day.year}年{day.month}月{day.day}日", ""),
            (f"{day.month}月{day.day}日", ""),
            (f"{day:%Y%m%d}".translate(_WIDE), ""),
        ]
        form.put(TARGETS, one.id, DAY, *random.choice(ways))
    if one.note:
        form.put(TARGETS, one.id, NOTE, one.note)


def spoil(
    form: Filled, answers: list[Answer], random: Random, quantities: dict[str, Quantity]
) -> tuple[set[str], set[Spot]]:
    """Mistakes in one to three rows of a filled form: the rows' ids, the faults expected."""
    rows = random.sample(answers, min(len(answers), random.randint(1, 3)))
    there = sum(len(grid.rows) for grid in form.grids.values())
    is_known = there > len(rows) or there == 1
    spots: set[Spot] = set()
    for one in rows:
        sheet = MEASURES if isinstance(one, Reported) else TARGETS
        found = random.choice(_mistakes(one, quantities, is_known=is_known))
        spot = form.at(sheet, one.id, IDENTITY if found.code in _AT_IDENTITY else found.head)
        look = "" if isinstance(found.typed, date) else "General"
        form.put(sheet, one.id, found.head, found.typed, look)
        spots.add((found.code, sheet, spot))
    return {one.id for one in rows}, spots


def _mistakes(one: Answer, quantities: dict[str, Quantity], *, is_known: bool) -> list[Mistake]:
    """`is_known`: the form is known again in spite of a row with a wrong key."""
    if isinstance(one, Reported):
        found = [*ON_MEASURE, *(ON_SUBMITTED if one.is_submitted else ())]
        found += ON_ROW if is_known else ()
        if any(one.texts):
            found.append(Mistake(PERCENT, None, "F307"))
        return found
    found = list(ON_TARGET)
    if quantities[one.id].unit == "%":
        found.append(Mistake(VALUE, 0.95, "F311"))
    if quantities[one.id].bound != "text" and one.note:
        found.append(Mistake(VALUE, None, "F322"))
    return found


def invented(number: str, percent: int, random: Random) -> Reported | None:
    """What a unit reports of a measure that stood at `percent`; None where it leaves it out."""
    if random.random() < 0.18:
        return None
    ahead = min(100, max(2, percent + random.randint(0, 20)))
    if percent > 20 and random.random() < 0.03:
        ahead = percent - 7
    is_done = ahead >= 60 and random.random() < 0.3
    texts = tuple(
        f"{word}{number}：{random.choice(('征地', '管网', '台账'))}{random.randint(1, 99)}"
        if random.random() < share
        else ""
        for word, share in (("进展", 0.8), ("问题", 0.3), ("打算", 0.4))
    )
    count = random.choice((0, 1, 1, 1, 2)) if is_done else 0
    names = tuple(f"{number}验收单{n}.txt" for n in range(1, count + 1))
    percent = 100 if is_done or random.random() < 0.01 else min(ahead, 99)
    return Reported(number, percent, (texts[0], texts[1], texts[2]), is_done, names)


def measured(
    quantity: Quantity, last: Decimal | None, received: date, random: Random
) -> Measured | None:
    """What a unit reads of a target; None where it leaves the row empty."""
    if random.random() < 0.3:
        return None
    first = received.replace(day=1)
    day = first.replace(day=random.randint(1, received.day)) if random.random() < 0.5 else None
    note = f"监测{random.randint(1, 99)}" if random.random() < 0.4 else ""
    if quantity.bound == "text":
        return Measured(quantity.id, None, day, note or "情况平稳")
    if quantity.is_cumulative:
        step = quantity.goal * Decimal(random.randint(0, 22)) / 100
        value = (last or Decimal(0)) + step
        if last and random.random() < 0.04:
            value = last * Decimal("0.9")
    else:
        value = quantity.goal * Decimal(random.randint(85, 108)) / 100
    value = value.quantize(Decimal("0.01")).normalize()
    plain = value.quantize(Decimal(1)) if value == value.to_integral_value() else value
    return Measured(quantity.id, plain, day, note)
