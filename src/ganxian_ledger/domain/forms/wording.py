"""The sentences around the table of a form: head, guide, notes."""

from __future__ import annotations

from datetime import date

from ganxian_ledger.domain.forms.form import MEASURES, TARGETS, Form
from ganxian_ledger.domain.views.monthly_opening import subject_of
from ganxian_ledger.domain.views.words import day_words

GUIDES = {
    MEASURES: "白色格填写，灰色格不用动。完成比例填0—100的整数，不带百分号；变黄的请核对。",
    TARGETS: "白色格填写，灰色格不用动。本月数值只填数字，计量单位见左；变黄的请核对。",
}
TO_MEND = "标红的单元格需要改正，原因写在批注里，全部问题见“退回说明”。"
NOTES_HEAD = "填报说明："
NOTES = {
    MEASURES: (
        NOTES_HEAD,
        "1. 完成比例填累计完成的比例，如60。变黄的，是漏填或者低于上次；确实降低的，请说明原因。",
        (
            "2. 已全部完成的，申请销号选“是”，并填佐证材料的文件名，几个用、隔开，文件随表报送；"
            "没有申请销号的，不填佐证材料。"
        ),
        "3. 整行不填的，这一项按未报送统计。可以筛选、调整行高列宽；请不要增删行列，不要另建表格。",
    ),
    TARGETS: (
        NOTES_HEAD,
        (
            "1. 本月数值填报送时的最新数（累计的填累计数），按左边的计量单位。"
            "变黄的，是填了取得日期而漏填数值。"
        ),
        "2. 取得日期是得到这个数的日期，不填的按收到本表的日期；目标没有数字的，在说明里写情况。",
        "3. 本月没有新数据的，整行不填。请不要增删行列，不要另建表格。",
    ),
}
_BETWEEN = "　　"
SIGNED = (("填报人：", "联系电话："), ("审核人（签字）：", "日期："))
"""What stands before the cells that are filled by keyboard or by hand, and never read, by rows."""
_WAITING = "已申请销号、正在核查，本月不用填的"
_FEET = (NOTES_HEAD, _WAITING)
_SIGNED = frozenset(label for labels in SIGNED for label in labels)
_NAMES = {MEASURES: "工作进展填报表", TARGETS: "指标数据填报表"}


def title(form: Form, sheet: str) -> str:
    """赣县区美丽赣州建设行动2024年6月工作进展填报表."""
    subject = subject_of(form.identity.title).removesuffix("工作")
    return f"{subject}{form.identity.month.words}{_NAMES[sheet]}"


def subtitle(form: Form, day: date) -> str:
    """Whose form it is, on which plan and which data it rests, by when it is returned."""
    return _BETWEEN.join(
        (
            f"填报单位：{form.identity.unit}",
            f"方案文号：{form.identity.number}",
            f"数据截至：{day_words(day)}",
            f"请于{day_words(form.due)}前报送",
        )
    )


def waiting(form: Form) -> str:
    """What the office is checking and does not ask for."""
    names = "；".join(form.waiting)
    return f"{_WAITING}{len(form.waiting)}项：{names}。"


def is_foot(text: str) -> bool:
    """Whether a text is one of those that stand below the table of every form."""
    plain = text.strip()
    return plain in _SIGNED or plain.startswith(_FEET)
