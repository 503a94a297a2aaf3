"""Letters (函件) that were sent to units, and what was answered."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from ganxian_ledger.domain.model.calendar import Day, MonthText
from ganxian_ledger.domain.model.event import Names
from ganxian_ledger.domain.model.ids import MeasureId
from ganxian_ledger.domain.model.plan import choice_schema, one_of
from ganxian_ledger.domain.model.record import Prose, Record, Text, tuple_of

NOTICE, REMINDER, URGING, TALK = "调度通知", "提醒函", "督办函", "约谈"
LETTER_KINDS = (NOTICE, REMINDER, URGING, TALK)
"""In the order of the ladder: the monthly notice, then rung by rung."""


class Answer(Record, title="答复"):
    """What a unit answered to a letter, and when."""

    date: Day = Field(title="日期", description="收到答复的日期")
    by: Text = Field(title="答复单位", description="谁答复的")
    note: Prose | None = Field(None, title="说明", description="答复了什么")


class Letter(Record, title="函件"):
    """A letter that was sent, or a talk that was held; never a draft."""

    date: Day = Field(title="日期", description="发出（约谈）的日期")
    kind: Annotated[str, one_of(*LETTER_KINDS), choice_schema(*LETTER_KINDS)] = Field(
        title="文种", description="、".join(LETTER_KINDS)
    )
    to: Names = Field(title="主送单位", description="发给哪个单位，一个或几个")
    by: Text = Field(title="发函单位", description="一般是领导小组办公室")
    month: MonthText | None = Field(None, title="月份", description="针对哪个月的情况")
    number: Text | None = Field(None, title="文号", description="办公室给的文号")
    measures: Annotated[tuple[MeasureId, ...], BeforeValidator(tuple_of)] = Field(
        (), title="措施", description="涉及的措施编号，加引号"
    )
    answer_due: Day | None = Field(None, title="答复期限", description="要求何时前答复")
    note: Prose | None = Field(None, title="说明", description="其他要说的话")
    answers: Annotated[tuple[Answer, ...], BeforeValidator(tuple_of)] = Field(
        (), title="答复", description="只增不改"
    )
