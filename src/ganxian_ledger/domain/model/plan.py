"""The plan: its head, its sections and tasks, and the measures that each have a log."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema

from ganxian_ledger.domain.model.calendar import Day
from ganxian_ledger.domain.model.event import AnyEvent, Names
from ganxian_ledger.domain.model.ids import MeasureId, TaskId
from ganxian_ledger.domain.model.quantity import MonthDay, Positive, Whole
from ganxian_ledger.domain.model.record import Flag, Prose, Record, Text, fault, shape_of, tuple_of
from ganxian_ledger.domain.near import suggest


def one_of(*allowed: str) -> PlainValidator:
    """A text that is one of the allowed ones; near misses are offered."""

    def parse(value: object) -> str:
        if isinstance(value, str) and value in allowed:
            return str(value)
        hint = suggest(value, allowed) if isinstance(value, str) else ""
        raise fault("Y307", f"不能是{shape_of(value)}", f"{hint}可用：{'、'.join(allowed)}")

    return PlainValidator(parse)


def choice_schema(*allowed: str) -> WithJsonSchema:
    """The JSON Schema of `one_of`."""
    return WithJsonSchema({"type": "string", "enum": list(allowed)})


AS_IS, NEXT_WORKING_DAY = "as_is", "next_working_day"


class Ladder(Record, title="督办阶梯"):
    """When which letter is proposed; nothing is ever sent by itself.

    The rungs are those of monthly supervision (提醒 → 督办 → 约谈); the office sets the numbers.
    """

    urge_overdue_days: Whole = Field(
        1, title="逾期几天督办", description="逾期满多少天发督办函，默认 1"
    )
    urge_after_reminders: Whole = Field(
        2,
        title="提醒几次升督办",
        description="同一措施已发几次提醒函仍滞后，改发督办函，默认 2；0 为不升",
    )
    urge_missing_months: Whole = Field(
        2, title="连续几月未报督办", description="连续几个月未报送发督办函，默认 2；0 为不发"
    )
    talk_after_urgings: Whole = Field(
        2,
        title="督办几次约谈",
        description="同一措施已发几次督办函仍逾期，列入约谈名单，默认 2；0 为不列",
    )
    answer_days: Whole = Field(10, title="答复天数", description="函件要求几天内书面反馈，默认 10")


class Policy(Record, title="办公室设置"):
    """The office's settings; every one has a default."""

    close_requires: Annotated[
        tuple[
            Annotated[str, one_of("submit", "evidence"), choice_schema("submit", "evidence")], ...
        ],
        BeforeValidator(tuple_of),
    ] = Field(
        (), title="销号要件", description="销号前必须有的：submit 申请销号、evidence 佐证材料"
    )
    due_soon_days: Whole = Field(30, title="临期天数", description="到期前多少天算临期，默认 30")
    lag_yellow: Positive = Field(
        default_factory=lambda: Decimal(10),
        title="滞后亮黄",
        description="落后序时进度超过多少个百分点算滞后，默认 10",
    )
    lag_red: Positive | None = Field(
        None, title="滞后亮红", description="落后序时进度超过多少个百分点亮红灯；不设则不用"
    )
    return_day: MonthDay | None = Field(
        None, title="报送日", description="每月几日前报送进展；不设为当月最后一天"
    )
    return_holiday: Annotated[
        str, one_of(AS_IS, NEXT_WORKING_DAY), choice_schema(AS_IS, NEXT_WORKING_DAY)
    ] = Field(
        AS_IS,
        title="报送日遇节假日",
        description="as_is 不顺延（默认）；next_working_day 顺延到下一个工作日",
    )
    ladder: Ladder = Field(
        default_factory=Ladder, title="督办阶梯", description="何时提醒、督办、约谈，均有默认值"
    )


class Plan(Record, title="方案"):
    """The head of the published plan."""

    title: Text = Field(title="方案名称", description="方案的全称")
    number: Text = Field(title="文号", description="发文字号，例如 赣县区美建字〔2024〕1号")
    issuer: Text = Field(title="发文机关", description="印发方案的机关")
    office: Text = Field(title="办公室", description="负责销号的办公室；视同已登记的单位")
    issued: Day = Field(title="印发日期", description="方案印发的日期")
    start: Day = Field(title="起算日期", description="序时进度从这一天起算")
    due: Day = Field(title="完成时限", description="没有单独时限的措施，都以此为限")
    policy: Policy = Field(
        default_factory=Policy, title="办公室设置", description="调度与销号的口径，均有默认值"
    )


class Measure(Record, title="措施"):
    """One measure: the published clause, who is responsible, and its log."""

    id: MeasureId = Field(title="编号", description="公布的编号，加引号，例如 '8.3'")
    title: Text = Field(title="措施名称", description="自拟的简称")
    text: Prose = Field(title="原文", description="公布的条文，不含责任单位括注")
    lead: Names = Field(title="牵头单位", description="括注中排第一的单位；联合牵头写成列表")
    support: Annotated[tuple[Text, ...], BeforeValidator(tuple_of)] = Field(
        (), title="责任单位", description="括注中的其他单位，按原文次序"
    )
    support_open: Flag = Field(False, title="责任单位未列尽", description="括注以“等”结尾")  # noqa: FBT003
    due: Day | None = Field(None, title="完成时限", description="方案单独规定的时限")
    due_text: Text | None = Field(None, title="时限原文", description="方案里的说法，例如 6月底前")
    term: Annotated[str, one_of("限期", "长期"), choice_schema("限期", "长期")] = Field(
        "限期", title="期限类别", description="限期（默认）或 长期（持续性工作）"
    )
    log: Annotated[tuple[AnyEvent, ...], BeforeValidator(tuple_of)] = Field(
        (), title="记录", description="只增不改，日期不倒退"
    )


class Task(Record, title="任务"):
    """A numbered task of the plan."""

    id: TaskId = Field(title="编号", description="公布的编号，加引号，例如 '8'")
    title: Text = Field("", title="任务名称", description="方案里的任务标题")
    measures: Annotated[tuple[Measure, ...], BeforeValidator(tuple_of)] = Field(
        (), title="措施", description="每个责任单位括注一条"
    )


class Section(Record, title="章节"):
    """A section of the plan, e.g. 三（二）."""

    id: Text = Field(title="编号", description="例如 三（二）")
    title: Text = Field("", title="章节名称", description="方案里的标题")
    tasks: Annotated[tuple[Task, ...], BeforeValidator(tuple_of)] = Field(
        (), title="任务", description="本节的任务"
    )
