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
OFFICE = "领导小组办公室"
LATER = {"LEDGER_TODAY": "2025-01-05"}
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
    rows = re.findall(r"^(?:本期没有到期.*事项|没有牵头.*指标) +(\d+) +(.*)$", out, re.MULTILINE)
    assert [(count, len(names.split("、"))) for count, names in rows] == [("37", 37), ("1", 1)]
    assert "区妇联、" in rows[0][1]
    assert "成员未定的集合" in out


def test_the_details_of_a_unit_give_formula_and_records(demo: LedgerCli) -> None:
    out = demo("score", "--month", "2024-06", "--unit", "城管").expects(0).out
    assert "2024年6月区城管局考评得分明细表（演示），截至 2024-06-30" in out
    assert re.search(r"名次 +第 \d+ 名，同组参评 \d+ 家", out)
    assert re.search(r"协作配合 +5  5－1.5＋0.5＝4；折算 4×10/7＝40/7 +5.71", out)
    assert "演示：两次没有按要求参加调度会（批准人：演示人员甲；记录单位：领导小组办公室）" in out
    assert "assessment.yaml 手工评分第2条" in out


def test_json_has_what_is_printed_and_what_is_exact(demo: LedgerCli) -> None:
    result = demo("score", "--month", "2024-06", "--unit", "区城管局", "--json").expects(0)
    answer = json.loads(result.out, parse_float=Decimal)
    assert (answer["kind"], answer["as_of"]) == ("score", "2024-06-30")
    assert answer["scheme"]["title"] == "工作考评办法（演示）"
    one = unit_of(answer, "区城管局")
    assert (one["score"], one["exact"]) == (Decimal("61.52"), "1292/21")
    mark = next(item for item in one["items"] if item["id"] == "cooperation")
    assert (mark["raw"], mark["factor"], mark["score"]) == ("4", "10/7", Decimal("5.71"))
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
    answer = demo("score", "--year", "2024", "--json", **LATER).expects(0).json
    one = unit_of(answer, "区住建局")
    assert (one["grade"], one["veto"][0]["grade"]) == ("合格", "合格")
    assert one["score"] > 80
    assert "一票否决，最高合格" in demo("score", "--year", "2024", **LATER).expects(0).out


def test_a_day_within_the_period_is_asked_for(demo: LedgerCli) -> None:
    answer = demo("score", "--month", "2024-06", "--as-of", "2024-06-20", "--json").expects(0).json
    assert answer["as_of"] == "2024-06-20"
    assert demo("score", "--month", "2024-06", "--as-of", "2024-07-01").expects(2).err
    assert "还没有开始" in demo("score", "--month", "2024-08").expects(2).err


def test_a_period_before_the_plan_begins_is_not_scored(demo: LedgerCli) -> None:
    for option in (("--month", "2023-12"), ("--year", "2023"), ("--quarter", "2023-Q4")):
        result = demo("score", *option).expects(2)
        assert "在方案开始（2024-01-01）以前，没有可考评的" in result.err
        assert result.out == ""
    demo("score", "--month", "2024-01").expects(0)


def test_before_the_plan_was_issued_nobody_owed_a_return(demo: LedgerCli) -> None:
    answer = demo("score", "--quarter", "2024-Q2", "--explain", "--json", **LATER).expects(0).json
    told = [item for unit in answer["units"] for item in unit["items"] if item["id"] == "returns"]
    assert {fact["subject"] for item in told for fact in item["facts"]} == {
        "2024-04",
        "2024-05",
        "2024-06",
    }
    year = demo("score", "--year", "2024", "--explain", "--json", **LATER).expects(0).json
    told = [item for unit in year["units"] for item in unit["items"] if item["id"] == "returns"]
    assert min(fact["subject"] for item in told for fact in item["facts"]) == "2024-04"


def test_what_is_given_after_the_period_counts_and_is_told(demo: LedgerCli) -> None:
    given = ("--reason", "年度考评时议定", "--approved-by", "演示人员", "--year", "2024")
    demo("mark", "区水利局", "--veto", "不合格", *given, "--by", OFFICE, **LATER).expects(0)
    now = demo("score", "--year", "2024", **LATER).expects(0).out
    assert "有 1 条在 2024-12-31 以后作出，已经计入（最晚 2025-01-05）" in now
    assert re.search(r"区水利局 .* 不合格 +一票否决，最高不合格", now)
    before = demo("score", "--year", "2024", "--as-of", "2024-12-31", **LATER).expects(0).out
    assert "以后作出" not in before
    assert "最高不合格" not in before


def test_a_unit_that_takes_no_part_still_shows_its_marks(demo: LedgerCli) -> None:
    given = ("--points", "-1", "--reason", "没有参加调度会", "--approved-by", "演示人员")
    june = ("--month", "2024-06")
    demo("mark", "区妇联", "--item", "cooperation", *given, *june).expects(0)
    out = demo("score", *june, "--unit", "区妇联").expects(0).out
    assert "未参评：本期没有到期、报送等可考评的事项" in out
    assert re.search(r"协作配合 +5  5－1＝4；未参评，不计\n", out)
    assert "没有参加调度会（批准人：演示人员；记录单位：领导小组办公室）" in out
    assert "合计" not in out
    one = unit_of(demo("score", *june, "--unit", "区妇联", "--json").expects(0).json, "区妇联")
    assert (one["score"], one["rank"]) == (None, None)
    assert [(item["id"], item["factor"]) for item in one["items"]] == [("cooperation", "0")]
    every = demo("score", *june, "--json").expects(0).json["units"]
    assert unit_of({"units": every}, "区妇联")["reason"] == "本期没有到期、报送等可考评的事项"
    assert len(every) == 60


def test_a_missing_return_names_no_file_that_does_not_exist(demo: LedgerCli) -> None:
    answer = demo("score", "--month", "2024-06", "--explain", "--json").expects(0).json
    told = [item for unit in answer["units"] for item in unit["items"] if item["id"] == "returns"]
    facts = [fact for item in told for fact in item["facts"]]
    assert {fact["source"] for fact in facts if fact["words"].startswith("未报")} == {
        "没有收到的记录"
    }
    assert {fact["source"] for fact in facts} <= {"没有收到的记录", "tasks.yaml", "targets.yaml"}


def test_an_item_of_marks_has_no_say_about_being_empty(demo: LedgerCli, tmp_path: Path) -> None:
    file = tmp_path / "data" / "assessment.yaml"
    text = file.read_text(encoding="utf-8")
    wrong = text.replace("start: full", "start: full\n        when_empty: full")
    file.write_text(wrong, encoding="utf-8")
    assert "when_empty" in demo("check").expects(1).out


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
    assert 61.52 in values
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
        "T305",
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
