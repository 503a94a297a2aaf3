"""Whose form this is: the identity that a workbook carries, and whether it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from ganxian_ledger.domain.forms import file_faults as faults
from ganxian_ledger.domain.forms.fault import Fault
from ganxian_ledger.domain.forms.form import VERSION, Identity
from ganxian_ledger.domain.forms.raw import RawBook, RawSheet
from ganxian_ledger.domain.forms.understand import quoted
from ganxian_ledger.domain.model.calendar import Period, month_of, parse_period
from ganxian_ledger.domain.model.ledger import Ledger

SEAL = "校验值"
"""Under this word the seal stands beside the parts of the identity."""
_NOBODY = Identity("", "", "", month_of(date(2000, 1, 1)), "")
_WORDS = tuple(word for word, _ in _NOBODY.parts)
_VERSION, _NUMBER, _TITLE, _UNIT, _MONTH, _REVISION = _WORDS
SEND_AGAIN = "请用 ledger dispatch 重新下发的填报表填写"


class Asking(NamedTuple):
    """What is taken: forms of this month and unit (None: of any), received on this day."""

    received: date
    month: Period | None = None
    unit: str | None = None


class Identified(NamedTuple):
    """The identity and the seal of a form, and what is wrong with them; None where it has none."""

    identity: Identity | None
    seal: str
    faults: tuple[Fault, ...] = ()


def identified(book: RawBook) -> Identified:
    """Read the identity from the hidden sheet and from the file's properties, which must agree."""
    told = [*map(_pairs, _marked(book.sheets)), dict(book.properties)]
    known = [one for one in told if one.get(_VERSION) and one.get(_UNIT)]
    if not known:
        remedy = "在下发的填报表里填写；内容抄到别的表里的，抄回去"
        return Identified(None, "", (faults.NOT_OURS.of("不是下发的填报表", remedy=remedy),))
    for word in (*_WORDS, SEAL):
        values = {one[word].strip() for one in told if word in one}
        if len(values) > 1:
            listed = "、".join(sorted(map(quoted, values)))
            return _damaged(f"标识前后不一：{word}有 {listed}")
    return _read({key: value.strip() for one in reversed(known) for key, value in one.items()})


def _damaged(told: str) -> Identified:
    return Identified(None, "", (faults.DAMAGED.of(told, remedy=SEND_AGAIN),))


def _read(told: Mapping[str, str]) -> Identified:
    """The identity from words that agree."""
    version = told[_VERSION]
    if version != VERSION:
        words = f"填报表的版本是{quoted(version)}，本程序只认 {VERSION}"
        return Identified(None, "", (faults.OTHER_VERSION.of(words, remedy=SEND_AGAIN),))
    missing = [word for word in (*_WORDS, SEAL) if not told.get(word)]
    if missing:
        return _damaged(f"标识不全，缺{'、'.join(missing)}")
    month = parse_period(told[_MONTH])
    if month is None or "-" not in month.text or "Q" in month.text:
        return _damaged(f"标识里的月份{quoted(told[_MONTH])}不成月份")
    identity = Identity(told[_NUMBER], told[_TITLE], told[_UNIT], month, told[_REVISION])
    return Identified(identity, told[SEAL])


def _marked(sheets: Iterable[RawSheet]) -> Iterator[RawSheet]:
    """The sheets that hold an identity, whatever they are called now."""
    for sheet in sheets:
        held = {cell.value for cells in sheet.rows.values() for cell in cells.values()}
        if _VERSION in held and _REVISION in held:
            yield sheet


def _pairs(sheet: RawSheet) -> dict[str, str]:
    """What stands to the right of each of our words."""
    wanted = {*_WORDS, SEAL}
    return {
        str(cell.value): str(cells[column + 1].value)
        for cells in sheet.rows.values()
        for column, cell in cells.items()
        if cell.value in wanted and column + 1 in cells
    }


def not_taken(identity: Identity, ledger: Ledger, asking: Asking) -> tuple[Fault, ...]:
    """Why a form of this identity is not taken into this ledger now; nothing where it is."""
    return tuple(_reasons(identity, ledger, asking))


def _reasons(identity: Identity, ledger: Ledger, asking: Asking) -> Iterator[Fault]:
    plan = ledger.plan
    if (identity.number, identity.title) != (plan.number, plan.title):
        told = f"是{identity.number}《{identity.title}》的填报表，不是本方案的"
        remedy = f"本方案是{plan.number}《{plan.title}》；用 --data 指明另一个台账"
        yield faults.OTHER_LEDGER.of(told, remedy=remedy)
        return
    unit = ledger.units.by_name.get(identity.unit)
    if unit is None:
        told = f"填报单位{quoted(identity.unit)}不在单位名册里"
        yield faults.UNKNOWN_UNIT.of(told, remedy="把改过的名称列为该单位的别名（aliases）")
    elif asking.unit is not None and unit.name != asking.unit:
        told = f"是{unit.name}的填报表，这次只收{asking.unit}的"
        yield faults.NOT_ASKED_FOR.of(told, remedy="去掉 --unit，或改成这个单位")
    month = identity.month
    if asking.month is not None and month != asking.month:
        told = f"是{month.words}的填报表，这次只收{asking.month.words}的"
        yield faults.NOT_ASKED_FOR.of(told, remedy=f"写 --month {month}，或请单位换成要收的月份")
    if month.first > asking.received:
        told = f"是{month.words}的填报表，收到日期是 {asking.received}，那时这个月还没有开始"
        yield faults.NOT_YET.of(told, remedy="用 --received 写明实际收到的日期")
