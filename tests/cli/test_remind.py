"""`ledger remind`: which files it writes, what it lists, and what it refuses."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import docx
import pytest
from tests.support.cli import LedgerCli

REMIND = ("remind", "--month", "2024-06", "--format", "md")
INTO = (*REMIND, "-o", "函件")
LETTERS = {
    "2024年6月督办函（区公安局）.md",
    "2024年6月提醒函（区城管局）.md",
    "2024年6月提醒函（各乡镇）.md",
}


@pytest.fixture(autouse=True)
def issued_in_june(ledger: LedgerCli) -> None:
    """The plan is new: nothing was missed in the months before."""
    tasks = ledger.folder / "data" / "tasks.yaml"
    text = re.sub(r"issued: .*", "issued: 2024-06-01", tasks.read_text(encoding="utf-8"))
    tasks.write_text(text, encoding="utf-8")


def files(ledger: LedgerCli, folder: str = "函件") -> dict[str, str]:
    """The texts of the files that were written."""
    return {f.name: f.read_text(encoding="utf-8-sig") for f in (ledger.folder / folder).iterdir()}


def listed(ledger: LedgerCli, *words: str) -> list[str]:
    """The units of the list."""
    out = ledger(*REMIND, "--dry-run", *words).expects(0).out
    return [line.split()[0] for line in out.splitlines() if "2024年6月" in line and ".md" in line]


def test_each_unit_gets_its_letter_and_the_office_the_list(ledger: LedgerCli) -> None:
    result = ledger(*INTO).expects(0)

    written = files(ledger)
    assert set(written) == {*LETTERS, "清单.csv"}
    urging = written["2024年6月督办函（区公安局）.md"]
    assert urging.startswith(
        "# 关于2024年6月示例区工作逾期事项的督办函\n\n（文号待填）\n\n区公安局：\n"
    )
    assert "| 8.10 | 水上执法 | 2024-05-31 | 30 |" in urging
    assert urging.count("待填）") == 4
    assert "于2024年7月10日前书面反馈" in urging
    assert "- 数据版本：" in urging
    assert "- 版式：urging.md.j2（" in urging
    assert "- 版式：reminder.md.j2（" in written["2024年6月提醒函（各乡镇）.md"]
    assert "共 3 份：督办函 1 份，提醒函 2 份" in result.out
    assert "已写入 函件：函 3 份和清单.csv；没有发送，也没有记账" in result.err


def test_the_list_can_be_read_by_a_spreadsheet(ledger: LedgerCli) -> None:
    ledger(*INTO).expects(0)

    data = (ledger.folder / "函件" / "清单.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(data.decode("utf-8-sig").splitlines()))
    assert {row["文件"] for row in rows} == LETTERS
    assert [(row["单位"], row["文种"], row["逾期"], row["临期"]) for row in rows] == [
        ("区城管局", "提醒函", "0", "1"),
        ("区公安局", "督办函", "1", "0"),
        ("各乡镇", "提醒函", "0", "0"),
    ]


def test_nothing_is_recorded(ledger: LedgerCli) -> None:
    data = ledger.folder / "data"
    before = {file.name: file.read_bytes() for file in data.iterdir()}
    ledger(*INTO).expects(0)
    assert {file.name: file.read_bytes() for file in data.iterdir()} == before


def test_a_dry_run_lists_and_writes_nothing(ledger: LedgerCli) -> None:
    before = sorted(ledger.folder.rglob("*"))
    for words in (("--dry-run",), ("-n", "-o", "函件")):
        result = ledger(*REMIND, *words).expects(0)
        assert "2024年6月督办函（区公安局）.md" in result.out
        assert result.err == ""
    assert sorted(ledger.folder.rglob("*")) == before


def test_units_kinds_and_days_narrow_or_widen_it(ledger: LedgerCli) -> None:
    assert listed(ledger) == ["区城管局", "区公安局", "各乡镇"]
    assert listed(ledger, "--within", "14") == ["区公安局", "各乡镇"]
    assert listed(ledger, "--within", "15") == ["区城管局", "区公安局", "各乡镇"]
    assert listed(ledger, "--unit", "公安") == ["区公安局"]
    assert listed(ledger, "--unit", "公安", "--unit", "各乡镇") == ["区公安局", "各乡镇"]
    assert listed(ledger, "--kind", "提醒函") == ["区城管局", "各乡镇"]
    assert listed(ledger, "--kind", "督办函") == ["区公安局"]


def test_the_same_run_again_writes_the_same_files(ledger: LedgerCli) -> None:
    ledger(*INTO).expects(0)
    before = files(ledger)
    ledger(*INTO).expects(0)
    assert files(ledger) == before


def test_a_letter_that_was_filled_in_is_not_written_over(ledger: LedgerCli) -> None:
    words = (*REMIND[:3], "-o", "函件")
    ledger(*words).expects(0)
    own = ledger.folder / "函件" / "2024年6月督办函（区公安局）.docx"
    document = docx.Document(str(own))
    document.core_properties.last_modified_by = "张三"
    document.save(str(own))
    filled = own.read_bytes()
    other = ledger.folder / "函件" / "2024年6月提醒函（各乡镇）.docx"
    other.unlink()

    result = ledger(*words).expects(4)

    assert "2024年6月督办函（区公安局）.docx 已经有了，而且在别的程序里改过" in result.err
    assert "--overwrite" in result.err
    assert own.read_bytes() == filled
    assert not other.exists()
    ledger(*words, "--overwrite").expects(0)
    assert own.read_bytes() != filled
    assert other.exists()


def test_letters_that_are_no_longer_due_are_named_and_left(ledger: LedgerCli) -> None:
    folder = ledger.folder / "函件"
    folder.mkdir()
    (folder / "2024年6月提醒函（区水利局）.md").write_text("以前的", encoding="utf-8")
    (folder / "2024年5月提醒函（区水利局）.md").write_text("上月的", encoding="utf-8")
    result = ledger(*INTO).expects(0)
    assert "可能是以前的：2024年6月提醒函（区水利局）.md（1 份）" in result.err
    assert (folder / "2024年6月提醒函（区水利局）.md").read_text(encoding="utf-8") == "以前的"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("remind", "-o", "函件"), "要写上月份"),
        (REMIND, "要写上放函件的目录"),
        ((*INTO, "--kind", "通报"), "不能是“通报”"),
        ((*REMIND[:3], "-o", "函件", "--format", "xlsx"), "不能是“xlsx”"),
        ((*INTO, "--unit", "区公安居"), "没有单位“区公安居”"),
        ((*INTO, "--within", "几天"), "几天"),
        ((*INTO, "--within", "-1"), "-1"),
        ((*INTO, "--as-of", "2024-05-31"), "不在2024年6月之内"),
        (("remind", "--month", "2024-07", "-o", "函件"), "还没有开始"),
        ((*INTO, "--number", "示例〔2024〕9号"), "要写的函有 3 份，不能共用一个文号"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_meant_is_refused_and_nothing_is_written(
    ledger: LedgerCli, words: tuple[str, ...], told: str
) -> None:
    before = sorted(ledger.folder.rglob("*"))
    result = ledger(*words).expects(2)
    assert told in result.err
    assert result.out == ""
    assert sorted(ledger.folder.rglob("*")) == before


def test_number_and_day_are_filled_where_they_are_given(ledger: LedgerCli) -> None:
    ledger(
        *INTO, "--unit", "区公安局", "--number", "示例〔2024〕9号", "--dated", "2024-07-05"
    ).expects(0)
    text = files(ledger)["2024年6月督办函（区公安局）.md"]
    assert "\n示例〔2024〕9号\n" in text
    assert "\n2024年7月5日\n" in text
    assert "文号待填" not in text


def test_a_day_of_the_month_can_be_asked_for(ledger: LedgerCli) -> None:
    ledger(*INTO, "--as-of", "2024-06-12", "--unit", "区公安局").expects(0)
    text = files(ledger)["2024年6月督办函（区公安局）.md"]
    assert "截至2024年6月12日" in text
    assert "未报送" not in text


def test_a_place_that_cannot_be_written_is_refused(ledger: LedgerCli) -> None:
    (ledger.folder / "文件").write_text("旧", encoding="utf-8")
    assert "文件" in ledger(*REMIND, "-o", "文件").expects(4).err
    (ledger.folder / "夹" / "清单.csv").mkdir(parents=True)
    assert "是一个目录" in ledger(*REMIND, "-o", "夹").expects(4).err
    assert [file.name for file in (ledger.folder / "夹").iterdir()] == ["清单.csv"]


def test_a_ledger_file_is_never_written_over_not_even_through_a_link(ledger: LedgerCli) -> None:
    target = ledger.folder / "data" / "tasks.yaml"
    before = target.read_bytes()
    (ledger.folder / "函件").mkdir()
    (ledger.folder / "函件" / "清单.csv").symlink_to(target)
    assert "台账文件" in ledger(*INTO, "--overwrite").expects(4).err
    assert target.read_bytes() == before
    assert [file.name for file in (ledger.folder / "函件").iterdir()] == ["清单.csv"]


def hostile(ledger: LedgerCli, name: str) -> None:
    """Give a unit another name."""
    for file in ("tasks.yaml", "units.yaml"):
        path = ledger.folder / "data" / file
        text = path.read_text(encoding="utf-8").replace("区公安局", f"'{name}'")
        path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "name", ["../../外", "甲/乙\\丙", "=1+1", "CON", "<script>x</script>", "{{ 7*7 }}", "长" * 200]
)
def test_a_hostile_unit_name_leads_nowhere_and_is_no_markup(ledger: LedgerCli, name: str) -> None:
    hostile(ledger, name)
    outside = sorted(ledger.folder.parent.iterdir())

    ledger(*INTO).expects(0)

    assert sorted(ledger.folder.parent.iterdir()) == outside
    written = files(ledger)
    assert len(written) == 4
    urging = next(text for file, text in written.items() if "督办函" in file)
    assert "<script>" not in urging
    assert "49" not in urging.split("：\n")[0]
    cells = [row[0] for row in csv.reader(written["清单.csv"].splitlines())]
    assert not any(cell.startswith("=") for cell in cells)


def test_names_that_are_cut_to_the_same_do_not_share_a_file(ledger: LedgerCli) -> None:
    long = "长" * 70
    for file in ("tasks.yaml", "targets.yaml", "units.yaml", "projects.yaml"):
        path = ledger.folder / "data" / file
        text = path.read_text(encoding="utf-8").replace("区城管局", f"{long}甲")
        if file == "units.yaml":
            text += f"  - {{name: {long}乙, kind: 区直部门}}\n"
        path.write_text(text.replace("lead: 各乡镇", f"lead: {long}乙"), encoding="utf-8")

    ledger(*INTO).expects(0)

    names = [name for name in files(ledger) if long[:40] in name]
    assert sorted(name[-5:] for name in names) == ["-2.md", "长长.md"]


def own(ledger: LedgerCli, name: str, text: str) -> None:
    """Give the ledger a layout of its own."""
    file = ledger.folder / "data" / "templates" / "letter" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def test_a_ledgers_own_layout_wins_and_sees_the_letter(ledger: LedgerCli) -> None:
    own(ledger, "urging.md.j2", "{{ letter.unit }}逾期{{ letter.matters.overdue|length }}项")
    ledger(*INTO).expects(0)
    assert files(ledger)["2024年6月督办函（区公安局）.md"] == "区公安局逾期1项\n"


def test_a_faulty_layout_keeps_every_letter_from_being_written(ledger: LedgerCli) -> None:
    own(ledger, "reminder.md.j2", "{{ letter.unti }}")
    result = ledger(*INTO).expects(4)
    assert "reminder.md.j2:1" in result.err
    assert not (ledger.folder / "函件").exists()


def test_nothing_to_write_about_is_said(ledger: LedgerCli) -> None:
    result = ledger(*INTO, "--unit", "区环保局").expects(0)
    assert "没有要写的函" in result.out
    assert "没有需要发函的事项的1家：区生态环境局" in result.out
    assert list(files(ledger)) == ["清单（部分）.csv"]


def urged(ledger: LedgerCli, *days: str) -> None:
    """Record that the unit with something overdue was urged on these days."""
    for day in days:
        words = ("--unit", "区公安局", "--measure", "8.10", "--date", day)
        ledger("letter", "--kind", "督办函", *words).expects(0)


def urged_in_two_months(ledger: LedgerCli) -> None:
    """It was due at the end of March, and was urged in April and in May."""
    tasks = ledger.folder / "data" / "tasks.yaml"
    text = tasks.read_text(encoding="utf-8")
    text = text.replace("due: 2024-05-31", "due: 2024-03-31").replace("5月底前", "3月底前")
    tasks.write_text(text, encoding="utf-8")
    urged(ledger, "2024-04-05", "2024-05-16")


def test_a_run_for_some_leaves_the_list_of_all_alone(ledger: LedgerCli) -> None:
    ledger(*INTO).expects(0)
    whole = files(ledger)["清单.csv"]
    for words in (("--unit", "区公安局"), ("--kind", "提醒函")):
        result = ledger(*INTO, *words).expects(0)
        assert "清单（部分）.csv" in result.err
        assert "可能是以前的" not in result.err
        assert files(ledger)["清单.csv"] == whole
    assert "区公安局" not in files(ledger)["清单（部分）.csv"]


def test_the_list_says_why_and_what_to_type_once_a_letter_is_sent(ledger: LedgerCli) -> None:
    result = ledger(*INTO).expects(0)
    rows = {row["单位"]: row for row in csv.DictReader(files(ledger)["清单.csv"].splitlines())}
    assert rows["区公安局"]["事由"] == "逾期1项：8.10（30天）"
    command = rows["区公安局"]["发出后记账"]
    assert command == (
        "ledger letter --kind 督办函 --unit 区公安局 --month 2024-06 --measure 8.10"
        " --answer-due 2024-07-10"
    )
    assert "再按清单.csv 最后一列记账" in result.err
    for row in rows.values():
        ledger(*row["发出后记账"].split()[1:]).expects(0)
    sent = ledger("letters", "--json").expects(0).json["letters"]
    assert [(one["kind"], one["to"][0]["unit"]) for one in sent] == [
        (row["文种"], unit) for unit, row in rows.items()
    ]
    assert listed(ledger) == [], "what was sent settles the month"
    out = ledger(*REMIND, "-n").expects(0).out
    assert "区公安局8.10已于2024年6月30日发督办函，待2024年7月10日前答复，本次不再写" in out
    assert "各乡镇22.1已于2024年6月30日发提醒函，本次不再写" in out
    assert ledger("month", "2024-06", "--json").json["letters"] == []
    july = {"LEDGER_TODAY": "2024-07-12"}
    out = ledger(*REMIND, "-n", **july).expects(0).out
    assert "共 1 份：督办函 1 份，提醒函 0 份" in out, "its answer is late"
    told = ledger("month", "2024-06", "--json", **july).json["letters"]
    assert told == [{"unit": "区公安局", "kind": "督办函"}]
    out = ledger(*REMIND, "-n", "--as-of", "2024-06-29", **july).expects(0).out
    assert "共 3 份" in out, "on that day none of them had left"


def test_a_second_urging_names_the_first(ledger: LedgerCli) -> None:
    urged(ledger, "2024-06-05")
    ledger(*INTO).expects(0)
    text = files(ledger)["2024年6月督办函（区公安局）.md"]
    raised = "其中，8.10（逾期30天）已于2024年6月5日发函督办，仍未办结。现予督办，请予重视。"
    assert f"\n\n{raised}\n\n" in text


def test_who_was_urged_twice_stands_on_the_list_for_talks_and_gets_no_letter(
    ledger: LedgerCli,
) -> None:
    urged_in_two_months(ledger)
    result = ledger(*INTO).expects(0)

    written = files(ledger)
    assert set(written) == {*LETTERS, "清单.csv", "2024年6月约谈名单.md"} - {
        "2024年6月督办函（区公安局）.md"
    }
    talks = written["2024年6月约谈名单.md"]
    reason = "8.10（逾期91天）已于2024年4月5日、5月16日两次发函督办，仍未办结"
    assert f"| 1 | 区公安局 | 1 | 91 | {reason} | 未报送1项 |" in talks
    assert "2024年4月5日，逾期未答复（2024年4月15日前）；2024年5月16日，逾期未答复" in talks
    assert "同一措施在逾期后已督办过2次（一个月算一次），仍未办结" in talks
    assert "| 区公安局 | 未报送 | 8.10 |" in talks
    assert talks.count("（待填）") == 3
    assert "函 2 份、2024年6月约谈名单和清单.csv" in result.err
    only = ledger(*REMIND, "-n", "--kind", "约谈").expects(0).out
    assert "2024年6月约谈名单（部分）.md" in only
    assert "另有应发提醒函的2家" in only


def test_the_time_to_answer_runs_from_the_day_on_the_letter(ledger: LedgerCli) -> None:
    ledger(*INTO, "--dated", "2024-07-05").expects(0)
    assert "于2024年7月15日前书面反馈" in files(ledger)["2024年6月督办函（区公安局）.md"]


def test_the_list_for_talks_is_written_in_the_letters_format(ledger: LedgerCli) -> None:
    urged_in_two_months(ledger)
    ledger("remind", "--month", "2024-06", "-o", "函件").expects(0)
    paper = docx.Document(str(ledger.folder / "函件" / "2024年6月约谈名单.docx"))
    assert [cell.text for cell in paper.tables[0].rows[1].cells][:4] == ["1", "区公安局", "1", "91"]


def test_letters_are_word_files_where_nothing_else_is_said(ledger: LedgerCli) -> None:
    ledger("remind", "--month", "2024-06", "-o", "函件").expects(0)
    made = sorted(Path(file).name for file in (ledger.folder / "函件").iterdir())
    assert made == sorted([*(name.replace(".md", ".docx") for name in LETTERS), "清单.csv"])


def test_a_file_where_the_folder_should_be_is_told(ledger: LedgerCli) -> None:
    (ledger.folder / "函件").write_text("别的", encoding="utf-8")
    result = ledger(*REMIND, "-o", "函件").expects(4)
    assert "目录“函件”建不了：同名的位置上是一个文件，不是目录" in result.err
    assert (ledger.folder / "函件").read_text(encoding="utf-8") == "别的"
