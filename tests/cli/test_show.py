"""`ledger show`: one measure with everything."""

from __future__ import annotations

from tests.support.cli import LedgerCli


def test_a_measure_with_log_targets_and_projects(ledger: LedgerCli) -> None:
    assert ledger("show", "8.3").expects(0).out == (
        """2024年示例区工作方案（示例〔2024〕1号）
8.3 管网[red]建设，截至 2024-06-30

原文      建好管网。
任务      8 碧水
章节      三（一） 污染防治
牵头单位  区城管局
责任单位  区生态环境局
完成时限  2024-07-15（原定 2024-06-30，延期 1 次）
状态      推进中
亮灯      黄（临期）
完成比例  95%（序时进度 92.5%，超前 2.5 个百分点）
本月报送  已报送

记录（3 条）
日期        单位            记录
2024-04-30  区城管局        报送进展：40%；下步打算：继续施工
2024-05-31  领导小组办公室  延期至 2024-07-15：雨季
2024-06-20  区城管局        报送进展：95%；说明：只剩验收

指标（1 项）
编号   指标      出处  目标   单位  最近数据  时期     完成率  评价      牵头单位  说明
pipes  新建管网  8.3   ≥12.5  公里         6  2024-Q2   48.0%  未达序时  区城管局

项目（1 个）
编号   项目      措施  责任单位  开工        完成时限  形象进度  完成比例"""
        """  总投资（万元）  已完成（万元）  最近报送    存在问题
trunk  集污干管  8.3   区城管局  2024-02-01            收尾           60%"""
        """          1200.5             700  2024-06-30  路口未开挖

2024-06-30 之后还有 1 条记录，未计入
"""
    )


def test_a_closed_measure_names_who_checked_and_the_evidence(ledger: LedgerCli) -> None:
    out = ledger("show", "8.2").expects(0).out
    assert "状态      已销号（2024-06-10 销号）\n亮灯      蓝（已销号）\n" in out
    assert "2024-05-31  区生态环境局    申请销号\n" in out
    assert (
        "销号；核查人：张三；核查方式：现场核查；佐证：验收单（https://example.com/8.2）\n" in out
    )


def test_without_records(ledger: LedgerCli) -> None:
    out = ledger("show", "22.1").expects(0).out
    assert "完成时限  2024-12-31（长期工作）" in out
    assert "截至 2024-06-30 没有记录" in out


def test_an_open_list_of_units_and_the_words_of_the_deadline(ledger: LedgerCli) -> None:
    out = ledger("show", "8.10").expects(0).out
    assert "责任单位  各乡镇等\n完成时限  2024-05-31（方案写作“5月底前”）" in out
    assert "亮灯      红（逾期 30 天）\n完成比例  30%（序时进度 100.0%，落后 70.0 个百分点）" in out
    assert "报送进展：30%；存在问题：缺执法船" in out


def test_json_holds_the_log_in_fields_and_words(ledger: LedgerCli) -> None:
    answer = ledger("show", "8.3", "--json").expects(0).json
    assert (answer["kind"], answer["measure"]["id"]) == ("show", "8.3")
    assert answer["measure"]["light_reason"] == "临期"
    assert answer["log"][1] == {
        "date": "2024-05-31",
        "type": "extend",
        "by": "领导小组办公室",
        "to": "2024-07-15",
        "reason": "雨季",
        "words": "延期至 2024-07-15：雨季",
    }
    assert [target["id"] for target in answer["targets"]] == ["pipes"]
    assert answer["projects"][0]["investment"] == 1200.5


def test_an_unknown_number_lists_near_misses(ledger: LedgerCli) -> None:
    assert "没有编号为“8.1”的措施\n建议：是不是“8.10”" in ledger("show", "8.1").expects(2).err
    far = ledger("show", "xyz").expects(2).err
    assert far == "错误：没有编号为“xyz”的措施\n建议：ledger status 列出全部措施\n"
