"""A report says what of its day was recorded only afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.build import ledger_files
from tests.support.cli import Result
from tests.support.repo import Repo

JUNE = ("report", "--month", "2024-06")
LATER = {"LEDGER_TODAY": "2024-08-01"}
EARLY = "{date: 2024-06-10, type: progress, by: 区城管局, percent: 30}"
LATE = "{date: 2024-06-20, type: close, by: 领导小组办公室}"
JULY = "{date: 2024-07-10, type: reopen, by: 领导小组办公室, reason: 返工}"


def files(*records: str, readings: tuple[str, ...] = (), measure: str = "") -> dict[str, bytes]:
    """The small ledger with these records."""
    log = "".join(f"  - {one}\n" for one in records)
    taken = "".join(f"  - {one}\n" for one in readings)
    return ledger_files(
        measure=f"{measure}log:\n{log}" if records else measure,
        target=f"readings:\n{taken}" if readings else "",
    )


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    made = Repo.make(tmp_path, files(EARLY))
    made.commit("june", files(EARLY), date="2024-06-28T18:00:00+08:00")
    return made


def late(result: Result) -> str:
    """The words about late records; empty where there are none."""
    lines = result.expects(0).out.splitlines()
    return next((line for line in lines if line.startswith("- 补录情况：")), "")


def test_a_late_record_is_told_with_the_figures_of_the_time(repo: Repo) -> None:
    reading = "{period: 2024-05, date: 2024-06-05, value: 30, by: 区城管局}"
    repo.commit("late", files(EARLY, LATE, readings=(reading,)), date="2024-07-05T09:00:00+08:00")

    assert late(repo.ledger(*JUNE, **LATER)) == (
        "- 补录情况：截至2024年6月30日的记录中，有2条是此后补录的，涉及措施8.3和指标pm25；"
        "按当日已入账的记录，已销号0项（现为1项）、滞后1项（现为0项）、"
        "未达标、未达序时的指标0项（现为1项）"
    )


def test_records_of_later_days_are_not_late(repo: Repo) -> None:
    july = EARLY.replace("2024-06-10", "2024-07-10").replace("30}", "40}")
    repo.commit("july", files(EARLY, july), date="2024-07-11T09:00:00+08:00")
    assert late(repo.ledger(*JUNE, **LATER)) == ""
    assert late(repo.ledger("report", "--month", "2024-07", **LATER)) == ""


def test_what_is_not_committed_is_late_for_a_day_that_is_over(repo: Repo) -> None:
    repo.write(files(EARLY, LATE))
    assert "有1条是此后补录的" in late(repo.ledger(*JUNE, **LATER))
    assert late(repo.ledger(*JUNE)) == ""  # the day itself is not over yet


def test_a_record_that_was_changed_afterwards_is_told(repo: Repo) -> None:
    changed = EARLY.replace("30}", "35}")
    repo.commit("changed", files(changed), date="2024-07-05T09:00:00+08:00")
    told = late(repo.ledger(*JUNE, **LATER))
    assert "有1条记录在此后改动或删去，涉及措施8.3；主要件数不受影响" in told


def test_a_deadline_that_was_moved_afterwards_shows_in_the_figures(repo: Repo) -> None:
    repo.commit("due", files(EARLY, measure="due: 2024-06-15\n"), date="2024-07-05T09:00:00+08:00")
    told = late(repo.ledger(*JUNE, **LATER))
    assert "逾期0项（现为1项）" in told
    assert "补录的" not in told


def test_the_recorded_ledger_is_reported_and_compared_with_its_day(repo: Repo) -> None:
    then = repo.git("rev-parse", "HEAD")
    now = repo.commit("late", files(EARLY, LATE), date="2024-07-05T09:00:00+08:00")
    repo.commit("july", files(EARLY, LATE, JULY), date="2024-07-12T09:00:00+08:00")

    old = repo.ledger(*JUNE, "--at", then, **LATER)
    assert f"- 台账版本：按 {then[:10]}（2024-06-28 18:00 提交）记录的台账" in old.expects(0).out
    assert late(old) == ""
    new = repo.ledger(*JUNE, "--at", now, **LATER)
    assert f"- 台账版本：按 {now[:10]}" in new.expects(0).out
    assert "有1条是此后补录的，涉及措施8.3" in late(new)
    assert late(repo.ledger(*JUNE, "--at", "2024-06-30", **LATER)) == ""


def test_without_a_commit_of_the_time_nothing_is_said(repo: Repo) -> None:
    repo.write(files(EARLY, LATE))
    assert late(repo.ledger("report", "--month", "2024-04", **LATER)) == ""


@pytest.mark.parametrize("around", ["nothing", "an empty .git"])
def test_without_a_history_nothing_is_said(tmp_path: Path, around: str) -> None:
    repo = Repo(tmp_path)
    repo.write(files(EARLY, LATE))
    if around != "nothing":
        (tmp_path / ".git").mkdir()
    result = repo.ledger(*JUNE, **LATER)
    assert (late(result), result.err) == ("", "")


def test_a_faulty_ledger_of_the_time_cannot_be_compared(repo: Repo) -> None:
    broken = files(EARLY.replace("2024-06-10", "2024-06-31"))
    repo.commit("broken", broken, date="2024-06-30T09:00:00+08:00")
    repo.commit("mended", files(EARLY), date="2024-07-05T09:00:00+08:00")
    assert "无法核对补录：按 " in late(repo.ledger(*JUNE, **LATER))


def test_a_folder_that_was_renamed_is_compared_with_what_it_was(tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    repo.git("init", "-q", "-b", "main")
    repo.write(files(EARLY), "plan")
    repo.commit("first", date="2024-06-28T18:00:00+08:00")
    repo.git("mv", *(f"plan/{name}" for name in files(EARLY)), "data")
    repo.commit("renamed", date="2024-07-02T09:00:00+08:00")
    assert late(repo.ledger(*JUNE, **LATER)) == ""
    repo.commit("late", files(EARLY, LATE), date="2024-07-05T09:00:00+08:00")
    assert "有1条是此后补录的" in late(repo.ledger(*JUNE, **LATER))
