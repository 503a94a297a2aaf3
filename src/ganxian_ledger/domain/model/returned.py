"""Returned forms (报送): which unit handed in which month's form, and when."""

from __future__ import annotations

from pydantic import Field

from ganxian_ledger.domain.model.calendar import Day, MonthText
from ganxian_ledger.domain.model.evidence import FilePath, Sha256
from ganxian_ledger.domain.model.record import Prose, Record, Text


class Form(Record, title="填报表"):
    """The file that was handed in, as it is kept in the repository."""

    path: FilePath = Field(title="文件", description="填报表在仓库内的路径")
    sha256: Sha256 = Field(title="校验值", description="文件的 SHA-256，由命令写入")


class Returned(Record, title="报送"):
    """One form that was taken in; a unit may hand in several for one month."""

    month: MonthText = Field(title="月份", description="报的是哪个月，例如 2024-06")
    unit: Text = Field(title="报送单位", description="交表的牵头单位")
    date: Day = Field(title="收到日期", description="收到填报表的日期；按时还是迟报以它为准")
    by: Text = Field(title="记录单位", description="收表的单位，一般是领导小组办公室")
    form: Form = Field(title="填报表", description="收到的文件")
    note: Prose | None = Field(None, title="说明", description="其他要说的话")
