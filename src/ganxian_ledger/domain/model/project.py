"""Projects (项目清单): the works that the plan names and the office adds."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from ganxian_ledger.domain.model.calendar import Day
from ganxian_ledger.domain.model.ids import AsciiId
from ganxian_ledger.domain.model.quantity import Percent, Positive
from ganxian_ledger.domain.model.record import Prose, Record, Text, tuple_of


class ProjectEvent(Record, title="项目记录"):
    """One dated report on a project."""

    date: Day = Field(title="日期", description="事情发生的日期；只增不退")
    by: Text = Field(title="记录单位", description="说这句话的单位")
    stage: Text = Field(title="形象进度", description="例如 前期、在建、完工")
    invested: Positive | None = Field(None, title="累计投资", description="累计完成投资，万元")
    percent: Percent | None = Field(
        None, title="完成比例", description="累计完成比例，0—100 的整数"
    )
    issue: Prose | None = Field(None, title="存在问题", description="需要协调解决的问题")
    note: Prose | None = Field(None, title="说明", description="其他要说的话")


class Project(Record, title="项目"):
    """One work with its owner."""

    id: AsciiId = Field(title="编号", description="简短、不变的英文编号")
    name: Text = Field(title="项目名称", description="方案里的名称")
    measure: Text = Field(title="所属措施", description="措施编号，例如 '8.3'")
    owner: Text = Field(title="责任单位", description="负责项目的单位")
    start: Day | None = Field(None, title="开工日期", description="计划或实际开工的日期")
    due: Day | None = Field(None, title="完成时限", description="计划完成的日期")
    investment: Positive | None = Field(None, title="总投资", description="万元")
    log: Annotated[tuple[ProjectEvent, ...], BeforeValidator(tuple_of)] = Field(
        (), title="记录", description="只增不改，日期不倒退"
    )
