"""`ledger report --unit` and lists as Markdown files on the command line."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from tests.support.cli import LedgerCli

SHEET = ("report", "--month", "2024-06", "--unit")


def test_a_unit_may_be_named_in_part_or_by_an_alias(ledger: LedgerCli) -> None:
    by_name = ledger(*SHEET, "区生态环境局").expects(0).out
    assert by_name.startswith("# 区生态环境局2024年6月示例区工作情况表\n")
    assert ledger(*SHEET, "区环保局").expects(0).out == by_name
    assert ledger(*SHEET, "生态").expects(0).out == by_name


def test_an_unknown_unit_is_refused_with_near_misses(ledger: LedgerCli) -> None:
    result = ledger(*SHEET, "区公安居", "-o", "表.md").expects(2)
    assert "没有单位“区公安居”" in result.err
    assert "是不是“区公安局”" in result.err
    assert not (ledger.folder / "表.md").exists()


@pytest.mark.parametrize(
    "unit", ["区生态环境局", "区城管局", "区公安局", "甲镇", "各乡镇", "区有关部门"]
)
def test_the_figures_are_those_of_status(ledger: LedgerCli, unit: str) -> None:
    ledger(*SHEET, unit, "-o", "表.json").expects(0)
    sheet = json.loads((ledger.folder / "表.json").read_text(encoding="utf-8"))
    asked = ("status", "--unit", unit, "--as-of", "2024-06-30", "--format", "json")
    plain = ledger(*asked).expects(0).json
    assert sheet["kind"] == "unit"
    assert {key: sheet[key] for key in ("as_of", "ledger", "summary", "measures")} == {
        key: plain[key] for key in ("as_of", "ledger", "summary", "measures")
    }
    roles = Counter(row["role"] for row in plain["measures"])
    assert sheet["unit"]["lead"]["total"] == roles["lead"]
    assert sheet["unit"]["support"]["total"] == roles["support"]


def test_number_and_day_are_the_offices_own(ledger: LedgerCli) -> None:
    plain = ledger(*SHEET, "区公安局").expects(0).out
    assert "文号待填" not in plain
    assert plain.endswith("领导小组办公室\n\n（成文日期待填）\n")
    given = ("--number", "示例〔2024〕9号", "--dated", "2024-07-05")
    told = ledger(*SHEET, "区公安局", *given).expects(0).out
    assert "\n示例〔2024〕9号\n" in told
    assert told.endswith("领导小组办公室\n\n2024年7月5日\n")


def test_a_quarter_and_a_year_have_sheets_too(ledger: LedgerCli) -> None:
    quarter = ledger("report", "--quarter", "2024-Q2", "--unit", "区公安局").expects(0).out
    assert "与上季度末（2024年3月31日）相比" in quarter
    assert "下季度到期事项和下步要求" in quarter
    year = ledger("report", "--year", "2024", "--unit", "区公安局").expects(0).out
    assert "相比" not in year


def test_a_layout_of_ones_own_sees_the_sheet(ledger: LedgerCli) -> None:
    file = ledger.folder / "data" / "templates" / "unit" / "简版.md.j2"
    file.parent.mkdir(parents=True)
    file.write_text("{{ report.head.unit }}{{ report.overview.lead.total }}项", encoding="utf-8")
    told = ledger(*SHEET, "区城管局", "--template", "简版").expects(0).out
    assert told == "区城管局2项\n"


@pytest.mark.parametrize(
    "words",
    [("status", "--unit", "区城管局"), ("overdue",), ("units",), ("show", "8.10")],
    ids=" ".join,
)
def test_a_list_as_a_file_says_what_the_format_says_and_which_data(
    ledger: LedgerCli, words: tuple[str, ...]
) -> None:
    plain = ledger(*words, "--format", "md").expects(0).out
    ledger(*words, "-o", "表.md").expects(0)
    written = (ledger.folder / "表.md").read_text(encoding="utf-8")
    assert "\n- 数据版本：" in written
    assert "\n- 版式：table.md.j2（" in written
    for line in plain.splitlines():
        if "| --- |" not in line:
            assert line.replace("|  ", "| — ").lstrip("# ") in written


@pytest.mark.parametrize("words", [("targets",), ("projects",), ("show", "8.3")], ids=" ".join)
def test_our_own_codes_stay_out_of_papers_and_in_csv(
    ledger: LedgerCli, words: tuple[str, ...]
) -> None:
    ledger(*words, "-o", "表.md").expects(0)
    written = (ledger.folder / "表.md").read_text(encoding="utf-8")
    for code in ("pm25", "pipes", "safety", "trunk", "≥", "≤", "2024-Q"):
        assert code not in written
    assert "| 序号 |" in written
    if words != ("projects",):
        assert "| 不低于12.5公里 | 公里 | 6 | 2024年第二季度 |" in written
    if words != ("show", "8.3"):
        ledger(*words, "-o", "表.csv").expects(0)
        assert (ledger.folder / "表.csv").read_text(encoding="utf-8-sig").startswith("编号,")


def test_an_empty_list_says_so_as_a_file(ledger: LedgerCli) -> None:
    ledger("status", "--state", "已退回", "-o", "表.md").expects(0)
    assert "没有符合条件的措施。" in (ledger.folder / "表.md").read_text(encoding="utf-8")
