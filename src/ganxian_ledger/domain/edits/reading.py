"""读数: one value of a target for a month, a quarter or a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ganxian_ledger.domain.changes import Append
from ganxian_ledger.domain.edits.decision import Decision
from ganxian_ledger.domain.edits.refusals import NOBODY_SPEAKS, NOTHING_READ
from ganxian_ledger.domain.edits.said import UNSAID, Said, closing_fields, dated, given
from ganxian_ledger.domain.edits.words import one_line
from ganxian_ledger.domain.model.calendar import Period
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.model.record import Plain
from ganxian_ledger.domain.model.target import Target
from ganxian_ledger.domain.state.board import Board


@dataclass(frozen=True, slots=True)
class Reading:
    """Record a reading; `source` says in words where the value is from."""

    target: str
    period: Period
    value: Decimal | None = None
    source: str | None = None
    said: Said = UNSAID


def reading(ledger: Ledger, intent: Reading, *, today: date) -> Decision:
    """Who answers for the target reports its value; of one period the last in the file counts."""
    place, target = ledger.target(intent.target)
    _require_content(target, intent)
    day = dated(intent.said, today=today, last=None)
    said_by = intent.said.by
    by = _lead_of(ledger, target, today) if said_by is None else ledger.unit(said_by).name
    record = {
        "period": Plain(intent.period.text),
        "date": day,
        **given({"value": intent.value}),
        "by": by,
        **given({"source": one_line(intent.source, "数据出处")}),
        **closing_fields(intent.said),
    }
    value = "" if intent.value is None else f" {intent.value:f} {target.unit}"
    words = f"指标 {target.id} {target.name}：{intent.period.words}{value}（{day}，{by}）"
    return Decision(Append(place / "readings", record), words, "ledger targets")


def _require_content(target: Target, intent: Reading) -> None:
    if intent.value is not None:
        return
    asked = f"ledger reading {target.id} --period {intent.period}"
    if target.goal.number is not None:
        raise NOTHING_READ.of(
            f"指标 {target.id} {target.name}的目标是数字，读数要有数值",
            remedy=f"{asked} --value 数（{target.unit}）",
        )
    if intent.said.note is None:
        raise NOTHING_READ.of(
            f"指标 {target.id} {target.name}的读数里什么也没有",
            remedy=f"{asked} --note 情况，有数的加 --value 数",
        )


def _lead_of(ledger: Ledger, target: Target, today: date) -> str:
    """The target's own lead, else the lead in force of its measure; of joint leads the first."""
    names = Board(ledger, today).leads_of(target)
    if not names:
        raise NOBODY_SPEAKS.of(
            f"指标 {target.id} {target.name}没有牵头单位，不知道读数由谁提供",
            remedy="用 --by 单位 写明",
        )
    return names[0]
