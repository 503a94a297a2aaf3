"""How an office writes days, counts, shares and lists in the sentences of a report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from ganxian_ledger.domain.model.calendar import Period
from ganxian_ledger.domain.model.plan import Plan
from ganxian_ledger.domain.state.pace import rounded

OFFICE = "办公室"
NAMED = 5
"""Names that a sentence gives before it says 等N项; the table has all."""
_BLANKS = re.compile(r"(?s)(.)(\s+)(?=(.))")
_MARKS = frozenset("，。；：、？！…（）《》〈〉【】〔〕“”‘’")
"""Marks that bring their own space; a blank beside one would let a line begin with it."""


def day_words(day: date) -> str:
    """2024年6月30日, without leading noughts."""
    return f"{day.year}年{day.month}月{day.day}日"


def short_day(day: date, beside: date) -> str:
    """6月30日 in a sentence that speaks of the same year, else with its year."""
    return f"{day.month}月{day.day}日" if day.year == beside.year else day_words(day)


def full_office(plan: Plan) -> str:
    """The office by its whole name, as heads and signatures have it.

    Where it is called by its short name (领导小组办公室) and the issuer's ends with the same words
    (…行动领导小组), it is the issuer's office.
    """
    body = plan.office.removesuffix(OFFICE)
    if plan.office.endswith(OFFICE) and plan.issuer.endswith(body):
        return f"{plan.issuer}{OFFICE}"
    return plan.office


def number(value: Decimal | int) -> str:
    """A number as it is read: no exponent, no noughts at the end."""
    text = f"{Decimal(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def share(part: int, whole: int) -> Decimal:
    """Part of the whole in percent, to one decimal; nought of nothing is nought."""
    return rounded(Fraction(part * 100, whole)) if whole else rounded(0)


def percent(value: Decimal | None) -> str:
    """29.1%, or a dash where there is nothing to divide."""
    return "—" if value is None else f"{value}%"


def one_line(text: str) -> str:
    """A text on one line: blanks stay single, and go beside Chinese marks and at line breaks."""
    return _BLANKS.sub(lambda found: f"{found[1]}{_gap(*found.groups())}", text.strip())


def _gap(before: str, blanks: str, after: str) -> str:
    if before in _MARKS or after in _MARKS:
        return ""
    is_broken = len(f"-{blanks}-".splitlines()) > 1
    return "" if is_broken and not (before.isascii() and after.isascii()) else " "


def quoted(text: str) -> str:
    """A name in quotes, on one line; quotes within it become inner ones."""
    inner = one_line(text).replace("“", "‘").replace("”", "’")
    return f"“{inner}”"


def stopped(text: str) -> str:
    """What a unit wrote, on one line and without its last full stop, for use inside a sentence."""
    return one_line(text).rstrip("。；;.，,、 ")


def named(names: Sequence[str], word: str = "项") -> str:
    """甲、乙、丙, or the first ones and 等12项; the order is kept."""
    listed = "、".join(names[:NAMED])
    return f"{listed}等{len(names)}{word}" if len(names) > NAMED else listed


def counted(names: Sequence[str], word: str = "项") -> str:
    """2项：甲、乙, or 甲、乙、丙、丁、戊等12项: the number stands once."""
    if len(names) > NAMED:
        return named(names, word)
    return f"{len(names)}{word}：{'、'.join(names)}"


def of_units(pairs: Iterable[tuple[str, int]]) -> str:
    """2家单位：甲局（3项）、乙局（1项）, or 甲局（9项）、…、戊局（1项）等8家单位."""
    return counted([f"{unit}（{count}项）" for unit, count in pairs], "家单位")


def parts(pairs: Iterable[tuple[str, int]], word: str = "项") -> list[str]:
    """推进中3项, 未启动2项 …: those that are not nought."""
    return [f"{name}{count}{word}" for name, count in pairs if count]


def changed(before: int, now: int, word: str = "项") -> str:
    """增加3项, 减少2项 or 持平."""
    if now == before:
        return "持平"
    return f"{'增加' if now > before else '减少'}{abs(now - before)}{word}"


def points_changed(before: Decimal | None, now: Decimal | None) -> str:
    """提高6.4个百分点 between two shares as they are printed; empty where one is missing."""
    if before is None or now is None:
        return ""
    if now == before:
        return "持平"
    return f"{'提高' if now > before else '下降'}{abs(now - before)}个百分点"


@dataclass(frozen=True, slots=True)
class PeriodWords:
    """How a report calls its own period, the end of the one before, and the next one."""

    this: str
    before: str
    next: str


WORDS = {
    "month": PeriodWords("本月", "上月末", "下月"),
    "quarter": PeriodWords("本季度", "上季度末", "下季度"),
    "year": PeriodWords("本年度", "上年末", "下年度"),
}


def kind_of(period: Period) -> str:
    """month, quarter or year."""
    return "quarter" if "Q" in period.text else "month" if "-" in period.text else "year"
