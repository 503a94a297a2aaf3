"""The declared scheme of an assessment (考评办法), and what is given by hand for it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    PlainValidator,
    Tag,
    WithJsonSchema,
    model_validator,
)

from ganxian_ledger.domain.model.calendar import Day, PeriodText
from ganxian_ledger.domain.model.ids import AsciiId
from ganxian_ledger.domain.model.plan import choice_schema, one_of
from ganxian_ledger.domain.model.quantity import Amount, Positive, Whole, amount_of, whole_of
from ganxian_ledger.domain.model.record import (
    Kinds,
    Prose,
    Record,
    Text,
    fault,
    shape_of,
    text_of,
    tuple_of,
)
from ganxian_ledger.domain.model.version import VERSION, Version
from ganxian_ledger.domain.near import suggest

FULL, REDISTRIBUTE = "full", "redistribute"
DUE, ALL = "due", "all"
MEAN, SUM = "mean", "sum"
GOAL, PACE = "goal", "pace"
LEAVE_OUT, ZERO = "leave_out", "zero"
PER_RETURN, PER_DAY, PER_WEEK = "return", "day", "week"
FROM_FULL, FROM_ZERO = "full", "zero"
WITHIN, EXACT = "within", "exact"
MOST_DECIMALS = 6


def _share_of(value: object) -> Decimal:
    number = amount_of(value)
    if not 0 <= number <= 1:
        raise fault("Y306", f"{value} 不在 0—1 之间", "写 0 到 1 的数，例如 0.5；0 为不计")
    return number


def _decimals_of(value: object) -> int:
    number = whole_of(value)
    if number > MOST_DECIMALS:
        raise fault("Y306", f"{value} 太多了", f"写 0 到 {MOST_DECIMALS} 的整数，例如 2")
    return number


def _kinds_of(value: Any) -> tuple[str, ...]:  # noqa: ANN401 (whatever the file holds)
    listed = tuple_of(value)
    if not listed:
        raise fault("Y313", "类别是空的", "至少写一个 units.yaml 里的类别")
    return tuple(map(text_of, listed))


Share = Annotated[
    Decimal,
    PlainValidator(_share_of),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1}),
]
Decimals = Annotated[
    int,
    PlainValidator(_decimals_of),
    WithJsonSchema({"type": "integer", "minimum": 0, "maximum": MOST_DECIMALS}),
]
KindNames = Annotated[
    tuple[str, ...],
    PlainValidator(_kinds_of),
    WithJsonSchema({"type": "array", "items": {"type": "string"}, "minItems": 1}),
]


class Item(Record):
    """What every item has."""

    id: AsciiId = Field(title="编号", description="英文短名，例如 closing；手工评分按它填")
    type: str
    title: Text = Field(title="考评项", description="得分表里的名称")
    points: Positive = Field(title="分值", description="满分；加分项为最多加几分")


class FactItem(Item):
    """An item of a block that rests on facts; `when_empty` is for units that have none."""

    when_empty: Annotated[str, one_of(REDISTRIBUTE, FULL), choice_schema(REDISTRIBUTE, FULL)] = (
        Field(
            REDISTRIBUTE,
            title="没有内容时",
            description="单位本期没有可考评的内容时：redistribute 分值按比例折算到其他项（默认）；"
            "full 得满分",
        )
    )


class CloseRate(FactItem, title="销号率"):
    """销号率: closed of what there is to close."""

    type: Literal["close_rate"] = Field(title="类型", description="销号率")
    base: Annotated[str, one_of(DUE, ALL), choice_schema(DUE, ALL)] = Field(
        DUE,
        title="基数",
        description="due 完成时限在截至日当天或以前的措施（默认）；all 全部措施；都不含已核减的",
    )


class Quantities(FactItem, title="指标完成"):
    """指标完成: the unit's targets with numbers."""

    type: Literal["quantities"] = Field(title="类型", description="指标完成")
    combine: Annotated[str, one_of(MEAN, SUM), choice_schema(MEAN, SUM)] = Field(
        MEAN, title="合计方式", description="mean 各指标平均（默认）；sum 每个指标 each 分相加"
    )
    each: Positive | None = Field(
        None, title="每个指标几分", description="combine: sum 时必填，合计不超过分值"
    )
    against: Annotated[str, one_of(GOAL, PACE), choice_schema(GOAL, PACE)] = Field(
        GOAL,
        title="累计指标比照",
        description="goal 按完成率（默认）；pace 按完成率与序时进度之比；都最多 100%",
    )
    no_data: Annotated[str, one_of(LEAVE_OUT, ZERO), choice_schema(LEAVE_OUT, ZERO)] = Field(
        LEAVE_OUT, title="暂无数据", description="leave_out 不计入（默认）；zero 按 0 计入"
    )
    leave_out: Annotated[tuple[AsciiId, ...], BeforeValidator(tuple_of)] = Field(
        (), title="不计入的指标", description="指标编号，例如力争的指标；定性指标一律不计入"
    )

    @model_validator(mode="after")
    def _has_each(self) -> Quantities:
        if self.combine == SUM and self.each is None:
            raise fault("Y302", "combine: sum 缺少 each", "补上 each: 每个指标几分")
        return self


class OnTimeReturns(FactItem, title="按时报送"):
    """按时报送: the monthly returns of the period, late or missing."""

    type: Literal["on_time_returns"] = Field(title="类型", description="按时报送")
    late: Positive = Field(title="迟报扣分", description="每次（每天）迟报扣几分")
    late_per: Annotated[str, one_of(PER_RETURN, PER_DAY), choice_schema(PER_RETURN, PER_DAY)] = (
        Field(PER_RETURN, title="迟报按", description="return 按次（默认）；day 按迟报的天数")
    )
    missing: Positive = Field(title="未报扣分", description="每次未报扣几分")


class OverdueDays(FactItem, title="逾期扣分"):
    """逾期: the days of the period on which a measure was overdue."""

    type: Literal["overdue_days"] = Field(title="类型", description="逾期扣分")
    each: Positive = Field(title="每次扣分", description="每项措施逾期每天（每周）扣几分")
    per: Annotated[str, one_of(PER_DAY, PER_WEEK), choice_schema(PER_DAY, PER_WEEK)] = Field(
        PER_DAY, title="逾期按", description="day 按天（默认）；week 按周，不满一周的算一周"
    )
    cap: Positive | None = Field(
        None, title="每项最多扣", description="一项措施最多扣几分；不写只以分值为限"
    )


class Rejected(FactItem, title="退回扣分"):
    """退回: submissions that were sent back in the period."""

    type: Literal["rejected"] = Field(title="类型", description="退回扣分")
    each: Positive = Field(title="每次扣分", description="申请销号每被退回一次扣几分")


class FailedReviews(FactItem, title="回头看不合格扣分"):
    """回头看不合格: look-backs of the period that were not passed."""

    type: Literal["failed_reviews"] = Field(title="类型", description="回头看不合格扣分")
    each: Positive = Field(title="每次扣分", description="回头看每有一次不合格扣几分")


class EarlyClosing(Item, title="提前销号加分"):
    """提前销号: measures closed in the period well before their first deadline (bonus only)."""

    type: Literal["early_closing"] = Field(title="类型", description="提前销号加分，只用于加分")
    each: Positive = Field(title="每项加分", description="每提前销号一项措施加几分")
    days: Whole = Field(title="提前天数", description="比原定完成时限至少提前多少天")


class HandGiven(Item, title="手工评分"):
    """手工评分: points that somebody gives, with reason and approver; never empty."""

    type: Literal["marks"] = Field(title="类型", description="手工评分")
    start: Annotated[str, one_of(FROM_ZERO, FROM_FULL), choice_schema(FROM_ZERO, FROM_FULL)] = (
        Field(
            FROM_ZERO,
            title="起点",
            description="zero 从 0 分起加（默认）；full 从满分起，扣分写负数；没有评分的得起点分；"
            "加分项都从 0 起",
        )
    )
    periods: Annotated[str, one_of(WITHIN, EXACT), choice_schema(WITHIN, EXACT)] = Field(
        WITHIN,
        title="时期",
        description="within 时期在考评期之内的评分都算（默认）；exact 只算时期与考评期相同的",
    )


BLOCK_ITEMS: dict[str, type[Item]] = {
    "close_rate": CloseRate,
    "quantities": Quantities,
    "on_time_returns": OnTimeReturns,
    "overdue_days": OverdueDays,
    "rejected": Rejected,
    "failed_reviews": FailedReviews,
    "marks": HandGiven,
}
BONUS_ITEMS: dict[str, type[Item]] = {"early_closing": EarlyClosing, "marks": HandGiven}
ITEM_TYPES = {**BLOCK_ITEMS, **BONUS_ITEMS}


def _unknown(value: object, known: dict[str, type[Item]]) -> str:
    hint = suggest(value, known) if isinstance(value, str) else ""
    listed = "、".join(f"{key}（{kind.model_config.get('title')}）" for key, kind in known.items())
    raise fault("Y307", f"考评项类型不能是{shape_of(value)}", f"{hint}可用：{listed}")


class UnknownItem(Item):
    """An item of a block whose type is none of the set; its other fields are still looked at."""

    model_config = ConfigDict(extra="ignore")
    KNOWN: ClassVar[Kinds] = BLOCK_ITEMS
    type: Annotated[str, PlainValidator(lambda value: _unknown(value, BLOCK_ITEMS))] = Field(
        title="类型"
    )


class UnknownBonus(Item):
    """The same among the items of the bonus."""

    model_config = ConfigDict(extra="ignore")
    KNOWN: ClassVar[Kinds] = BONUS_ITEMS
    type: Annotated[str, PlainValidator(lambda value: _unknown(value, BONUS_ITEMS))] = Field(
        title="类型"
    )


def _block_tag(value: object) -> str:
    return _tag(value, BLOCK_ITEMS)


def _bonus_tag(value: object) -> str:
    return _tag(value, BONUS_ITEMS)


def _tag(value: object, known: dict[str, type[Item]]) -> str:
    name = value.get("type") if isinstance(value, dict) else getattr(value, "type", None)
    return name if isinstance(name, str) and name in known else "unknown"


BlockItem = Annotated[
    Annotated[CloseRate, Tag("close_rate")]
    | Annotated[Quantities, Tag("quantities")]
    | Annotated[OnTimeReturns, Tag("on_time_returns")]
    | Annotated[OverdueDays, Tag("overdue_days")]
    | Annotated[Rejected, Tag("rejected")]
    | Annotated[FailedReviews, Tag("failed_reviews")]
    | Annotated[HandGiven, Tag("marks")]
    | Annotated[UnknownItem, Tag("unknown")],
    Discriminator(_block_tag),
]
BonusItem = Annotated[
    Annotated[EarlyClosing, Tag("early_closing")]
    | Annotated[HandGiven, Tag("marks")]
    | Annotated[UnknownBonus, Tag("unknown")],
    Discriminator(_bonus_tag),
]


class ItemBlock(Record, title="考评块"):
    """A block of items, with the points that they add to."""

    id: AsciiId = Field(title="编号", description="英文短名，例如 work")
    title: Text = Field(title="名称", description="得分表的列头，例如 工作完成")
    points: Positive = Field(title="分值", description="本块各项分值之和；各块加起来是 100")
    items: Annotated[tuple[BlockItem, ...], BeforeValidator(tuple_of)] = Field(
        (), title="考评项", description="按先后列出"
    )


class Bonus(Record, title="加分"):
    """What may be added beside the 100."""

    cap: Positive = Field(title="加分上限", description="各加分项合计最多加几分")
    items: Annotated[tuple[BonusItem, ...], BeforeValidator(tuple_of)] = Field(
        (), title="加分项", description="提前销号（early_closing）和手工评分（marks）"
    )


class UnitGroup(Record, title="考评组"):
    """Units that are ranked together, by the kinds of units.yaml."""

    name: Text = Field(title="名称", description="例如 区直部门组")
    kinds: KindNames = Field(title="类别", description="units.yaml 里的类别，一个类别只归一组")


class Grade(Record, title="等次"):
    """A grade and the score from which it is given."""

    name: Text = Field(title="名称", description="例如 优秀")
    at_least: Positive = Field(title="至少", description="总分四舍五入后达到几分")


class Mark(Record, title="手工评分记录"):
    """Points given by hand; a mistake is mended by a later one of the opposite sign."""

    unit: Text = Field(title="单位", description="给哪个单位")
    period: PeriodText = Field(title="时期", description="2024-06、2024-Q2 或 2024")
    item: AsciiId = Field(title="考评项", description="类型为 marks 的考评项的编号")
    points: Amount = Field(title="分数", description="加几分；扣分写负数；不超过该项的分值")
    reason: Prose = Field(title="理由", description="为什么")
    approved_by: Text = Field(title="批准人", description="谁批准的")
    date: Day = Field(title="日期", description="评分的日期，可以在考评期以后")
    by: Text = Field(title="记录单位", description="一般是领导小组办公室")


class Veto(Record, title="一票否决"):
    """A grave incident: the grade of the period is not better than the one named."""

    unit: Text = Field(title="单位", description="哪个单位")
    period: PeriodText = Field(title="时期", description="2024-06、2024-Q2 或 2024")
    grade: Text = Field(title="最高等次", description="等次不高于它，写 grades 里的名称")
    reason: Prose = Field(title="理由", description="为什么")
    approved_by: Text = Field(title="批准人", description="谁批准的")
    date: Day = Field(title="日期", description="决定的日期，可以在考评期以后")
    by: Text = Field(title="记录单位", description="一般是领导小组办公室")


class AssessmentFile(Record, title="考评办法 assessment.yaml"):
    """考评办法 (assessment.yaml): the declared scheme, and what is given by hand."""

    schema_version: Version = VERSION
    title: Text = Field(title="考评办法", description="名称，印在得分表上")
    decimals: Decimals = Field(
        2, title="小数位数", description="总分四舍五入到几位小数，默认 2；名次和等次以此为准"
    )
    support_share: Share = Field(
        default_factory=lambda: Decimal(0),
        title="配合单位折算",
        description="一项措施对每个配合单位算几项，0—1；默认 0，不计",
    )
    groups: Annotated[tuple[UnitGroup, ...], BeforeValidator(tuple_of)] = Field(
        (), title="考评组", description="在一起排名的单位；不写时每个类别一组"
    )
    blocks: Annotated[tuple[ItemBlock, ...], BeforeValidator(tuple_of)] = Field(
        title="考评块", description="各块分值加起来是 100"
    )
    bonus: Bonus | None = Field(None, title="加分", description="100 分以外，没有就不写")
    grades: Annotated[tuple[Grade, ...], BeforeValidator(tuple_of)] = Field(
        (), title="等次", description="从高到低；不写不评等次"
    )
    marks: Annotated[tuple[Mark, ...], BeforeValidator(tuple_of)] = Field(
        (), title="手工评分记录", description="只增不改"
    )
    veto: Annotated[tuple[Veto, ...], BeforeValidator(tuple_of)] = Field(
        (), title="一票否决", description="只增不改"
    )

    def items(self) -> Iterator[Item]:
        """Every item, those of the bonus last."""
        for block in self.blocks:
            yield from block.items
        yield from self.bonus.items if self.bonus else ()
