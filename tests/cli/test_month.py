"""`ledger month`: where the office stands in its month, and the next command."""

from __future__ import annotations

import re

import pytest
from tests.support.cli import LedgerCli

LETTERS = "schema_version: 1\nletters:\n"
NOTICE = """\
  - date: 2024-06-15
    kind: 调度通知
    to: [区城管局, 区公安局, 各乡镇, 区环保局]
    by: 领导小组办公室
    month: 2024-06
"""
URGING = """\
  - date: 2024-06-10
    kind: 督办函
    to: 区公安局
    by: 领导小组办公室
    month: 2024-06
    measures: ['8.10']
    answer_due: 2024-06-20
"""


@pytest.fixture(autouse=True)
def issued_in_june(ledger: LedgerCli) -> None:
    """The plan is new: nothing was missed in the months before."""
    tasks = ledger.folder / "data" / "tasks.yaml"
    text = re.sub(r"issued: .*", "issued: 2024-06-01", tasks.read_text(encoding="utf-8"))
    tasks.write_text(text, encoding="utf-8")


def write(ledger: LedgerCli, name: str, text: str) -> None:
    """Put a file into the ledger."""
    (ledger.folder / "data" / name).write_text(text, encoding="utf-8")


def situation(ledger: LedgerCli, *words: str) -> dict[str, tuple[str, str | None]]:
    """Each matter with how it stands and its command."""
    told = ledger("month", *words, "--json").expects(0).json
    return {one["item"]: (one["situation"], one["command"]) for one in told["items"]}


def following(ledger: LedgerCli, day: str) -> str | None:
    """The one next command on a day, in the month 2024-06."""
    told = ledger("month", "2024-06", "--as-of", day, "--json").expects(0).json
    command = told["next"]
    assert command is None or isinstance(command, str)
    return command


def test_the_whole_month_on_one_page(ledger: LedgerCli) -> None:
    shown = ledger("month", "2024-06", "--as-of", "2024-07-06").expects(0).out.splitlines()
    assert shown[1] == "2024年6月调度情况，截至 2024-07-06"
    assert [tuple(re.split(r" {2,}", line.strip())) for line in shown[3:11]] == [
        ("事项", "情况", "下一步命令"),
        ("发出", "没有发出的记录"),
        (
            "收回",
            "应报 4 家，按时 2，迟报 0，未报 2，待报 0；未报送：区公安局、各乡镇（2家）",
            "ledger collect 回收",
        ),
        ("待核查", "1 项：8.3（1 天）", "ledger close 8.3（或 ledger return 8.3）"),
        ("办理", "未销号 3 项：逾期 1，临期 1，滞后 1", "ledger overdue --within 30"),
        ("回头看", "没有不合格而未重新挂号的"),
        ("函件", "应发：督办函 1 家、提醒函 2 家", "ledger remind --month 2024-06 -o 函件"),
        ("通报", "还有未报 2 家", "ledger report --month 2024-06 -o 2024年6月通报.docx"),
    ]
    assert shown[12:] == ["报送期限：2024年6月30日", "下一步：ledger close 8.3"]


def test_without_a_month_it_is_the_current_one(ledger: LedgerCli) -> None:
    assert ledger("month", "--json").json["month"] == "2024-06"
    assert ledger("month", "--as-of", "2024-07-06", "--json").json["month"] == "2024-07"
    before = ledger("month", "2023-12").expects(2).err
    assert "2023年12月在方案起算之前" in before
    assert "2024-01 及以后的月份" in before
    assert "2024年7月还没有开始" in ledger("month", "2024-07").expects(2).err
    assert "写成 2024-06 的样子" in ledger("month", "六月").expects(2).err


def test_forms_are_sent_out_until_they_are_due(ledger: LedgerCli) -> None:
    assert following(ledger, "2024-06-01") == "ledger dispatch --month 2024-06 -o 填报"
    shown = ledger("month", "2024-06", "--as-of", "2024-06-01").out
    assert "发出后 ledger letter --kind 调度通知 --month 2024-06" in shown
    assert situation(ledger, "2024-06")["dispatch"] == ("没有发出的记录", None)
    write(ledger, "letters.yaml", LETTERS + NOTICE)
    told = situation(ledger, "2024-06", "--as-of", "2024-06-16")["dispatch"]
    assert told == ("6月15日发给 4 家", None)
    assert following(ledger, "2024-06-14") == "ledger dispatch --month 2024-06 -o 填报"
    assert following(ledger, "2024-06-16") == "ledger collect 回收"


def test_units_that_no_notice_went_to_are_named(ledger: LedgerCli) -> None:
    write(ledger, "letters.yaml", LETTERS + NOTICE.replace(", 区公安局, 各乡镇", ""))
    words, command = situation(ledger, "2024-06", "--as-of", "2024-06-16")["dispatch"]
    assert words == "6月15日发给 2 家；还没有发给 2 家：区公安局、各乡镇"
    assert command == "ledger dispatch --month 2024-06 -o 填报"


def test_what_was_submitted_waits_for_the_office(ledger: LedgerCli) -> None:
    assert situation(ledger, "2024-06")["check"] == ("没有", None)
    told = situation(ledger, "2024-06", "--as-of", "2024-07-09")["check"]
    assert told == ("1 项：8.3（4 天）", "ledger close 8.3")
    submitted = ledger("month", "2024-06", "--as-of", "2024-07-09", "--json").json["submitted"]
    assert submitted == [{"id": "8.3", "days": 4}]


def test_letters_that_are_due_and_answers_that_are_late(ledger: LedgerCli) -> None:
    write(ledger, "letters.yaml", LETTERS + NOTICE)
    told = ledger("month", "2024-06", "--json").json
    kinds = {one["unit"]: one["kind"] for one in told["letters"]}
    assert kinds.keys() == {"区公安局", "各乡镇", "区城管局"}
    assert (kinds["区公安局"], kinds["区城管局"]) == ("督办函", "提醒函")
    assert told["next"] == "ledger remind --month 2024-06 -o 函件"
    write(ledger, "letters.yaml", LETTERS + NOTICE + URGING)
    told = ledger("month", "2024-06", "--json").json
    assert "区公安局" in {one["unit"] for one in told["letters"]}, "it was not answered in time"
    assert told["unanswered"] == [{"unit": "区公安局", "kind": "督办函", "date": "2024-06-10"}]
    words, _ = situation(ledger, "2024-06")["letters"]
    assert words.startswith("应发：")
    assert words.endswith("；逾期未答复 1 件：区公安局（6月10日督办函）")
    waiting = ledger("month", "2024-06", "--as-of", "2024-06-20", "--json").json
    assert "区公安局" not in {one["unit"] for one in waiting["letters"]}
    before = ledger("month", "2024-06", "--as-of", "2024-06-09", "--json").json
    assert "区公安局" in {one["unit"] for one in before["letters"]}, "it had not been sent"


def test_a_failed_look_back_is_to_be_opened_again(ledger: LedgerCli) -> None:
    tasks = ledger.folder / "data" / "tasks.yaml"
    evidence = "                evidence: [{url: 'https://example.com/8.2', title: 验收单}]\n"
    review = (
        "              - {date: 2024-06-25, type: review, by: 领导小组办公室, passed: false, "
        "reason: 反弹}\n"
    )
    text = tasks.read_text(encoding="utf-8")
    tasks.write_text(text.replace(evidence, evidence + review), encoding="utf-8")
    told = situation(ledger, "2024-06")["reviews"]
    assert told == ("不合格还没有重新挂号 1 项：8.2", "ledger reopen 8.2")
    assert following(ledger, "2024-06-30") == "ledger reopen 8.2"
    assert situation(ledger, "2024-06", "--as-of", "2024-06-24")["reviews"][1] is None


def test_a_month_that_is_whole_is_reported(ledger: LedgerCli) -> None:
    forms = "".join(
        f"- {{month: 2024-06, unit: {unit}, date: 2024-06-2{i}, by: 领导小组办公室, "
        f"form: {{path: returns/2024-06/{i}.xlsx, sha256: {str(i) * 64}}}}}\n"
        for i, unit in enumerate(("区公安局", "各乡镇", "区城管局", "区环保局"))
    )
    write(ledger, "returns.yaml", f"schema_version: 1\nreturns:\n{forms}")
    reminders = "".join(
        f"  - {{date: 2024-06-30, kind: {kind}, to: {unit}, by: 领导小组办公室, month: 2024-06}}\n"
        for unit, kind in (("区公安局", "督办函"), ("各乡镇", "提醒函"), ("区城管局", "提醒函"))
    )
    write(ledger, "letters.yaml", LETTERS + NOTICE + reminders)
    told = ledger("month", "2024-06", "--json").expects(0).json
    assert told["report_ready"] is True
    assert told["returns"]["on_time"] == told["returns"]["asked"] == 4
    assert told["next"] == "ledger report --month 2024-06 -o 2024年6月通报.docx"
    assert "情况已齐，可以写通报" in ledger("month", "2024-06").out
    early = ledger("month", "2024-06", "--as-of", "2024-06-29", "--json").json
    assert (early["report_ready"], early["next"]) == (False, None)
    assert "下一步：现在没有要办的" in ledger("month", "2024-06", "--as-of", "2024-06-29").out


@pytest.mark.parametrize("form", ["table", "md", "json"])
def test_it_writes_nothing(ledger: LedgerCli, form: str) -> None:
    files = {p: p.read_bytes() for p in ledger.folder.rglob("*") if p.is_file()}
    ledger("month", "2024-06", "--format", form).expects(0)
    assert {p: p.read_bytes() for p in ledger.folder.rglob("*") if p.is_file()} == files
