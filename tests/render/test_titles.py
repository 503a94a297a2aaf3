"""Titles in lines: words and phrases stay whole, lines are even, none is too long."""

from __future__ import annotations

import pytest

from ganxian_ledger.render.titles import title_lines

PLAN = "赣县区美丽赣州建设行动"
DEMO = f"{PLAN}（演示）"


@pytest.mark.parametrize(
    "lines",
    [
        (f"关于2024年6月{PLAN}", "（演示）工作进展情况的通报"),
        ("关于报送2024年6月赣县区", "美丽赣州建设行动（演示）工作进展的通知"),
        ("关于报送2024年12月", f"{PLAN}工作进展的通知"),
        ("关于报送2024年6月", DEMO, "工作进展情况的提醒函"),
        (f"关于2024年6月{PLAN}", "工作逾期事项的督办函"),
        (f"关于2024年6月{PLAN}", "（演示）工作有关事项的提醒函"),
        ("关于2024年第二季度", DEMO, "工作进展情况的通报"),
        (f"关于2024年{PLAN}", "（演示）工作进展情况的通报"),
        ("关于2024年6月美丽示例区建设行动", "工作进展情况的通报"),
        ("2024年6月", "区生态环境局考评得分明细表（演示）"),
        ("关于2024年6月", "《关于深入推进生态环境保护的若干意见》", "工作进展情况的通报"),
        ("关于报送2024年6月某某市", "深入打好污染防治攻坚战工作进展的通知"),
    ],
)
def test_words_stay_whole_and_the_lines_are_a_trapezoid_or_a_rhombus(
    lines: tuple[str, ...],
) -> None:
    assert title_lines("".join(lines)).split("\n") == list(lines)


@pytest.mark.parametrize(
    "title", ["短标题", "2024年6月考评得分表（演示）", "字" * 20, "长" * 100, "一行\n另一行"]
)
def test_what_fits_or_has_no_good_place_is_left_as_it_is(title: str) -> None:
    assert title_lines(title) == title


def test_room_is_left_between_digits_and_characters() -> None:
    twenty = f"关于报送2024年6月{PLAN}"
    assert f"{twenty}\n" not in title_lines(f"{twenty}（演示）工作进展的通知")
