"""The records of a measure's log: dated, append-only, each of one of nine types."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    PlainValidator,
    Tag,
    WithJsonSchema,
)

from ganxian_ledger.domain.model.calendar import Day
from ganxian_ledger.domain.model.evidence import Evidence, Source
from ganxian_ledger.domain.model.quantity import Percent
from ganxian_ledger.domain.model.record import (
    Flag,
    Kinds,
    Prose,
    Record,
    Text,
    fault,
    shape_of,
    text_of,
    tuple_of,
)
from ganxian_ledger.domain.near import suggest


def names_of(value: Any) -> tuple[str, ...]:  # noqa: ANN401 (whatever the file holds)
    """One name, or a list of at least one: `lead: 甲` or `lead: [甲, 乙]`."""
    if isinstance(value, (list, tuple)):
        if not value:
            raise fault("Y313", "牵头单位是空的", "写上牵头单位")
        return tuple(map(text_of, value))
    return (text_of(value),)


Names = Annotated[
    tuple[str, ...],
    PlainValidator(names_of),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string"},
                {"type": "array", "items": {"type": "string"}, "minItems": 1},
            ]
        }
    ),
]
EvidenceList = Annotated[tuple[Evidence, ...], BeforeValidator(tuple_of)]


class Event(Record):
    """What every record of a log has."""

    date: Day = Field(title="日期", description="事情发生的日期；只增不退")
    type: str
    by: Text = Field(title="记录单位", description="说这句话的单位或领导小组办公室")
    note: Prose | None = Field(None, title="说明", description="其他要说的话")
    source: Source | None = Field(None, title="来源", description="记录来自哪份填报表")


class Progress(Event, title="进展"):
    """进展: how far the work is, reported by the lead."""

    type: Literal["progress"] = Field(title="类型", description="进展")
    percent: Percent = Field(title="完成比例", description="累计完成比例，0—100 的整数")
    issue: Prose | None = Field(None, title="存在问题", description="需要协调解决的问题")
    next: Prose | None = Field(None, title="下步打算", description="下一步怎么做")


class Submission(Event, title="申请销号"):
    """申请销号: the lead says that it is done and asks to be checked."""

    type: Literal["submit"] = Field(title="类型", description="申请销号")
    evidence: EvidenceList = Field((), title="佐证材料", description="证明完成的材料")


class Return(Event, title="退回"):
    """退回: the office sends a submission back with the reason."""

    type: Literal["return"] = Field(title="类型", description="退回")
    reason: Prose = Field(title="理由", description="缺什么、为什么退回")
    until: Day | None = Field(None, title="补正期限", description="何时前补齐")


class Closure(Event, title="销号"):
    """销号: the office closes the measure off."""

    type: Literal["close"] = Field(title="类型", description="销号")
    evidence: EvidenceList = Field((), title="佐证材料", description="核查的材料")
    checked_by: Text | None = Field(None, title="核查人", description="谁核查的")
    checked_on: Day | None = Field(None, title="核查日期", description="何时核查的")
    method: Text | None = Field(None, title="核查方式", description="现场核查、查阅资料等")


class Review(Event, title="回头看"):
    """回头看: a look back at a closed measure; the state stays."""

    type: Literal["review"] = Field(title="类型", description="回头看")
    passed: Flag = Field(title="是否合格", description="true 合格，false 不合格（应重新挂号）")
    reason: Prose | None = Field(None, title="理由", description="不合格的情形")


class Reopening(Event, title="重新挂号"):
    """重新挂号: a closed measure is opened again."""

    type: Literal["reopen"] = Field(title="类型", description="重新挂号")
    reason: Prose = Field(title="理由", description="为什么重新挂号")


class Extension(Event, title="延期"):
    """延期: a new deadline, later than the one in force."""

    type: Literal["extend"] = Field(title="类型", description="延期")
    to: Day = Field(title="延期至", description="新的完成时限，晚于现行时限")
    reason: Prose = Field(title="理由", description="为什么延期")
    approved_by: Text | None = Field(None, title="批准人", description="谁批准的")


class Transfer(Event, title="转办"):
    """转办: another unit takes the lead from this day on."""

    type: Literal["transfer"] = Field(title="类型", description="转办")
    lead: Names = Field(title="牵头单位", description="新的牵头单位")
    reason: Prose = Field(title="理由", description="为什么转办")


class Cancellation(Event, title="核减"):
    """核减: the measure is struck off without being done."""

    type: Literal["cancel"] = Field(title="类型", description="核减")
    reason: Prose = Field(title="理由", description="为什么核减")


EVENT_TYPES: dict[str, type[Event]] = {
    "progress": Progress,
    "submit": Submission,
    "return": Return,
    "close": Closure,
    "review": Review,
    "reopen": Reopening,
    "extend": Extension,
    "transfer": Transfer,
    "cancel": Cancellation,
}
TYPE_WORDS = {
    "progress": "进展",
    "submit": "申请销号",
    "return": "退回",
    "close": "销号",
    "review": "回头看",
    "reopen": "重新挂号",
    "extend": "延期",
    "transfer": "转办",
    "cancel": "核减",
}
"""What each type of record is called, in the order of a measure's life."""


def _no_type(value: object) -> str:
    hint = suggest(value, TYPE_WORDS) if isinstance(value, str) else ""
    listed = "、".join(f"{key}（{word}）" for key, word in TYPE_WORDS.items())
    raise fault("Y307", f"记录类型不能是{shape_of(value)}", f"{hint}可用：{listed}")


class UnknownEvent(Event):
    """A record whose type is none of the nine; its other fields are still looked at."""

    model_config = ConfigDict(extra="ignore")
    KNOWN: ClassVar[Kinds] = EVENT_TYPES
    type: Annotated[str, PlainValidator(_no_type)] = Field(title="类型")


def _tag_of(value: object) -> str:
    name = value.get("type") if isinstance(value, dict) else None
    return name if isinstance(name, str) and name in EVENT_TYPES else "unknown"


AnyEvent = Annotated[
    Annotated[Progress, Tag("progress")]
    | Annotated[Submission, Tag("submit")]
    | Annotated[Return, Tag("return")]
    | Annotated[Closure, Tag("close")]
    | Annotated[Review, Tag("review")]
    | Annotated[Reopening, Tag("reopen")]
    | Annotated[Extension, Tag("extend")]
    | Annotated[Transfer, Tag("transfer")]
    | Annotated[Cancellation, Tag("cancel")]
    | Annotated[UnknownEvent, Tag("unknown")],
    Discriminator(_tag_of),
]
