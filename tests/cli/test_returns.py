"""`ledger returns`: who handed in the month, when, and who did not."""

from __future__ import annotations

import pytest
from tests.support.cli import LedgerCli

HEAD = "schema_version: 1\nreturns:\n"


def form(unit: str, day: str, month: str = "2024-06") -> str:
    """An entry of returns.yaml."""
    digest = day.replace("-", "a").ljust(64, "f")
    return (
        f"- {{month: {month}, unit: {unit}, date: {day}, by: 领导小组办公室, "
        f"form: {{path: returns/{month}/{unit}.xlsx, sha256: {digest}}}}}\n"
    )


@pytest.fixture
def collected(ledger: LedgerCli) -> LedgerCli:
    """A ledger with three forms: one in time, one late, one handed in again."""
    forms = (
        form("区公安局", "2024-06-30") + form("各乡镇", "2024-07-03") + form("各乡镇", "2024-07-04")
    )
    (ledger.folder / "data" / "returns.yaml").write_text(HEAD + forms, encoding="utf-8")
    return ledger


def test_each_lead_unit_with_what_was_asked_and_when_it_came(collected: LedgerCli) -> None:
    shown = collected("returns", "--month", "2024-06", "--as-of", "2024-07-05").expects(0)
    assert shown.out == (
        """2024年示例区工作方案（示例〔2024〕1号）
2024年6月报送情况，截至 2024-07-05

牵头单位      应报措施  应报指标  状态       收到日期    迟报天数  报送方式
区生态环境局         0         1  按时       2024-06-05            逐项记录
区城管局             1         1  按时       2024-06-20            逐项记录
区公安局             1         0  按时       2024-06-30            填报表
各乡镇               1         0  迟报 3 天  2024-07-03         3  填报表 2 份

应报 4 家，按时 3，迟报 1，未报 0，待报 0
报送期限：2024年6月30日
迟报：各乡镇（3天）。
"""
    )


def test_before_the_return_day_they_are_awaited_and_from_it_on_missing(
    collected: LedgerCli,
) -> None:
    def statuses(day: str) -> dict[str, str]:
        told = collected("returns", "--month", "2024-06", "--as-of", day, "--json").expects(0).json
        return {one["unit"]: one["status"] for one in told["units"]}

    assert statuses("2024-06-29")["各乡镇"] == "待报"
    assert statuses("2024-06-30")["各乡镇"] == "未报"
    assert statuses("2024-07-02")["各乡镇"] == "未报"
    assert statuses("2024-07-03")["各乡镇"] == "迟报"
    missing = collected("returns", "--month", "2024-06", "--as-of", "2024-07-02").expects(0)
    assert "未报送：各乡镇（1家）。\n" in missing.out


def test_programs_get_the_status_without_its_days(collected: LedgerCli) -> None:
    told = collected("returns", "--month", "2024-06", "--as-of", "2024-07-05", "--json").json
    assert (told["kind"], told["month"], told["as_of"]) == ("returns", "2024-06", "2024-07-05")
    assert (told["return_day"], told["nominal_return_day"]) == ("2024-06-30", "2024-06-30")
    assert told["calendar_known"] is True
    assert told["summary"] == {
        "asked": 4,
        "on_time": 3,
        "late": 1,
        "missing": 0,
        "awaited": 0,
        "not_asked": 0,
    }
    assert told["units"][-1] == {
        "unit": "各乡镇",
        "status": "迟报",
        "days_late": 3,
        "received": "2024-07-03",
        "asked_measures": 1,
        "asked_targets": 0,
        "forms": 2,
        "by_records": False,
    }
    awaited = collected("returns", "--month", "2024-06", "--as-of", "2024-06-29", "--json").json
    assert awaited["units"][-1]["received"] is None
    assert awaited["units"][-1]["days_late"] is None


def test_filters_leave_the_sums_of_all_units(collected: LedgerCli) -> None:
    words = ("returns", "--month", "2024-06", "--as-of", "2024-07-05", "--format", "csv")
    assert len(collected(*words).expects(0).out.splitlines()) == 5
    late = collected(*words, "--state", "迟报").expects(0).out.splitlines()
    assert [line.split(",")[0] for line in late[1:]] == ["各乡镇"]
    two = collected(*words, "--state", "迟报", "--state", "按时").expects(0).out.splitlines()
    assert len(two) == 5
    named = collected(*words, "--unit", "区环保局").expects(0).out.splitlines()
    assert [line.split(",")[0] for line in named[1:]] == ["区生态环境局"]
    shown = collected(*words[:-2], "--unit", "公安").expects(0).out
    assert "筛选：单位 区公安局\n" in shown
    assert "全部单位：应报 4 家，按时 3，迟报 1，未报 0，待报 0\n" in shown
    none = collected(*words[:-2], "--state", "待报").expects(0).out
    assert "没有符合条件的单位" in none


def test_a_moved_return_day_says_why(collected: LedgerCli) -> None:
    settings(collected, "return_holiday: next_working_day")
    shown = collected("returns", "--month", "2024-06").expects(0).out
    assert "报送期限：2024年7月1日（6月30日为周日，顺延）\n" in shown
    assert "待报 1\n" in shown
    late = collected("returns", "--month", "2024-06", "--as-of", "2024-07-03").expects(0).out
    assert "迟报：各乡镇（2天）。\n" in late
    settings(collected, "return_holiday: next_working_day, return_day: 1")
    autumn = ("returns", "--month", "2024-10", "--as-of", "2024-10-07")
    assert "2024年10月8日（10月1日至10月7日放假，顺延）\n" in collected(*autumn).expects(0).out
    days = "schema_version: 1\ndays: [{date: 2024-10-01, kind: 休息, name: 国庆节}]\n"
    (collected.folder / "data" / "holidays.yaml").write_text(days, encoding="utf-8")
    assert "（10月1日至10月7日国庆节放假，顺延）\n" in collected(*autumn).expects(0).out


def test_a_year_that_no_calendar_knows_is_warned_of(collected: LedgerCli) -> None:
    settings(collected, "return_holiday: next_working_day")
    words = ("returns", "--month", "2199-06", "--as-of", "2199-07-05")
    assert "注意：2199年的放假安排还不知道" in collected(*words).expects(0).out
    assert collected(*words, "--json").json["calendar_known"] is False
    own = "schema_version: 1\nyears: [2199]\n"
    (collected.folder / "data" / "holidays.yaml").write_text(own, encoding="utf-8")
    assert "注意" not in collected(*words).expects(0).out


def test_what_is_asked_wrongly(collected: LedgerCli) -> None:
    assert "--month 2024-06" in collected("returns").expects(2).err
    assert "--quarter" in collected("returns", "--month", "2024-Q2").expects(2).err
    future = collected("returns", "--month", "2024-07").expects(2).err
    assert "2024年7月还没有开始" in future
    before = collected("returns", "--month", "2024-06", "--as-of", "2024-05-31").expects(2).err
    assert "2024-05-31 在2024年6月之前" in before
    state = collected("returns", "--month", "2024-06", "--state", "迟交").expects(2).err
    assert "迟报" in state
    assert "方案起算之前" in collected("returns", "--month", "2023-12").expects(2).err
    assert "2024年1月报送情况" in collected("returns", "--month", "2024-01").expects(0).out
    assert "没有单位" in collected("returns", "--month", "2024-06", "--unit", "无").expects(2).err


def test_it_can_be_handed_out_as_a_paper(collected: LedgerCli) -> None:
    words = ("returns", "--month", "2024-06", "--as-of", "2024-07-05", "-o", "报送.md")
    collected(*words).expects(0)
    text = (collected.folder / "报送.md").read_text(encoding="utf-8")
    assert "| 各乡镇 | 1 | 0 | 迟报 3 天 | 2024-07-03 | 3 | 填报表 2 份 |" in text


def test_the_report_names_units_only_where_forms_were_taken_in(collected: LedgerCli) -> None:
    words = ("report", "--month", "2024-06")
    assert "按牵头单位计，未报送：各乡镇（1家）。\n" in collected(*words).expects(0).out
    earlier = collected(*words, "--as-of", "2024-06-29").expects(0).out
    assert "按牵头单位计" not in earlier
    settings(collected, "return_day: 29")
    late = collected(*words).expects(0).out
    assert "按牵头单位计，未报送：各乡镇（1家）；迟报：区公安局（1天）。\n" in late


def settings(ledger: LedgerCli, policy: str) -> None:
    """Write the plan's settings."""
    tasks = ledger.folder / "data" / "tasks.yaml"
    kept = [
        line
        for line in tasks.read_text(encoding="utf-8").splitlines()
        if not line.startswith("  policy:")
    ]
    at = kept.index("  due: 2024-12-31") + 1
    text = "\n".join([*kept[:at], f"  policy: {{{policy}}}", *kept[at:]])
    tasks.write_text(f"{text}\n", encoding="utf-8")
