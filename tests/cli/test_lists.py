"""`ledger targets`, `units` and `projects`."""

# ruff: noqa: E501 (whole output, as it is)

from __future__ import annotations

from tests.support.cli import LedgerCli

TITLE = "2024年示例区工作方案（示例〔2024〕1号）\n"


def test_targets(ledger: LedgerCli) -> None:
    assert ledger("targets").expects(0).out == (
        TITLE
        + """指标一览，截至 2024-06-30

编号    指标          出处  目标      单位         最近数据  时期     完成率  评价      牵头单位      说明
pm25    细颗粒物浓度  二    ≤24       微克/立方米     23.10  2024-05          达标      区生态环境局
pipes   新建管网      8.3   ≥12.5     公里                6  2024-Q2   48.0%  未达序时  区城管局
safety  环境安全      二    稳定向好  状况                   2024-Q1          定性                    总体平稳

共 3 项：达标 1，未达标 0，达序时 0，未达序时 1，暂无数据 0，定性 1
"""
    )


def test_targets_as_json_are_the_contract(ledger: LedgerCli) -> None:
    result = ledger("targets", "--json").expects(0)
    answer = result.json
    assert list(answer) == ["schema_version", "kind", "as_of", "ledger", "targets"]
    assert answer["kind"] == "targets"
    assert answer["targets"][1] == {
        "id": "pipes",
        "name": "新建管网",
        "clause": "8.3",
        "kind": "cumulative",
        "goal": {"at_least": 12.5},
        "unit": "公里",
        "lead": ["区城管局"],
        "value": 6,
        "period": "2024-Q2",
        "date": "2024-06-30",
        "rate": 48.0,
        "verdict": "未达序时",
    }
    assert answer["targets"][2]["goal"] == {"text": "稳定向好"}
    assert answer["targets"][2]["lead"] == []
    assert '"value": 23.10,' in result.out
    assert '"at_most": 24\n' in result.out


def test_targets_of_a_unit(ledger: LedgerCli) -> None:
    answer = ledger("targets", "--unit", "环保", "--json").expects(0).json
    assert [target["id"] for target in answer["targets"]] == ["pm25"]
    assert "没有由它牵头的指标" in ledger("targets", "--unit", "甲镇").expects(0).out


def test_before_the_first_reading_there_is_no_data(ledger: LedgerCli) -> None:
    answer = ledger("targets", "--json", "--as-of", "2024-03-31").expects(0).json
    assert [t["verdict"] for t in answer["targets"]] == ["暂无数据", "暂无数据", "定性"]
    assert answer["targets"][0]["value"] is None


def test_units(ledger: LedgerCli) -> None:
    assert ledger("units").expects(0).out == (
        TITLE
        + """单位一览（每项措施计入第一牵头单位，集合单列），截至 2024-06-30

单位            类别      牵头措施  已销号  未完成  逾期  待核查  核减  销号率  排名  配合措施  别名、成员
区生态环境局    区直部门         1       1       0     0       0     0  100.0%     1         1  又作 区环保局
区城管局        区直部门         2       0       1     0       0     1    0.0%     2         1
区公安局        区直部门         1       0       1     1       0     0    0.0%     2         0
甲镇            乡镇             0       0       0     0       0     0                       0
各乡镇          集合             1       0       1     0       0     0    0.0%     2         1  成员 1 个：甲镇
区有关部门      集合             0       0       0     0       0     0                       0  成员未定
领导小组办公室  牵头机构         0       0       0     0       0     0                       0

登记单位 6 个，另有领导小组办公室
共 5 项：已销号 1，未完成 3（逾期 1，临期 1，滞后 1，待核查 0），核减 1；销号率 25.0%
"""
    )


def test_units_as_json_sum_to_the_whole(ledger: LedgerCli) -> None:
    answer = ledger("units", "--json").expects(0).json
    assert sum(unit["lead"]["total"] for unit in answer["units"]) == answer["summary"]["total"]
    assert answer["units"][4]["members"] == ["甲镇"]


def test_projects_keep_the_last_figure_that_was_reported(ledger: LedgerCli) -> None:
    row = ledger("projects", "--format", "csv").expects(0).out.splitlines()[1]
    assert row == "trunk,集污干管,8.3,区城管局,2024-02-01,,收尾,60,1200.5,700,2024-06-30,路口未开挖"


def test_projects_of_a_unit(ledger: LedgerCli) -> None:
    assert ledger("projects", "--unit", "公安", "--json").expects(0).json["projects"] == []
    assert "没有项目" in ledger("projects", "--unit", "公安").expects(0).out


def test_projects_before_their_first_report(ledger: LedgerCli) -> None:
    out = ledger("projects", "--as-of", "2024-03-01").expects(0).out
    assert "共 1 个：有报送 0，未报送 1" in out
