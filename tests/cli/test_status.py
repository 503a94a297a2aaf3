"""`ledger status`: the list, its filters, its JSON."""

# ruff: noqa: E501 (whole output, as it is)

from __future__ import annotations

import pytest
from tests.support.cli import LedgerCli

HEAD = "2024年示例区工作方案（示例〔2024〕1号）\n措施一览，截至 2024-06-30\n"


def ids(ledger: LedgerCli, *arguments: str) -> list[str]:
    measures = ledger("status", "--json", *arguments).expects(0).json["measures"]
    return [measure["id"] for measure in measures]


def test_the_whole_list(ledger: LedgerCli) -> None:
    result = ledger("status").expects(0)
    assert result.out == (
        HEAD
        + """
编号  措施           牵头单位      状态    亮灯  完成比例  序时进度  完成时限    提示
8.2   水源地保护     区生态环境局  已销号  蓝        100%    100.0%  2024-06-30
8.3   管网[red]建设  区城管局      推进中  黄         95%     92.5%  2024-07-15  临期，延期 1 次
8.10  水上执法       区公安局      推进中  红         30%    100.0%  2024-05-31  逾期 30 天，未报送
22.1  乡镇联动       各乡镇        未启动  黄          0%     50.0%  2024-12-31  滞后 50.0 个百分点，未报送
22.2  核减的事       区城管局      已核减  灰          0%     50.0%  2024-12-31

共 5 项：已销号 1，未完成 3（逾期 1，临期 1，滞后 1，待核查 0），核减 1；销号率 25.0%
"""
    )
    assert result.err == ""


def test_a_unit_has_its_own_measures_and_those_of_its_groups(ledger: LedgerCli) -> None:
    assert ledger("status", "--unit", "甲镇").expects(0).out == (
        HEAD
        + """筛选：单位 甲镇（牵头和配合）

编号  措施      牵头单位  角色  状态    亮灯  完成比例  序时进度  完成时限    提示
8.10  水上执法  区公安局  配合  推进中  红         30%    100.0%  2024-05-31  逾期 30 天，未报送
22.1  乡镇联动  各乡镇    牵头  未启动  黄          0%     50.0%  2024-12-31  滞后 50.0 个百分点，未报送

共 2 项：已销号 0，未完成 2（逾期 1，临期 0，滞后 1，待核查 0），核减 0；销号率 0.0%
牵头 1 项、配合 1 项
"""
    )


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--unit", "区环保局"], ["8.2", "8.3"]),
        (["--unit", "环保"], ["8.2", "8.3"]),
        (["--unit", "区生态环境局", "--lead"], ["8.2"]),
        (["--unit", "各乡镇"], ["8.10", "22.1"]),
        (["--unit", "区有关部门"], []),
        (["--unit", "领导小组办公室"], []),
        (["--task", "8"], ["8.2", "8.3", "8.10"]),
        (["--section", "三(一)"], ["8.2", "8.3", "8.10"]),
        (["--section", "四", "--state", "未启动"], ["22.1"]),
        (["--state", "已销号", "--state", "已核减"], ["8.2", "22.2"]),
        (["--state", "逾期"], ["8.10"]),
        (["--state", "临期"], ["8.3"]),
        (["--state", "滞后"], ["22.1"]),
        (["--state", "未报送"], ["8.10", "22.1"]),
        (["--state", "待报"], []),
        (["--state", "待报", "--as-of", "2024-06-29"], ["8.10", "22.1"]),
        (["--state", "未销号"], ["8.3", "8.10", "22.1"]),
        (["--state", "待核查", "--as-of", "2024-07-05"], ["8.3"]),
        (["--light", "红灯", "--light", "灰"], ["8.10", "22.2"]),
        (["--as-of", "2023-12-31", "--state", "未启动"], ["8.2", "8.3", "8.10", "22.1", "22.2"]),
    ],
)
def test_filters(ledger: LedgerCli, arguments: list[str], expected: list[str]) -> None:
    assert ids(ledger, *arguments) == expected


def test_every_filter_stands_in_the_heading(ledger: LedgerCli) -> None:
    out = ledger(
        *("status", "--unit", "区城管局", "--lead", "--task", "8", "--section", "三（一）"),
        *("--state", "逾期", "--state", "临期", "--light", "黄"),
    ).out
    words = "单位 区城管局（只看牵头）；任务 8；章节 三（一）；状态 逾期、临期；亮灯 黄"
    assert f"\n筛选：{words}\n" in out


def test_an_empty_list_says_so(ledger: LedgerCli) -> None:
    assert ledger("status", "--state", "已退回").expects(0).out == (
        HEAD
        + """筛选：状态 已退回

没有符合条件的措施

共 0 项：已销号 0，未完成 0（逾期 0，临期 0，滞后 0，待核查 0），核减 0
"""
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--unit", "区城建局"], "没有单位“区城建局”\n建议：是不是“区城管局”"),
        (["--unit", "石油"], "没有单位“石油”\n建议：ledger units 列出全部单位"),
        (["--unit", ""], "没有单位“”"),
        (["--unit", "镇"], "“镇”不止一个单位\n建议：请写全称：甲镇、各乡镇"),
        (["--task", "9"], "没有任务“9”\n建议：可用：8、22"),
        (["--section", "五"], "没有章节“五”\n建议：可用：三（一）、四"),
        (["--state", "已消号"], "没有状态“已消号”\n建议：是不是“已销号”"),
        (["--light", "紫"], "没有灯“紫”\n建议：可用：蓝、灰、红、黄、绿"),
        (["--lead"], "--lead 要和 --unit 一起用"),
        (["--json", "--format", "csv"], "--json 和 --format csv 只能写一个"),
        (["--format", "xml"], "选项 --format：不能是“xml”"),
    ],
)
def test_a_value_that_does_not_exist_is_a_wrong_usage(
    ledger: LedgerCli, arguments: list[str], words: str
) -> None:
    result = ledger("status", *arguments).expects(2)
    assert f"错误：{words}" in result.err
    assert result.out == ""


def test_json_is_the_contract(ledger: LedgerCli) -> None:
    answer = ledger("status", "--json", "--task", "8").expects(0).json
    assert list(answer) == ["schema_version", "kind", "as_of", "ledger", "summary", "measures"]
    assert (answer["schema_version"], answer["kind"]) == (1, "status")
    assert answer["as_of"] == "2024-06-30"
    assert answer["ledger"] == {
        "title": "2024年示例区工作方案",
        "number": "示例〔2024〕1号",
        "path": "data",
    }
    assert answer["summary"] == {
        "total": 3,
        "closed": 1,
        "open": 2,
        "overdue": 1,
        "due_soon": 1,
        "lagging": 0,
        "submitted": 0,
        "cancelled": 0,
        "close_rate": 33.3,
    }
    assert answer["measures"][1] == {
        "id": "8.3",
        "task": "8",
        "section": "三（一）",
        "title": "管网[red]建设",
        "lead": ["区城管局"],
        "support": ["区生态环境局"],
        "state": "推进中",
        "light": "黄",
        "percent": 95,
        "time_progress": 92.5,
        "due": "2024-07-15",
        "original_due": "2024-06-30",
        "extensions": 1,
        "days_overdue": 0,
        "closed_on": None,
        "last_record": {"date": "2024-06-20", "type": "progress"},
    }
    assert answer["measures"][0]["closed_on"] == "2024-06-10"
    assert answer["measures"][2]["days_overdue"] == 30


def test_json_of_a_unit_has_its_role_and_names_are_the_registered_ones(ledger: LedgerCli) -> None:
    answer = ledger("status", "--json", "--unit", "环保").expects(0).json
    roles = [(m["id"], m["role"], m["lead"]) for m in answer["measures"]]
    assert roles == [("8.2", "lead", ["区生态环境局"]), ("8.3", "support", ["区城管局"])]
    assert answer["summary"]["total"] == 2


def test_json_has_null_where_there_is_nothing(ledger: LedgerCli) -> None:
    answer = ledger("status", "--json", "--state", "已核减").expects(0).json
    assert answer["summary"]["close_rate"] is None
    fresh = ledger("status", "--json", "--as-of", "2024-01-01").expects(0).json["measures"][0]
    assert fresh["last_record"] is None


def test_chinese_is_not_escaped(ledger: LedgerCli) -> None:
    assert '"title": "水源地保护"' in ledger("status", "--json").out


def test_csv(ledger: LedgerCli) -> None:
    out = ledger("status", "--format", "csv", "--task", "8").expects(0).out
    assert out == (
        "编号,措施,牵头单位,状态,亮灯,完成比例（%）,序时进度（%）,完成时限,提示\n"
        "8.2,水源地保护,区生态环境局,已销号,蓝,100,100.0,2024-06-30,\n"
        "8.3,管网[red]建设,区城管局,推进中,黄,95,92.5,2024-07-15,临期，延期 1 次\n"
        "8.10,水上执法,区公安局,推进中,红,30,100.0,2024-05-31,逾期 30 天，未报送\n"
    )


def test_markdown(ledger: LedgerCli) -> None:
    assert ledger("status", "--format", "md", "--state", "临期").expects(0).out == (
        """# 措施一览

2024年示例区工作方案（示例〔2024〕1号）

措施一览，截至 2024-06-30

筛选：状态 临期

| 编号 | 措施 | 牵头单位 | 状态 | 亮灯 | 完成比例 | 序时进度 | 完成时限 | 提示 |
| --- | --- | --- | --- | --- | ---: | ---: | --- | --- |
| 8.3 | 管网\\[red\\]建设 | 区城管局 | 推进中 | 黄 | 95% | 92.5% | 2024-07-15 | 临期，延期 1 次 |

共 1 项：已销号 0，未完成 1（逾期 0，临期 1，滞后 0，待核查 0），核减 0
"""
    )


def test_a_ledger_with_errors_gives_no_answers(ledger: LedgerCli) -> None:
    tasks = ledger.folder / "data" / "tasks.yaml"
    text = tasks.read_text(encoding="utf-8").replace("due: 2024-05-31", "due: 2024-05-32")
    tasks.write_text(text, encoding="utf-8")
    result = ledger("status").expects(3)
    assert result.out == ""
    assert "data/tasks.yaml:23:18: Y305 错误" in result.err
    assert result.err.endswith(
        "错误：台账有 1 处错误，先改正再用\n建议：改好后运行 ledger check 复核\n"
    )
