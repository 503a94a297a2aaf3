"""What one measure's page says of its light, its lead and its deadline."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.support.build import judge, ledger_files

from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.views.measure import measure

DAY = date(2024, 6, 30)
OTHER = "name: 区水利局\nkind: 区直部门\n"


def facts(
    folder: Path, *, plan: str = "", measure_keys: str = "", day: date = DAY
) -> dict[str, Any]:
    files = ledger_files(plan=plan, measure=measure_keys, more_units=[OTHER])
    board = Board(judge(files, folder, day).ledger, day)
    return {str(name): value for name, value in measure(board, "8.3", path="data").tables[0].rows}


@pytest.mark.parametrize(
    ("plan", "keys", "light"),
    [
        ("", "", "黄（滞后 50.0 个百分点）"),
        ("policy: {lag_red: 30}\n", "", "红（滞后 50.0 个百分点，超过 30 个百分点）"),
        ("", "due: 2024-06-01\n", "红（逾期 29 天）"),
        ("policy: {lag_yellow: 60}\n", "", "绿（正常）"),
        (
            "policy: {lag_yellow: 60}\n",
            (
                "log:\n"
                "  - {date: 2024-06-01, type: submit, by: 区城管局}\n"
                "  - {date: 2024-06-02, type: return, by: 领导小组办公室, reason: 缺}\n"
            ),
            "黄（已退回）",
        ),
        (
            "",
            "log:\n  - {date: 2024-06-01, type: cancel, by: 领导小组办公室, reason: 缺}\n",
            "灰（已核减）",
        ),
    ],
)
def test_the_light_has_its_reason(tmp_path: Path, plan: str, keys: str, light: str) -> None:
    assert facts(tmp_path, plan=plan, measure_keys=keys)["亮灯"] == light


def test_a_lead_that_was_handed_over(tmp_path: Path) -> None:
    keys = (
        "log:\n  - {date: 2024-06-01, type: transfer, by: 领导小组办公室, lead: 区水利局,"
        " reason: 改革}\n"
    )
    assert facts(tmp_path, measure_keys=keys)["牵头单位"] == "区水利局（原为 区城管局）"
    before = facts(tmp_path, measure_keys=keys, day=date(2024, 5, 31))
    assert before["牵头单位"] == "区城管局"


def test_exactly_on_time_is_neither_behind_nor_ahead(tmp_path: Path) -> None:
    keys = "log:\n  - {date: 2024-06-01, type: progress, by: 区城管局, percent: 50}\n"
    assert facts(tmp_path, measure_keys=keys)["完成比例"] == "50%（序时进度 50.0%）"
