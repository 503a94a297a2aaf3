"""Targets (指标): what is to be reached, and the readings that were taken."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from ganxian_ledger.domain.model.calendar import Day, PeriodText
from ganxian_ledger.domain.model.event import Names
from ganxian_ledger.domain.model.evidence import Source
from ganxian_ledger.domain.model.ids import AsciiId
from ganxian_ledger.domain.model.plan import choice_schema, one_of
from ganxian_ledger.domain.model.quantity import Amount
from ganxian_ledger.domain.model.record import Prose, Record, Text, fault, tuple_of

BOUNDS = ("at_least", "at_most", "equal", "more_than", "less_than")
BOUND_SIGNS = {"at_least": "≥", "at_most": "≤", "equal": "＝", "more_than": "＞", "less_than": "＜"}


class Goal(Record, title="目标值"):
    """One bound with a number, or words where the plan gives no number."""

    at_least: Amount | None = Field(None, title="不低于", description="大于等于")
    at_most: Amount | None = Field(None, title="不高于", description="小于等于")
    equal: Amount | None = Field(None, title="等于", description="正好等于")
    more_than: Amount | None = Field(None, title="大于", description="严格大于")
    less_than: Amount | None = Field(None, title="小于", description="严格小于")
    text: Text | None = Field(None, title="原文", description="方案没有数字时的说法")

    @model_validator(mode="before")
    @classmethod
    def _exactly_one(cls, value: Any) -> Any:  # noqa: ANN401 (whatever the file holds)
        if not isinstance(value, dict) or not cls.model_fields.keys() >= value.keys():
            return value  # an unknown key is a fault of its own
        if sum(one is not None for one in value.values()) != 1:
            listed = "、".join((*BOUNDS, "text"))
            raise fault("Y311", "目标值应正好写一项", f"从 {listed} 中选一项，例如 {{at_most: 24}}")
        return value

    @property
    def bound(self) -> str:
        """The name of the bound that is set; `text` for a goal in words."""
        return next((name for name in BOUNDS if getattr(self, name) is not None), "text")

    @property
    def number(self) -> Decimal | None:
        """The number of the bound; nothing for a goal in words."""
        return None if self.bound == "text" else getattr(self, self.bound)


class Reading(Record, title="读数"):
    """One value of a target for a period, taken or received on a date."""

    period: PeriodText = Field(title="时期", description="2024-06、2024-Q2 或 2024")
    date: Day = Field(title="日期", description="取得读数的日期")
    value: Amount | None = Field(None, title="数值", description="单位见指标；定性指标可不写")
    by: Text = Field(title="记录单位", description="提供读数的单位")
    source: (
        Annotated[
            Annotated[Source, Tag("form")] | Annotated[Text, Tag("words")],
            Discriminator(lambda value: "form" if isinstance(value, (dict, Source)) else "words"),
        ]
        | None
    ) = Field(None, title="来源", description="数据出处，或填报表")
    note: Prose | None = Field(None, title="说明", description="其他要说的话")


class Target(Record, title="指标"):
    """An indicator of the plan."""

    id: AsciiId = Field(title="编号", description="简短、不变的英文编号，例如 pm25")
    name: Text = Field(title="指标名称", description="方案里的说法")
    clause: Text = Field(title="出处", description="方案的章节（二）或措施编号（'8.6'）")
    goal: Goal = Field(
        title="目标值", description="at_least、at_most、equal、more_than、less_than 或 text"
    )
    unit: Text = Field(title="计量单位", description="例如 %、户、万亩")
    kind: Annotated[str, one_of("level", "cumulative"), choice_schema("level", "cumulative")] = (
        Field(title="类别", description="level（水平，如均值、比率）或 cumulative（累计完成量）")
    )
    baseline: Amount | None = Field(None, title="基数", description="起算时的数值")
    lead: Names | None = Field(None, title="牵头单位", description="不写时为所属措施的牵头单位")
    readings: Annotated[tuple[Reading, ...], BeforeValidator(tuple_of)] = Field(
        (), title="读数", description="只增不改；同一时期以最后一条为准"
    )
