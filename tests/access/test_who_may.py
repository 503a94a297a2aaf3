"""`check --base`: who may record what, where nobody signs."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.people import (
    CLOSE,
    LI,
    OFFICE,
    STRANGER,
    SUBMIT,
    WANG,
    ZHANG,
    ZHAO,
    Checked,
    Found,
    Record,
    checked,
    files,
    people,
    person,
    progress,
    step,
)
from tests.support.repo import Repo

TASKS = "data/tasks.yaml"
ACCESS = "data/access.yaml"
PEOPLE = people()


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A repository whose main branch has people and a measure with progress; on branch edit."""
    repo = Repo.make(tmp_path / "r", files(progress(), access=PEOPLE))
    repo.git("checkout", "-q", "-b", "edit")
    return repo


def recorded(repo: Repo, *log: Record, by: str) -> Checked:
    """What is said of a commit that adds records to 8.3."""
    repo.commit("edit", files(progress(), *log, access=PEOPLE), author=by)
    return checked(repo)


def test_a_contact_records_for_the_own_unit(repo: Repo) -> None:
    told = recorded(repo, progress(percent=40, day="2024-06-02"), SUBMIT, by=ZHANG)

    assert told.found == []
    assert told.result.code == 0


def test_without_signatures_it_says_that_names_are_only_claims(repo: Repo) -> None:
    assert "提交人的姓名和邮箱只是自称" in recorded(repo, SUBMIT, by=ZHANG).notes


def test_a_contact_does_not_record_for_another_unit(repo: Repo) -> None:
    told = recorded(repo, progress(by="区生态环境局", day="2024-06-02"), by=ZHANG)

    assert told.found == [Found("C531", TASKS, "区生态环境局")]
    commit = repo.git("rev-parse", "HEAD")[:10]
    (finding,) = told.findings
    assert finding["message"] == (
        f"8.3 的进展写的是“区生态环境局”，提交它的却是张三（区城管局，提交 {commit}）"
    )
    assert finding["hint"].startswith("请区生态环境局的联络员或办公室提交")
    assert told.result.code == 1


def test_a_member_does_not_speak_for_its_group(repo: Repo) -> None:
    told = recorded(repo, progress(by="各乡镇", day="2024-06-02"), by=ZHANG)

    assert told.found == [Found("C531", TASKS, "各乡镇")]


def test_an_alias_is_the_unit_itself(tmp_path: Path) -> None:
    before = files(access=[person(ZHANG, unit="区城市管理局")])
    before["units.yaml"] = before["units.yaml"].replace(
        b"kind: \xe5\x8c\xba\xe7\x9b\xb4\xe9\x83\xa8\xe9\x97\xa8\n",
        "kind: 区直部门\n    aliases: [区城市管理局, 城管局]\n".encode(),
        1,
    )
    repo = Repo.make(tmp_path, before)
    after = files(progress(by="城管局"), access=[person(ZHANG, unit="区城市管理局")])
    repo.commit("edit", {"tasks.yaml": after["tasks.yaml"]}, author=ZHANG)

    assert checked(repo, "HEAD~1").found == []


def test_the_office_records_for_anybody(repo: Repo) -> None:
    told = recorded(repo, progress(percent=40, day="2024-06-02"), by=LI)

    assert told.found == []


def test_a_person_of_two_units_with_two_addresses_records_for_both(tmp_path: Path) -> None:
    both = person(
        ZHANG, unit="[区城管局, 区生态环境局]", emails=["zhangsan@example.org", "ZS@Example.com"]
    ).replace("'[区城管局, 区生态环境局]'", "[区城管局, 区生态环境局]")
    repo = Repo.make(tmp_path, files(access=[both]))
    after = files(progress(), other=[progress(by="区生态环境局")], access=[both])
    repo.commit("edit", after, author="三 <zs@example.COM>")

    assert checked(repo, "HEAD~1").found == []


def test_readings_are_recorded_by_the_own_unit(repo: Repo) -> None:
    reading = {"period": "2024-05", "date": "2024-06-05", "value": 23, "by": "区城管局"}
    repo.commit("edit", files(progress(), readings=[reading], access=PEOPLE), author=ZHAO)
    told = checked(repo)

    assert told.found == [Found("C531", "data/targets.yaml", "区城管局")]
    assert "pm25 的读数" in told.findings[0]["message"]


@pytest.mark.parametrize(
    "log",
    [
        (CLOSE,),
        (SUBMIT, step("return", reason="缺验收单")),
        (step("extend", to="2025-06-30", reason="汛期停工"),),
        (step("transfer", lead="区生态环境局", reason="职能划转"),),
        (step("cancel", reason="并入 8.4"),),
    ],
    ids=lambda log: log[-1]["type"],
)
@pytest.mark.parametrize("speaker", [OFFICE, "区城管局"])
def test_a_step_of_the_office_is_not_taken_by_a_unit(
    log: tuple[Record, ...], speaker: str, repo: Repo
) -> None:
    last = {**log[-1], "by": speaker}
    told = recorded(repo, *log[:-1], last, by=ZHANG)

    assert told.found == [Found("C532", TASKS, last["type"])]
    assert f"应由{OFFICE}的人提交" in told.findings[0]["message"]


@pytest.mark.parametrize(
    "last",
    [step("review", passed=True, day="2024-06-10"), step("reopen", reason="返潮")],
    ids=lambda record: record["type"],
)
def test_what_is_closed_is_reviewed_and_reopened_by_the_office(
    last: Record, tmp_path: Path
) -> None:
    repo = Repo.make(tmp_path, files(CLOSE, access=PEOPLE))
    repo.commit("edit", files(CLOSE, {**last, "date": "2024-06-10"}, access=PEOPLE), author=ZHAO)

    assert checked(repo, "HEAD~1").found == [Found("C532", TASKS, last["type"])]


def test_the_office_closes_what_a_unit_submitted(repo: Repo) -> None:
    repo.commit("submit", files(progress(), SUBMIT, access=PEOPLE), author=ZHANG)
    told = recorded(repo, SUBMIT, CLOSE, by=LI)

    assert told.found == []


def test_one_person_does_not_submit_and_close_in_one_edit(repo: Repo) -> None:
    first = repo.commit("submit", files(progress(), SUBMIT, access=PEOPLE), author=LI)[:10]
    told = recorded(repo, SUBMIT, CLOSE, by=LI)
    second = repo.git("rev-parse", "HEAD")[:10]

    assert told.found == [Found("C533", TASKS, "close")]
    assert told.findings[0]["message"] == (
        f"8.3 的销号和它答复的申请都由李四提交（申请 {first}，销号 {second}）"
    )


def test_another_of_the_office_may_close_what_one_submitted(repo: Repo) -> None:
    repo.commit("submit", files(progress(), SUBMIT, access=PEOPLE), author=LI)

    assert recorded(repo, SUBMIT, CLOSE, by=WANG).found == []


def test_a_submission_that_was_returned_is_not_the_one_that_is_closed(repo: Repo) -> None:
    back = step("return", reason="缺验收单", day="2024-06-03")
    repo.commit("submit", files(progress(), SUBMIT, access=PEOPLE), author=LI)
    told = recorded(repo, SUBMIT, back, {**CLOSE, "date": "2024-06-04"}, by=LI)

    assert told.found == []


def test_an_unknown_author_records_nothing(repo: Repo) -> None:
    told = recorded(repo, SUBMIT, CLOSE, by=STRANGER)

    assert told.found == [Found("C534", TASKS, "区城管局")]
    assert (
        "记了 2 条，作者“路人 <luren@example.org>”不在 access.yaml 里"
        in (told.findings[0]["message"])
    )


def test_who_is_only_added_by_the_edit_is_unknown(repo: Repo) -> None:
    more = [*PEOPLE, person(STRANGER, unit="区城管局")]
    repo.commit("edit", files(progress(), SUBMIT, access=more), author=STRANGER)

    assert sorted(checked(repo).codes) == ["C534", "C537"]


def test_a_unit_does_not_change_who_may_do_what(repo: Repo) -> None:
    mine = [person(ZHANG, unit=OFFICE), *PEOPLE[1:]]
    repo.commit("edit", files(progress(), access=mine), author=ZHANG)
    told = checked(repo)

    assert told.found == [Found("C537", ACCESS, "")]
    assert (told.findings[0]["line"], told.findings[0]["column"]) == (1, 1)
    assert f"应由{OFFICE}的人改动" in told.findings[0]["message"]


def test_rights_that_the_edit_gives_are_not_yet_had(repo: Repo) -> None:
    mine = [person(ZHANG, unit=OFFICE), *PEOPLE[1:]]
    repo.commit("edit", files(progress(), CLOSE, access=mine), author=ZHANG)

    assert sorted(checked(repo).codes) == ["C532", "C537"]


def test_a_unit_does_not_do_away_with_the_list_of_people(repo: Repo) -> None:
    repo.git("rm", "-q", ACCESS)
    repo.commit("edit", author=ZHANG)
    told = checked(repo)

    assert told.found == [Found("C537", ACCESS, "")]
    assert told.result.code == 1


def test_the_office_changes_and_removes_the_list(repo: Repo) -> None:
    repo.commit("edit", files(progress(), access=PEOPLE[1:]), author=LI)
    assert checked(repo).found == []
    repo.git("rm", "-q", ACCESS)
    repo.commit("edit", author=LI)

    assert checked(repo).found == []


def test_layout_and_comments_of_the_list_are_nobodys_right(repo: Repo) -> None:
    text = (repo.root / ACCESS).read_bytes()
    repo.commit("edit", {"access.yaml": text + "# 联络员名单\n".encode()}, author=ZHANG)

    assert checked(repo).found == []


@pytest.mark.parametrize("author", [ZHANG, STRANGER, LI])
def test_only_the_office_corrects_what_was_published(author: str, repo: Repo) -> None:
    later = files(progress(), access=PEOPLE)
    later["tasks.yaml"] = later["tasks.yaml"].replace(
        b"lead: \xe5\x8c\xba\xe5\x9f\x8e",
        b"due: 2024-09-30\n            lead: \xe5\x8c\xba\xe5\x9f\x8e",
    )
    repo.commit("edit\n\nLedger-Correction: 8.3 原文如此", later, author=author)
    told = checked(repo)

    assert told.found == ([] if author == LI else [Found("C538", TASKS, "")])
    assert told.result.code == (0 if author == LI else 1)
    if author == ZHANG:
        assert "“8.3”的更正（原文如此）由张三（区城管局，提交" in told.findings[0]["message"]


def test_where_the_base_has_no_list_nothing_is_asked(tmp_path: Path) -> None:
    repo = Repo.make(tmp_path, files())
    mine = [person(STRANGER, unit=OFFICE)]
    repo.commit("edit", files(progress(), SUBMIT, CLOSE, access=mine), author=STRANGER)
    told = checked(repo, "HEAD~1")

    assert told.found == []
    assert "自称" not in told.notes


def test_what_is_not_committed_has_no_author_yet(repo: Repo) -> None:
    repo.write(files(progress(), SUBMIT, CLOSE, access=PEOPLE[1:]))
    told = checked(repo)

    assert told.found == []
    assert "2 条记录尚未提交，提交后再核对由谁记的" in told.notes
    assert "access.yaml 的改动尚未提交" in told.notes


def test_what_is_committed_is_judged_though_more_is_not(repo: Repo) -> None:
    repo.commit("edit", files(progress(), CLOSE, access=PEOPLE), author=ZHANG)
    more = progress(by="区生态环境局")
    repo.write(files(progress(), CLOSE, other=[more], access=PEOPLE))
    told = checked(repo)

    assert told.found == [Found("C532", TASKS, "close")]
    assert "1 条记录尚未提交" in told.notes


def test_a_new_measure_brings_no_records_past_the_rules(repo: Repo) -> None:
    whole = files(progress(), access=PEOPLE)
    new = (
        "          - id: '8.5'\n            title: 甲\n            text: 乙。\n"
        "            lead: 区城管局\n            log:\n"
        f"              - {{date: 2024-06-03, type: close, by: {OFFICE}}}\n"
    )
    whole["tasks.yaml"] += new.encode()
    repo.commit("edit", whole, author=ZHANG)

    assert checked(repo).found == [Found("C532", TASKS, "close")]


def test_a_faulty_list_in_the_base_lets_nobody_pass(tmp_path: Path) -> None:
    broken = files(progress(), access=PEOPLE)
    broken["access.yaml"] = b"schema_version: 1\npeople: [\n"
    repo = Repo.make(tmp_path, broken)
    repo.commit("edit", files(progress(), SUBMIT, access=PEOPLE), author=ZHANG)

    assert set(checked(repo, "HEAD~1").codes) == {"C534", "C537"}
