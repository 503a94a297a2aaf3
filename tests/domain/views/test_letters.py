"""Letters: who is written to, of which kind, about what, and what is asked by when."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.support.build import a_measure, a_unit, judge, ledger_files

from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.domain.model.calendar import month_of
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.state.board import Board, Reporting
from ganxian_ledger.domain.views.letter import Asking, Letter, Post, post
from ganxian_ledger.domain.views.letter_matters import Kind
from ganxian_ledger.domain.views.letter_paper import index_of, kept_index, listed_of, paper_of
from ganxian_ledger.usecases.opening import open_sound

ROOT = Path(__file__).parents[3]
DAY = date(2024, 6, 30)
ALL = Asking()
OPEN = "{date: 2024-06-20, type: progress, by: 区城管局, percent: 60}"


@pytest.fixture(scope="module")
def demo() -> Ledger:
    return open_sound(LedgerFolder(ROOT / "examples" / "demo"), date(2025, 3, 31)).ledger


def posted(ledger: Ledger, asking: Asking = ALL, day: date = DAY) -> Post:
    return post(Board(ledger, day), month_of(day), asking)


def small(tmp_path: Path, **keys: Any) -> Ledger:
    opened = judge(ledger_files(**keys), tmp_path)
    assert not [one for one in opened.judgement.diagnostics if one.severity == "error"]
    return opened.ledger


def only(tmp_path: Path, measure: str, asking: Asking = ALL, day: date = DAY) -> Letter:
    letters = posted(small(tmp_path, measure=measure), asking, day).letters
    assert len(letters) == 1
    return letters[0]


def keys(letter: Letter) -> list[str]:
    return [part.key for part in letter.parts]


@pytest.mark.parametrize("month", range(1, 13))
def test_together_the_letters_list_what_the_ledger_counts(demo: Ledger, month: int) -> None:
    board = Board(demo, month_of(date(2024, month, 1)).last)
    rows = [row for row in board.rows if row.lead[0] != "领导小组办公室" and row.state.is_open]
    letters = post(board, month_of(board.day), ALL).letters
    found = [sum(len(one.matters[i]) for one in letters) for i in range(4)]
    assert found == [
        sum(row.overdue for row in rows),
        sum(row.lagging for row in rows),
        sum(row.due_soon for row in rows),
        sum(row.reporting is Reporting.MISSING for row in rows),
    ]
    for one in letters:
        assert one.kind is (Kind.URGING if one.matters.overdue else Kind.REMINDER)
        assert any(one.matters)


def test_a_unit_with_something_overdue_is_urged_and_told_of_the_rest_too(demo: Ledger) -> None:
    letter = next(one for one in posted(demo).letters if one.kind is Kind.URGING)
    assert letter.unit == "区生态环境局"
    assert keys(letter) == ["overdue", "lagging", "unreturned"]
    assert letter.opening.endswith(
        "截至2024年6月30日，你单位牵头的28项措施中，逾期1项、滞后9项、"
        "未报送2024年6月工作进展2项（有的措施列入几类）。现函告如下，请抓紧办理。"
    )


def test_only_the_late_lagging_due_or_unreturned_are_written_about(tmp_path: Path) -> None:
    well = posted(small(tmp_path, measure=f"log: [{OPEN}]"))
    assert well.letters == ()
    assert well.remarks == ("没有需要发函的事项的1家：区城管局",)


@pytest.mark.parametrize(
    ("measure", "kind", "listed"),
    [
        ("due: 2024-06-29", Kind.URGING, ["overdue", "unreturned"]),
        (f"due: 2024-07-30\nlog: [{OPEN}]", Kind.REMINDER, ["lagging", "due_soon"]),
        (f"log: [{OPEN.replace('60', '39')}]", Kind.REMINDER, ["lagging"]),
        (f"log: [{OPEN.replace('06-20', '05-20')}]", Kind.REMINDER, ["unreturned"]),
    ],
)
def test_each_cause_makes_its_letter(
    measure: str, kind: Kind, listed: list[str], tmp_path: Path
) -> None:
    letter = only(tmp_path, measure)
    assert (letter.kind, keys(letter)) == (kind, listed)


def test_due_soon_is_as_many_days_as_asked_for(tmp_path: Path) -> None:
    ledger = small(tmp_path, measure=f"due: 2024-08-20\nlog: [{OPEN.replace('60', '80')}]")
    assert posted(ledger).letters == ()
    assert posted(ledger, Asking(within=50)).letters == ()
    letter = posted(ledger, Asking(within=51)).letters[0]
    assert letter.parts[0].words == "以下1项在51天内到期，尚未办结："
    table = paper_of(letter, name="").block["due_soon"].table
    assert table is not None
    assert (table.columns[-1].head, table.rows[0][-1]) == ("剩余天数", 51)
    today = posted(ledger, Asking(within=0), date(2024, 8, 20)).letters[0]
    assert today.parts[1].words == "以下1项当日到期，尚未办结："


def test_what_was_submitted_is_not_urged_but_told_to_the_office(tmp_path: Path) -> None:
    log = "due: 2024-06-20\nlog: [{date: 2024-06-18, type: submit, by: 区城管局}]"
    told = posted(small(tmp_path, measure=log))
    assert told.letters == ()
    assert "逾期但已申请销号、待核查的1项不催办：8.3" in told.remarks


def test_the_office_writes_none_to_itself(tmp_path: Path) -> None:
    told = posted(small(tmp_path, measure="lead: 领导小组办公室\ndue: 2024-05-31"))
    assert told.letters == ()
    assert told.remarks == ("领导小组办公室自己牵头措施1项，照样报送，不给自己发函",)


def two(tmp_path: Path) -> Ledger:
    """One unit that is overdue, and one that is only behind."""
    return small(
        tmp_path,
        plan="issued: 2024-06-01",
        measure="due: 2024-05-31",
        more_measures=[a_measure(id="8.4", lead="区水利局")],
        more_units=[a_unit(name="区水利局", aliases=["区水务局"]), a_unit(name="区妇联")],
    )


def test_a_kind_restricts_to_the_units_that_get_it_and_says_whom_it_left_out(
    tmp_path: Path,
) -> None:
    ledger = two(tmp_path)
    urging = posted(ledger, Asking(kind=Kind.URGING))
    reminder = posted(ledger, Asking(kind=Kind.REMINDER))
    assert [one.unit for one in urging.letters] == ["区城管局"]
    assert [one.unit for one in reminder.letters] == ["区水利局"]
    assert urging.remarks == ("另有应发提醒函的1家，本次没有写：区水利局",)
    assert reminder.remarks == ("另有应发督办函的1家，本次没有写：区城管局",)


def test_units_restrict_and_those_that_lead_nothing_are_told(tmp_path: Path) -> None:
    told = posted(two(tmp_path), Asking(units=("区妇联", "区水利局")))
    assert [one.unit for one in told.letters] == ["区水利局"]
    assert told.remarks == ("区妇联没有牵头的措施",)


def test_a_group_is_written_to_as_itself(tmp_path: Path) -> None:
    group = "name: 各乡镇\nkind: 集合\nmembers: [甲镇]\n"
    ledger = small(
        tmp_path,
        measure=f"log: [{OPEN}]",
        more_measures=[
            a_measure(id="8.4", lead="各乡镇"),
            a_measure(id="8.5", lead=["各乡镇", "区城管局"]),
        ],
        more_units=[group, a_unit(name="甲镇")],
    )
    joint, letter = posted(ledger).letters
    assert (joint.unit, letter.unit) == ("区城管局", "各乡镇")
    shared = paper_of(joint, name="").block["lagging"].table
    assert shared is not None
    assert "8.5" in {row[0] for row in shared.rows}, "a joint lead is written to as well"
    assert "你们牵头的2项措施中" in letter.opening
    table = paper_of(letter, name="").block["lagging"].table
    assert table is not None
    assert [row[2] for row in table.rows] == ["各乡镇", "各乡镇、区城管局"]
    asked = posted(ledger, Asking(units=("甲镇",)))
    assert asked.letters == ()
    assert asked.remarks == ("甲镇没有牵头的措施，所在的各乡镇有",)


def test_only_days_that_follow_from_the_ledger_are_named(tmp_path: Path) -> None:
    ledger = small(
        tmp_path,
        measure="due: 2024-05-31",
        plan="policy: {return_day: 25}",
        more_measures=[a_measure(id="8.4")],
    )
    demands = posted(ledger).letters[0].demands
    assert demands == (
        (
            "对逾期事项，请抓紧办结并申请销号，于2024年7月10日前书面反馈办理情况；"
            "确需延期的，说明理由和拟完成的时限，报领导小组办公室研究。"
        ),
        "对滞后事项，请查明原因、加快推进，于2024年7月25日前报送2024年7月工作进展时一并说明。",
        "对未报送事项，请于2024年7月10日前补报2024年6月工作进展。",
    )


def test_the_time_to_answer_runs_from_the_drafting_and_is_blank_where_none_is_set(
    tmp_path: Path,
) -> None:
    late = posted(small(tmp_path, measure="due: 2024-05-31"), Asking(drafted=date(2024, 7, 3)))
    assert "于2024年7月13日前书面反馈" in late.letters[0].demands[0]
    policy = "policy: {ladder: {answer_days: 0}}"
    unset = posted(small(tmp_path, measure="due: 2024-05-31", plan=policy))
    assert "于（时限待填）前书面反馈" in unset.letters[0].demands[0]


def test_before_the_return_day_nothing_is_missing_yet(tmp_path: Path) -> None:
    ledger = small(tmp_path, plan="policy: {return_day: 25}")
    early = posted(ledger, day=date(2024, 6, 12)).letters[0]
    assert keys(early) == ["lagging"]
    assert "于2024年6月25日前报送2024年6月工作进展" in early.demands[0]


@pytest.mark.parametrize(
    ("measure", "title"),
    [
        ("due: 2024-05-31", "关于2024年6月美丽示例区建设行动工作逾期事项的督办函"),
        (
            f"log: [{OPEN.replace('60', '39')}]",
            "关于2024年6月美丽示例区建设行动工作有关事项的提醒函",
        ),
        (
            f"log: [{OPEN.replace('06-20', '05-20')}]",
            "关于报送2024年6月美丽示例区建设行动工作进展情况的提醒函",
        ),
    ],
)
def test_the_title_says_what_the_letter_is_about(measure: str, title: str, tmp_path: Path) -> None:
    assert only(tmp_path, measure).title == title


def test_what_only_the_office_knows_stays_visibly_blank(tmp_path: Path) -> None:
    paper = paper_of(only(tmp_path, "due: 2024-05-31"), name="函")
    assert (paper.number, paper.date) == ("（文号待填）", "（成文日期待填）")
    assert paper.closing == ("特此函达。",)
    assert (paper.addressee, paper.issuer, paper.kind) == (
        "区城管局",
        "美丽示例区建设行动领导小组办公室",
        "letter",
    )
    assert [chapter.title for chapter in paper.chapters] == ["逾期事项", "未报送事项", "办理要求"]


def test_the_list_has_every_letter_with_its_file(tmp_path: Path) -> None:
    ledger = two(tmp_path)
    told = posted(ledger)
    listed = listed_of(told, ["一.md", "二.md"], "约谈名单.md", month_of(DAY))
    sheet = index_of(Board(ledger, DAY), told, listed, month="2024年6月", path="data")
    assert sheet.tables[0].rows == (
        ("区城管局", "督办函", 1, 0, 0, 1, "一.md"),
        ("区水利局", "提醒函", 0, 1, 0, 1, "二.md"),
    )
    urge = "ledger letter --kind 督办函 --unit 区城管局 --month 2024-06 --measure 8.3"
    remind = "ledger letter --kind 提醒函 --unit 区水利局 --month 2024-06 --measure 8.4"
    assert [row[-2:] for row in kept_index(sheet, listed).tables[0].rows] == [
        ("逾期1项：8.3（30天）", f"{urge} --answer-due 2024-07-10"),
        ("滞后1项：8.4；未报送1项：8.4", remind),
    ]
    assert sheet.foot[0] == "共 2 份：督办函 1 份，提醒函 1 份"


def test_the_office_signs_with_its_whole_name(tmp_path: Path) -> None:
    def issuer(plan: str) -> str:
        return posted(small(tmp_path, plan=plan, measure="due: 2024-05-31")).letters[0].issuer

    group = "赣州市赣县区美丽赣州建设行动领导小组"
    assert issuer(f"issuer: {group}") == f"{group}办公室"
    assert issuer("issuer: 赣县区人民政府") == "领导小组办公室"


def test_the_same_measures_are_listed_once(tmp_path: Path) -> None:
    letter = only(tmp_path, "")
    assert keys(letter) == ["lagging", "unreturned"]
    block = paper_of(letter, name="函").block
    assert block["lagging"].table is not None
    assert block["unreturned"].table is None
    assert block["unreturned"].words == ("上述1项没有2024年6月的进展记录。",)
    detail = paper_of(letter, name="函").detail
    assert detail is not None
    assert [row[0] for row in detail.rows] == ["滞后事项", "未报送事项"]


def test_measures_that_are_missing_besides_are_listed(tmp_path: Path) -> None:
    more = a_measure(id="8.4").replace("lead:", f"log: [{OPEN.replace('06-20', '05-20')}]\nlead:")
    letter = posted(small(tmp_path, more_measures=[more])).letters[0]
    table = paper_of(letter, name="函").block["unreturned"].table
    assert table is not None
    assert [row[0] for row in table.rows] == ["8.3", "8.4"]


def test_an_urging_for_what_only_lags_says_why_and_asks_for_an_answer(tmp_path: Path) -> None:
    sent = "{date: 2024-%s, kind: 提醒函, to: 区城管局, by: 领导小组办公室, measures: ['8.3']}"
    lines = "".join(f"  - {sent % day}\n" for day in ("04-25", "05-27"))
    files = ledger_files(measure=f"log: [{OPEN.replace('60', '10')}]")
    files["letters.yaml"] = f"schema_version: 1\nletters:\n{lines}".encode()
    told = posted(judge(files, tmp_path).ledger)
    letter = told.letters[0]
    assert letter.kind is Kind.URGING
    assert letter.title == "关于2024年6月美丽示例区建设行动工作有关事项的督办函"
    assert paper_of(letter, name="").opening[1] == (
        "其中，8.3已于2024年4月25日、5月27日两次发函提醒，仍滞后。现予督办，请予重视。"
    )
    assert letter.demands[-1] == (
        "请于2024年7月10日前将原因、整改措施和办理情况书面反馈领导小组办公室。"
    )
    assert told.remarks == (
        "区城管局：8.3已于2024年4月25日、5月27日两次发函提醒，仍滞后，建议督办函",
    )


def test_what_waits_for_an_answer_is_told_and_not_written_again(tmp_path: Path) -> None:
    files = ledger_files(measure="due: 2024-05-31")
    files["letters.yaml"] = (
        "schema_version: 1\nletters:\n  - {date: 2024-06-25, kind: 督办函, to: 区城管局,"
        " by: 领导小组办公室, measures: ['8.3'], answer_due: 2024-07-05}\n"
    ).encode()
    told = posted(judge(files, tmp_path).ledger)
    assert told.letters == ()
    assert told.remarks == (
        "区城管局8.3已于2024年6月25日发督办函，待2024年7月5日前答复，本次不再写",
    )
