"""`ledger letter` and `ledger letters`: what is recorded, what is listed, what is refused."""

from __future__ import annotations

import re
import subprocess

import pytest
from tests.support.cli import LedgerCli

URGING = ("letter", "--kind", "督办函", "--unit", "区公安局", "--month", "2024-06")
JULY = {"LEDGER_TODAY": "2024-07-20"}


@pytest.fixture(autouse=True)
def issued_in_june(ledger: LedgerCli) -> None:
    """The plan is new: nothing was missed in the months before."""
    tasks = ledger.folder / "data" / "tasks.yaml"
    text = re.sub(r"issued: .*", "issued: 2024-06-01", tasks.read_text(encoding="utf-8"))
    tasks.write_text(text, encoding="utf-8")


def text(ledger: LedgerCli) -> str:
    return (ledger.folder / "data" / "letters.yaml").read_text(encoding="utf-8")


def test_the_office_sends_no_notice_to_itself(ledger: LedgerCli) -> None:
    tasks = ledger.folder / "data" / "tasks.yaml"
    led = tasks.read_text(encoding="utf-8").replace("lead: 区公安局", "lead: 领导小组办公室")
    tasks.write_text(led, encoding="utf-8")
    dry = ledger("letter", "--kind", "调度通知", "--month", "2024-06", "-n").expects(0)
    assert "领导小组办公室" not in dry.out.partition("by:")[0]
    assert "to:" in dry.out


def listed(ledger: LedgerCli, *words: str, **env: str) -> list[tuple[str, str, list[str]]]:
    """Day, kind, and how each addressee answered."""
    found = ledger("letters", *words, "--json", **env).expects(0).json["letters"]
    return [(one["date"], one["kind"], [to["answering"] for to in one["to"]]) for one in found]


def test_a_letter_is_recorded_and_its_file_is_made(ledger: LedgerCli) -> None:
    result = ledger(*URGING, "--number", "示例督〔2024〕3号", "--note", "已当面送达").expects(0)

    assert text(ledger) == (
        "schema_version: 1\n"
        "letters:\n"
        "  - date: 2024-06-30\n"
        "    kind: 督办函\n"
        "    to: 区公安局\n"
        "    by: 领导小组办公室\n"
        "    month: 2024-06\n"
        "    number: 示例督〔2024〕3号\n"
        "    measures: ['8.10']\n"
        "    answer_due: 2024-07-10\n"
        "    note: 已当面送达\n"
    )
    assert "    to: 区公安局" in result.out
    assert "下一步：ledger letter --unit 区公安局 --answered" in result.err
    ledger("check").expects(0)


def test_a_dry_run_shows_the_diff_and_writes_nothing(ledger: LedgerCli) -> None:
    result = ledger(*URGING, "-n").expects(0)
    assert "+    kind: 督办函" in result.out
    assert "没有写入" in result.err
    assert not (ledger.folder / "data" / "letters.yaml").exists()


def test_an_answer_is_put_below_its_letter(ledger: LedgerCli) -> None:
    ledger(*URGING).expects(0)
    assert listed(ledger, "--waiting") == [("2024-06-30", "督办函", ["待答复"])]
    late = ledger("letters", **JULY).expects(0)
    assert "逾期未答复：区公安局" in late.out

    words = ("letter", "--unit", "公安", "--answered", "--date", "2024-07-12", "--note", "已整改")
    ledger(*words, **JULY).expects(0)

    assert text(ledger).endswith(
        "    answers:\n      - date: 2024-07-12\n        by: 区公安局\n        note: 已整改\n"
    )
    assert listed(ledger, "--waiting", **JULY) == []
    assert "2024-07-12 已答复，迟 2 天" in ledger("letters", **JULY).expects(0).out
    assert listed(ledger, "--as-of", "2024-07-10") == [("2024-06-30", "督办函", ["待答复"])]
    ledger("check", **JULY).expects(0)


def test_a_notice_goes_to_all_that_are_asked(ledger: LedgerCli) -> None:
    ledger("letter", "--kind", "调度通知", "--month", "2024-06", "--date", "2024-06-18").expects(0)
    (one,) = ledger("letters", "--json").expects(0).json["letters"]
    assert [to["unit"] for to in one["to"]] == [
        "区生态环境局",
        "区城管局",
        "区公安局",
        "各乡镇",
    ]
    assert {to["answering"] for to in one["to"]} == {"以报送为准"}
    assert one["answer_due"] == "2024-06-30"


def test_the_list_can_be_narrowed(ledger: LedgerCli) -> None:
    ledger(*URGING).expects(0)
    ledger("letter", "--kind", "提醒函", "--unit", "各乡镇", "--month", "2024-06").expects(0)
    urged, reminded = ("2024-06-30", "督办函", ["待答复"]), ("2024-06-30", "提醒函", ["不要求答复"])
    assert listed(ledger) == [urged, reminded]
    assert listed(ledger, "--unit", "公安") == [urged]
    assert listed(ledger, "--kind", "提醒函") == [reminded]
    assert listed(ledger, "--month", "2024-05") == []
    assert listed(ledger, "--as-of", "2024-06-29") == []
    out = ledger("letters", "--unit", "公安").expects(0).out
    assert "筛选：单位 区公安局" in out
    assert "共 1 份：督办函 1" in out


def test_the_list_is_a_paper_too(ledger: LedgerCli) -> None:
    ledger(*URGING).expects(0)
    ledger("letters", "-o", "函件台账.md").expects(0)
    page = (ledger.folder / "函件台账.md").read_text(encoding="utf-8")
    assert "| 2024-06-30 | 督办函 | 区公安局 |" in page
    assert "没有函件" in ledger("letters", "--kind", "约谈").expects(0).out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "要写上文种，或用 --answered 记答复"),
        (("--kind", "通报"), "不能是“通报”"),
        (("--kind", "调度通知"), "调度通知要写上月份"),
        (("--answered",), "记答复要写上答复的单位"),
        (("--answered", "--unit", "区公安局", "--unit", "各乡镇"), "一次一个"),
        (("--answered", "--unit", "区公安局", "--by", "区公安局"), "--by 记答复"),
        ((*URGING[1:], "--on", "2024-06-05"), "--on 只和 --answered 一起写"),
        ((*URGING[1:], "--measure", "8.33"), "没有编号为“8.33”的措施"),
        ((*URGING[1:], "--answer-due", "7月"), "7月"),
    ],
    ids=" ".join,
)
def test_wrong_words_are_told_and_nothing_is_written(
    ledger: LedgerCli, words: tuple[str, ...], told: str
) -> None:
    assert told in ledger("letter", *words).expects(2).err
    assert not (ledger.folder / "data" / "letters.yaml").exists()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--date", "2024-07-01"), "P103"),
        (("--measure", "8.3"), "P112"),
        (("--answer-due", "2024-06-30"), "P113"),
    ],
    ids=" ".join,
)
def test_what_does_not_fit_is_refused(ledger: LedgerCli, words: tuple[str, ...], code: str) -> None:
    assert code in ledger(*URGING, *words).expects(4).err
    assert not (ledger.folder / "data" / "letters.yaml").exists()


def test_an_answer_is_asked_for_later_than_the_letter_by_the_check_too(ledger: LedgerCli) -> None:
    ledger(*URGING).expects(0)
    file = ledger.folder / "data" / "letters.yaml"
    file.write_text(text(ledger).replace("answer_due: 2024-07-10", "answer_due: 2024-06-30"))
    assert "答复期限 2024-06-30 不晚于发函日期 2024-06-30" in ledger("check").expects(1).out


def test_recording_twice_is_refused(ledger: LedgerCli) -> None:
    ledger(*URGING, "--measure", "8.10").expects(0)
    before = text(ledger)
    assert "P115" in ledger(*URGING, "--measure", "8.10").expects(4).err
    assert "P116" in ledger("letter", "--unit", "各乡镇", "--answered").expects(4).err
    assert text(ledger) == before


def test_urged_twice_and_still_overdue_it_comes_to_a_talk(ledger: LedgerCli) -> None:
    letter = ("letter", "--unit", "区公安局", "--kind")

    def proposed(day: str) -> str:
        words = ("remind", "--month", day[:7], "--dry-run")
        return ledger(*words, LEDGER_TODAY=day).expects(0).out

    def send(kind: str, day: str) -> None:
        ledger(*letter, kind, "--month", day[:7], LEDGER_TODAY=day).expects(0)

    send("督办函", "2024-06-05")
    assert "已于2024年6月5日发函督办，仍未办结，建议督办函" in proposed("2024-06-30")
    send("督办函", "2024-07-05")
    assert "区公安局8.10已于2024年7月5日发督办函，待2024年7月15日前答复" in proposed("2024-07-06")
    out = proposed("2024-08-31")
    assert "建议约谈 1 家" in out
    assert "已于2024年6月5日、7月5日两次发函督办，仍未办结" in out
    send("约谈", "2024-08-31")
    assert "8.10已于2024年8月31日约谈，待2024年9月10日前答复，本次不再写" in proposed("2024-09-01")
    september = ledger("letters", "--json", LEDGER_TODAY="2024-09-01").json["letters"]
    assert [one["to"][0]["answering"] for one in september] == ["已约谈", "已约谈", "待答复"]
    assert "8.10（逾期122天）已于2024年8月31日约谈，仍未办结" in proposed("2024-09-30")


def test_of_two_letters_of_one_day_the_measures_tell_which_was_answered(
    ledger: LedgerCli,
) -> None:
    reminder = ("letter", "--kind", "提醒函", "--unit", "区公安局", "--month", "2024-06")
    tasks = ledger.folder / "data" / "tasks.yaml"
    said = tasks.read_text(encoding="utf-8").replace("lead: 各乡镇", "lead: 区公安局")
    tasks.write_text(said, encoding="utf-8")
    for number in ("8.10", "22.1"):
        ledger(*reminder, "--measure", number).expects(0)
    answer = ("letter", "--unit", "区公安局", "--answered")
    err = ledger(*answer).expects(4).err
    assert "2024-06-30 提醒函（8.10）、2024-06-30 提醒函（22.1）" in err
    ledger(*answer, "--measure", "22.1").expects(0)
    assert [how for _, _, how in listed(ledger)] == [["不要求答复"], ["已答复"]]


def test_hostile_words_stay_words(ledger: LedgerCli) -> None:
    note = "{{ 7*7 }} <b>=1+1 [x](y)"
    ledger(*URGING, "--number", "'; rm -rf / #", "--note", note).expects(0)
    (one,) = ledger("letters", "--json").expects(0).json["letters"]
    assert (one["number"], one["note"]) == ("'; rm -rf / #", note)
    again = (*URGING, "--measure", "8.10", "--number", "\u202e甲")
    assert "P107" in ledger(*again).expects(4).err


def test_what_is_recorded_is_an_addition_for_git(ledger: LedgerCli) -> None:
    run = ["git", "-c", "user.name=t", "-c", "user.email=t@example.com"]
    ledger(*URGING).expects(0)
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "letters"]):
        subprocess.run([*run, *words], cwd=ledger.folder, check=True)
    ledger("letter", "--unit", "区公安局", "--answered").expects(0)
    ledger("letter", "--kind", "提醒函", "--unit", "各乡镇", "--month", "2024-06").expects(0)
    shown = subprocess.run(
        ["git", "diff", "--numstat"], cwd=ledger.folder, check=True, capture_output=True, text=True
    ).stdout
    assert shown.split()[1] == "0"
    ledger("check", "--base", "HEAD").expects(0)
