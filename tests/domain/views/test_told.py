"""Changes of a ledger in sentences, word for word."""

from __future__ import annotations

import pytest
from tests.support.build import ledger_files

from ganxian_ledger.adapters.yaml.load import read_ledger
from ganxian_ledger.domain.compare.meaning import What, differences
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.views.told import called, change_fields, leads_of, parted, told

PROJECT = "log:\n  - {date: 2024-06-01, by: 区城管局, stage: 在建%s}\n"
OLD = "{date: 2024-05-01, type: progress, by: 区城管局, percent: 10}"
NEW = "{date: 2024-06-01, type: submit, by: 区城管局}"


def ledger(**parts: str) -> Ledger:
    """The small ledger with one project, and these keys."""
    return read_ledger(ledger_files(**{"project": "log: []\n", **parts})).ledger


def sentences(before: Ledger, after: Ledger) -> list[str]:
    """What became of what, in the order in which it is told."""
    named = after.units.named
    changes = differences(before, after)
    return [f"{called(c.key, c.thing)}：{told(c, named)}" for c in changes]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"plan": "due: 2025-06-30\n"}, "方案：完成时限改动：“2024-12-31”改为“2025-06-30”"),
        ({"plan": "policy: {due_soon_days: 15}\n"}, "办公室设置：临期天数改动：“30”改为“15”"),
        (
            {"target": "goal: {at_most: 25}\n"},
            (
                "pm25 城区细颗粒物（PM2.5）平均浓度：目标值改动："
                "“不高于24微克/立方米”改为“不高于25微克/立方米”"
            ),
        ),
        ({"unit": "aliases: [城管局]\n"}, "单位 区城管局：别名改动：“无”改为“城管局”"),
        (
            {"project": "due: 2024-09-30\n"},
            "trunk-sewer 集污干管：完成时限改动：“无”改为“2024-09-30”",
        ),
        (
            {"project": PROJECT % ", invested: 500.50, percent: 40, issue: 雨季, note: 夜间施工"},
            (
                "trunk-sewer 集污干管：形象进度：在建；完成 40%；累计投资 500.5万元；"
                "存在问题：雨季；说明：夜间施工"
            ),
        ),
        ({"project": PROJECT % ""}, "trunk-sewer 集污干管：形象进度：在建"),
        (
            {
                "target": "readings:\n  - {period: 2024-Q1, date: 2024-04-03, by: 区城管局, "
                "note: 稳定}\n"
            },
            "pm25 城区细颗粒物（PM2.5）平均浓度：报送2024年第一季度读数；说明：稳定",
        ),
        (
            {
                "target": "readings:\n  - {period: 2024, date: 2024-04-03, by: 区城管局, "
                "value: 20, source: 监测站}\n"
            },
            "pm25 城区细颗粒物（PM2.5）平均浓度：报送2024年读数：20微克/立方米；来源：监测站",
        ),
    ],
    ids=str,
)
def test_a_change_is_said_in_one_sentence(parts: dict[str, str], expected: str) -> None:
    assert sentences(ledger(), ledger(**parts)) == [expected]


def test_what_only_moved_is_no_removal() -> None:
    before = ledger(measure=f"log:\n  - {OLD}\n  - {NEW}\n")
    after = ledger(measure=f"log:\n  - {NEW}\n  - {OLD}\n")
    (change,) = differences(before, after)
    assert change.what is What.MOVED
    assert told(change, str).startswith("记录挪动位置：")


def test_what_came_and_what_went_is_named_by_its_kind() -> None:
    without = read_ledger(ledger_files()).ledger
    assert sentences(without, ledger()) == ["trunk-sewer 集污干管：新增项目"]
    assert sentences(ledger(project=PROJECT % ""), without) == [
        "trunk-sewer 集污干管：删去项目（连同 1 条记录）"
    ]


def test_long_texts_are_quoted_from_where_they_part() -> None:
    alike = "加快推进城镇生活污水管网改建" * 8
    assert parted(f"{alike}十公里", f"{alike}廿公里") == (
        "“…污水管网改建十公里”改为“…污水管网改建廿公里”"
    )
    assert parted("甲" * 50, "乙" * 50) == f"“{'甲' * 40}…”改为“{'乙' * 40}…”"
    assert parted("短", "长") == "“短”改为“长”"


def test_who_answers_for_a_thing_is_known_also_by_its_measure() -> None:
    named = ledger(target="lead: null\nclause: '8.3'\n")
    keys = {c.key.id: c for c in differences(read_ledger({}).ledger, named)}
    assert leads_of(keys["pm25"].key, keys["pm25"].thing, named) == ("区城管局",)
    assert leads_of(keys["trunk-sewer"].key, keys["trunk-sewer"].thing, named) == ("区城管局",)
    moved = ledger(
        measure="log:\n  - {date: 2024-06-01, type: transfer, by: 领导小组办公室, "
        "lead: 领导小组办公室, reason: 职责调整}\n"
    )
    entry = moved.entry("8.3")
    key = next(c.key for c in differences(ledger(), moved))
    assert leads_of(key, entry.measure, moved) == ("区城管局", "领导小组办公室")


def test_a_field_has_both_its_values_in_full() -> None:
    text = "加快城镇污水管网建设" * 10
    (change,) = differences(ledger(), ledger(measure=f"text: {text}\n"))
    fields = change_fields(ledger(), change)
    assert (fields["field"], fields["before"]) == ("text", "加快城镇污水管网建设。")
    assert fields["after"] == text
