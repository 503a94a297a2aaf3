"""`ledger score`: tables, details, papers, and what it refuses."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.support.cli import LedgerCli

DEMO = Path(__file__).parents[2] / "examples" / "demo"
PAGE = Path(__file__).parents[2] / "docs" / "assessment.md"


@pytest.fixture
def demo(tmp_path: Path) -> LedgerCli:
    """The program beside a copy of the demonstration ledger."""
    shutil.copytree(DEMO, tmp_path / "data")
    return LedgerCli(tmp_path)


def unit_of(answer: Any, name: str) -> Any:
    """One unit of the JSON."""
    return next(one for one in answer["units"] if one["unit"] == name)


def test_the_table_has_a_part_for_each_group_and_names_those_left_out(demo: LedgerCli) -> None:
    out = demo("score", "--month", "2024-06").expects(0).out
    assert out.startswith(
        "2024年赣县区美丽赣州建设行动工作方案（演示）（赣县区美建字〔2024〕1号）\n"
    )
    assert "2024年6月考评得分表（演示），截至 2024-06-30\n考评办法：工作考评办法（演示）\n" in out
    for caption in ("区直组", "高新区和驻区组", "不排名的单位", "未参评的单位"):
        assert f"\n{caption}\n" in out
    assert re.search(
        r"名次 +单位 +任务完成（50） +指标完成（20） +日常工作（30） +加分 +总分 +等次", out
    )
    assert re.search(r"区妇联 +党群机关 +本期没有到期、报送等可考评的事项", out)
    assert "成员未定的集合" in out


def test_the_details_of_a_unit_give_formula_and_records(demo: LedgerCli) -> None:
    out = demo("score", "--month", "2024-06", "--unit", "城管").expects(0).out
    assert "2024年6月区城管局考评得分明细表（演示），截至 2024-06-30" in out
    assert re.search(r"名次 +第 \d+ 名，同组参评 \d+ 家", out)
    assert re.search(r"协作配合 +5  5－1.5＋0.5＝4；折算 4×2＝8 +8.00", out)
    assert "演示：两次没有按要求参加调度会（批准人：演示人员甲；记录单位：领导小组办公室）" in out
    assert "assessment.yaml 手工评分第2条" in out


def test_json_has_what_is_printed_and_what_is_exact(demo: LedgerCli) -> None:
    result = demo("score", "--month", "2024-06", "--unit", "区城管局", "--json").expects(0)
    answer = json.loads(result.out, parse_float=Decimal)
    assert (answer["kind"], answer["as_of"]) == ("score", "2024-06-30")
    assert answer["scheme"]["title"] == "工作考评办法（演示）"
    one = unit_of(answer, "区城管局")
    assert (one["score"], one["exact"]) == (Decimal("86.13"), "1292/15")
    mark = next(item for item in one["items"] if item["id"] == "cooperation")
    assert (mark["raw"], mark["factor"], mark["score"]) == ("4", "2", Decimal("8.00"))
    assert [fact["value"] for fact in mark["facts"]] == ["-1.5", "0.5"]


def test_all_units_are_explained_where_none_is_named(demo: LedgerCli) -> None:
    answer = demo("score", "--month", "2024-06", "--explain", "--json").expects(0).json
    told = [one for one in answer["units"] if one["score"] is not None]
    assert len(told) > 10
    assert all(len(one["items"]) == 9 for one in told)
    bare = demo("score", "--month", "2024-06", "--json").expects(0).json
    assert all("items" not in one for one in bare["units"])
    assert [(u["unit"], u["exact"]) for u in bare["units"]] == [
        (u["unit"], u["exact"]) for u in answer["units"]
    ]


def test_a_veto_is_told_beside_the_grade(demo: LedgerCli) -> None:
    late = {"LEDGER_TODAY": "2025-01-05"}
    answer = demo("score", "--year", "2024", "--json", **late).expects(0).json
    one = unit_of(answer, "区住建局")
    assert (one["grade"], one["veto"][0]["grade"]) == ("合格", "合格")
    assert one["score"] > 80
    assert "一票否决，最高合格" in demo("score", "--year", "2024", **late).expects(0).out


def test_a_day_within_the_period_is_asked_for(demo: LedgerCli) -> None:
    answer = demo("score", "--month", "2024-06", "--as-of", "2024-06-20", "--json").expects(0).json
    assert answer["as_of"] == "2024-06-20"
    assert demo("score", "--month", "2024-06", "--as-of", "2024-07-01").expects(2).err
    assert "还没有开始" in demo("score", "--month", "2024-08").expects(2).err


def test_every_format_is_written(demo: LedgerCli, tmp_path: Path) -> None:
    demo("score", "--month", "2024-06", "--unit", "区水利局", "--all-formats", "papers").expects(0)
    name = "2024年6月区水利局考评得分明细表（演示）"
    found = {path.suffix for path in (tmp_path / "papers").iterdir() if path.stem == name}
    assert found == {".md", ".docx", ".xlsx", ".html", ".pdf", ".csv", ".json"}
    text = (tmp_path / "papers" / f"{name}.md").read_text(encoding="utf-8")
    assert "数据版本" in text
    assert "赣县区美建字〔2024〕1号" in text
    rows = csv.reader(io.StringIO((tmp_path / "papers" / f"{name}.csv").read_text("utf-8-sig")))
    assert any(row[:2] == ["日常工作", "按时报送"] for row in rows)


def test_the_workbook_has_a_sheet_for_each_group(demo: LedgerCli, tmp_path: Path) -> None:
    demo("score", "--month", "2024-06", "--explain", "-o", "表.xlsx").expects(0)
    book = openpyxl.load_workbook(tmp_path / "表.xlsx")
    groups = ["区直组", "高新区和驻区组", "不排名的单位", "未参评的单位"]
    assert book.sheetnames[:6] == [*groups, "得分明细", "计分依据"]
    values = [cell for row in book["区直组"].iter_rows(values_only=True) for cell in row]
    assert "2024年6月考评得分表（演示）　区直组" in values
    assert 86.13 in values
    demo("score", "--month", "2024-06", "--unit", "区城管局", "-o", "明细.xlsx").expects(0)
    one = openpyxl.load_workbook(tmp_path / "明细.xlsx")
    assert one.sheetnames[:2] == ["得分明细", "计分依据"]


def test_a_file_and_its_format_must_agree(demo: LedgerCli) -> None:
    june = ("score", "--month", "2024-06")
    assert "不一致" in demo(*june, "-o", "表.xlsx", "--json").expects(2).err
    assert "只能写一个" in demo(*june, "-o", "表.xlsx", "--all-formats", "x").expects(2).err
    assert "不能写成" in demo(*june, "-o", "表.exe").expects(2).err
    assert "一起写" in demo(*june, "--template", "无此版式").expects(2).err
    assert "--month" in demo("score").expects(2).err


def test_a_ledger_without_a_scheme_says_what_to_do(demo: LedgerCli, tmp_path: Path) -> None:
    (tmp_path / "data" / "assessment.yaml").unlink()
    result = demo("score", "--month", "2024-06").expects(3)
    assert "台账里没有考评办法" in result.err
    assert "docs/assessment.md" in result.err
    assert result.out == ""


def test_a_group_is_not_assessed_by_itself(demo: LedgerCli) -> None:
    result = demo("score", "--month", "2024-06", "--unit", "各乡镇").expects(2)
    assert "是一组单位，不单独考评" in result.err
    assert "梅林镇人民政府" in result.err


def test_a_faulty_scheme_is_told_at_its_place_with_all_its_faults(
    demo: LedgerCli, tmp_path: Path
) -> None:
    file = tmp_path / "data" / "assessment.yaml"
    text = file.read_text(encoding="utf-8")
    text = text.replace("type: close_rate", "type: closing_rate")
    text = text.replace("    approved_by: 演示人员乙\n", "").replace("each: 2.5", "each: 两分")
    text = text.replace("  - {name: 良好, at_least: 80}", "  - {name: 良好, at_least: 90}")
    text = text.replace("    combine: mean", "    combine: sum").replace("[乡镇]", "[乡]")
    file.write_text(text.replace("- unit: 区城管局", "- unit: 区城关局"), encoding="utf-8")
    err = demo("check").expects(1).out
    at = re.findall(r"^data/assessment.yaml:(\d+):\d+: (\w+)", err, re.MULTILINE)
    assert sorted({code for _, code in at}) == [
        "N411",
        "R204",
        "R226",
        "Y302",
        "Y306",
        "Y307",
    ]
    lines = text.splitlines()
    for line, code in at:
        if code == "Y307":
            assert "closing_rate" in lines[int(line) - 1]
    assert "考评项类型不能是“closing_rate”" in err
    assert "close_rate（销号率）" in err
    assert demo("score", "--month", "2024-06").expects(3).out == ""


def test_text_of_the_scheme_does_not_reach_a_terminal_as_it_is(
    demo: LedgerCli, tmp_path: Path
) -> None:
    file = tmp_path / "data" / "assessment.yaml"
    text = file.read_text(encoding="utf-8")
    text = text.replace("title: 销号率", 'title: "=1+1\\u202e<b>"')
    file.write_text(text, encoding="utf-8")
    result = demo("score", "--month", "2024-06", "--unit", "区城管局")
    assert "\u202e" not in result.out + result.err


def test_the_scheme_in_the_documentation_is_sound(demo: LedgerCli, tmp_path: Path) -> None:
    found = re.search(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    (tmp_path / "data" / "assessment.yaml").write_text(found[1], encoding="utf-8")
    demo("score", "--month", "2024-06").expects(0)
