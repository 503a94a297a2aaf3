"""`ledger overdue`: what is late, what soon will be, and its exit code for scripts."""

from __future__ import annotations

from tests.support.cli import LedgerCli


def test_only_what_is_late(ledger: LedgerCli) -> None:
    assert ledger("overdue").expects(0).out == (
        """2024年示例区工作方案（示例〔2024〕1号）
逾期措施，截至 2024-06-30

编号  措施      牵头单位  状态    亮灯  完成比例  序时进度  完成时限    提示
8.10  水上执法  区公安局  推进中  红         30%    100.0%  2024-05-31  逾期 30 天，未报送

共 1 项：已销号 0，未完成 1（逾期 1，临期 0，滞后 0，待核查 0），核减 0
"""
    )


def test_within_adds_what_is_due_by_then(ledger: LedgerCli) -> None:
    def ids(days: str) -> list[str]:
        answer = ledger("overdue", "--within", days, "--json").expects(0).json
        assert answer["kind"] == "overdue"
        return [measure["id"] for measure in answer["measures"]]

    assert ids("0") == ["8.10"]
    assert ids("14") == ["8.10"]
    assert ids("15") == ["8.3", "8.10"]
    assert ids("184") == ["8.3", "8.10", "22.1"]


def test_the_deadline_itself_is_not_late(ledger: LedgerCli) -> None:
    on_the_day = ledger("overdue", "--as-of", "2024-05-31", "--exit-code").expects(0)
    assert "没有逾期的措施" in on_the_day.out
    ledger("overdue", "--as-of", "2024-06-01", "--exit-code").expects(1)


def test_the_exit_code_counts_only_what_is_late(ledger: LedgerCli) -> None:
    ledger("overdue", "--exit-code").expects(1)
    ledger("overdue").expects(0)
    ledger("overdue", "--exit-code", "--within", "60", "--as-of", "2024-05-01").expects(0)
    ledger("overdue", "--exit-code", "--unit", "区城管局").expects(0)


def test_a_number_of_days_that_is_none(ledger: LedgerCli) -> None:
    for text in ("-1", "x", "1.5", "三"):
        assert "选项 --within" in ledger("overdue", "--within", text).expects(2).err


def test_a_list_chosen_by_how_measures_stand_gives_no_rate(ledger: LedgerCli) -> None:
    chosen = (("overdue",), ("status", "--state", "逾期"), ("status", "--light", "红"))
    for words in chosen:
        assert "销号率" not in ledger(*words).expects(0).out
        assert "close_rate" in ledger(*words, "--json").expects(0).json["summary"]
    for words in (("status",), ("status", "--task", "8"), ("status", "--unit", "区城管局")):
        assert "；销号率 " in ledger(*words).expects(0).out
