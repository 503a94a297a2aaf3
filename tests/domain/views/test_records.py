"""Records as an office says them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import TypeAdapter

from ganxian_ledger.domain.model.event import AnyEvent, Event
from ganxian_ledger.domain.model.record import Plain
from ganxian_ledger.domain.views.records import fields, sentence

READ: TypeAdapter[Event] = TypeAdapter(AnyEvent)
DAY = date(2024, 6, 30)


def named(name: str) -> str:
    return {"区环保局": "区生态环境局"}.get(name, name)


def event(**keys: Any) -> Event:
    return READ.validate_python({"date": DAY, "by": "区环保局", **keys})


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({"type": "progress", "percent": 60}, "报送进展：60%"),
        (
            {"type": "progress", "percent": 0, "issue": "缺钱", "next": "筹款", "note": "另附"},
            "报送进展：0%；存在问题：缺钱；下步打算：筹款；说明：另附",
        ),
        ({"type": "submit"}, "申请销号"),
        (
            {
                "type": "submit",
                "evidence": [{"path": "a/b.pdf", "title": "验收单"}, {"url": "https://x.cn"}],
            },
            "申请销号；佐证：验收单（a/b.pdf）、https://x.cn",
        ),
        ({"type": "return", "reason": "缺照片"}, "退回：缺照片"),
        (
            {"type": "return", "reason": "缺照片", "until": "2024-07-15"},
            "退回：缺照片；2024-07-15 前补齐",
        ),
        ({"type": "close"}, "销号"),
        (
            {
                "type": "close",
                "checked_by": "张三",
                "checked_on": "2024-06-29",
                "method": "现场核查",
            },
            "销号；核查人：张三；核查日期：2024-06-29；核查方式：现场核查",
        ),
        ({"type": "review", "passed": Plain("true")}, "回头看合格"),
        ({"type": "review", "passed": Plain("false"), "reason": "反弹"}, "回头看不合格：反弹"),
        ({"type": "reopen", "reason": "反弹"}, "重新挂号：反弹"),
        (
            {"type": "extend", "to": "2024-09-30", "reason": "雨季", "approved_by": "李四"},
            "延期至 2024-09-30：雨季；批准人：李四",
        ),
        (
            {"type": "transfer", "lead": ["区环保局", "甲"], "reason": "改革"},
            "转办给区生态环境局、甲：改革",
        ),
        ({"type": "cancel", "reason": "取消"}, "核减：取消"),
        (
            {"type": "progress", "percent": 5, "source": {"path": "forms/6.xlsx"}},
            "报送进展：5%；来自填报表 forms/6.xlsx",
        ),
    ],
)
def test_sentences(keys: dict[str, Any], words: str) -> None:
    record = event(**keys)
    assert sentence(record, named) == words
    assert fields(record, named)["words"] == words


def test_fields_name_units_by_their_registered_names() -> None:
    record = fields(event(type="transfer", lead="区环保局", reason="改革"), named)
    assert record["by"] == "区生态环境局"
    assert record["lead"] == ("区生态环境局",)
    assert list(record)[:3] == ["date", "type", "by"]
