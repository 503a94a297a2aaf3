"""手工评分、一票否决: what the office gives by hand, with the reason and who approved it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from ganxian_ledger.domain.changes import Append, Value
from ganxian_ledger.domain.edits.decision import Decision
from ganxian_ledger.domain.edits.refusals import NO_SCHEME
from ganxian_ledger.domain.edits.said import UNSAID, Said, dated
from ganxian_ledger.domain.edits.words import one_line, prose
from ganxian_ledger.domain.errors import Unknown
from ganxian_ledger.domain.model.calendar import Period
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.model.record import Plain
from ganxian_ledger.domain.near import suggest
from ganxian_ledger.domain.places import ASSESSMENT, Place

if TYPE_CHECKING:
    from ganxian_ledger.domain.model.assessment import AssessmentFile

HAND_GIVEN = "marks"
"""The type of the items of a scheme that are given by hand."""


@dataclass(frozen=True, slots=True)
class GiveMark:
    """Give a unit points (negative: take them) of an item of the type marks, for a period."""

    unit: str
    period: Period
    item: str
    points: Decimal
    reason: str
    approved_by: str
    said: Said = UNSAID


@dataclass(frozen=True, slots=True)
class GiveVeto:
    """Hold a unit's grade of a period down to the one that is named."""

    unit: str
    period: Period
    grade: str
    reason: str
    approved_by: str
    said: Said = UNSAID


def give_mark(ledger: Ledger, intent: GiveMark, *, today: date) -> Decision:
    """The office gives points by hand; a wrong mark is mended by an opposite one.

    Raises:
        Refused: where the ledger has no scheme, or the day or a text is not as it should be.
        Unknown: where there is no such unit or item.
    """
    scheme = _scheme(ledger)
    items = {one.id: one.title for one in scheme.items() if one.type == HAND_GIVEN}
    if intent.item not in items:
        listed = "、".join(f"{key}（{title}）" for key, title in items.items()) or "没有"
        hint = suggest(intent.item, items)
        raise Unknown(f"没有手工评分的考评项“{intent.item}”", remedy=f"{hint}可用：{listed}")
    given: dict[str, Value] = {"item": intent.item, "points": intent.points}
    words = f"{items[intent.item]} {intent.points:+f} 分"
    return _decided(ledger, intent, "marks", given, words, today=today)


def give_veto(ledger: Ledger, intent: GiveVeto, *, today: date) -> Decision:
    """The office holds a grade down.

    Raises:
        Refused: as `give_mark`.
        Unknown: where there is no such unit or grade.
    """
    grades = tuple(one.name for one in _scheme(ledger).grades)
    if intent.grade not in grades:
        listed = "、".join(grades) or "没有"
        raise Unknown(f"考评办法里没有等次“{intent.grade}”", remedy=f"可用：{listed}")
    words = f"一票否决，等次不高于{intent.grade}"
    return _decided(ledger, intent, "veto", {"grade": intent.grade}, words, today=today)


def _scheme(ledger: Ledger) -> AssessmentFile:
    if ledger.assessment is None:
        raise NO_SCHEME.of(
            f"台账里没有考评办法（{ASSESSMENT}），评分没有依据",
            remedy="由办公室定好考评办法，写法见 docs/assessment.md",
        )
    return ledger.assessment


def _decided(
    ledger: Ledger,
    intent: GiveMark | GiveVeto,
    key: str,
    given: Mapping[str, Value],
    words: str,
    *,
    today: date,
) -> Decision:
    """The record: whom, of when, what, and who answers for it."""
    day = dated(intent.said, today=today, last=None)
    unit, period = ledger.unit(intent.unit).name, intent.period
    record: dict[str, Value] = {
        "unit": unit,
        "period": Plain(period.text),
        **given,
        "reason": prose(intent.reason, "理由"),
        "approved_by": one_line(intent.approved_by, "批准人") or "",
        "date": day,
        "by": ledger.unit(intent.said.by or ledger.plan.office).name,
    }
    return Decision(
        Append(Place(ASSESSMENT, (key,)), record),
        f"{unit}{period.words}{words}（{day}）",
        f"ledger score --{_kind(period)} {period} --unit {unit}",
    )


def _kind(period: Period) -> str:
    """The option that takes such a period."""
    if "Q" in period.text:
        return "quarter"
    return "month" if "-" in period.text else "year"
