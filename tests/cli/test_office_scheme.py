"""What the office settles (assessment.yaml, holidays.yaml): guarded, told, and merged."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from tests.support.build import ledger_files
from tests.support.people import LI, ZHANG, checked, people, progress
from tests.support.people import files as with_people
from tests.support.repo import Repo

from ganxian_ledger.domain.rules.schemes import SCHEME

NOTHING_GIVEN = SCHEME.partition("marks:")[0]
MARK = """\
  - unit: 区城管局
    period: 2024-06
    item: cooperation
    points: {points}
    reason: {reason}
    approved_by: 张三
    date: {day}
    by: 领导小组办公室
"""
VETO = "veto:\n" + SCHEME.partition("veto:\n")[2]
DAYS = "schema_version: 1\ndays:\n  - {date: 2024-05-01, kind: 休息, name: 劳动节}\n"
POLICY = "policy: {return_holiday: next_working_day, ladder: {answer_days: 15}}"
RETURNED = f"""\
schema_version: 1
returns:
  - month: 2024-05
    unit: 区城管局
    date: 2024-05-31
    by: 领导小组办公室
    form: {{path: returns/2024-05/1.xlsx, sha256: {1:064x}}}
"""


def mark(points: str, reason: str = "配合较好", day: str = "2024-06-20") -> str:
    """A mark as it stands in the file."""
    return MARK.format(points=points, reason=reason, day=day)


def given(*marks: str) -> str:
    """The scheme with these marks, and its veto."""
    return f"{NOTHING_GIVEN}marks:\n{''.join(marks)}{VETO}"


def made(root: Path, **files: str) -> Repo:
    """A repository with these files beside the small ledger."""
    listed = {f"{name}.yaml": text.encode() for name, text in files.items()}
    return Repo.make(root / "r", {**ledger_files(), **listed})


def found(repo: Repo) -> list[str]:
    """Code, severity and message of what is found in what is not committed."""
    told = repo.ledger("check", "--base", "HEAD", "--format", "json").json["findings"]
    edits = (one for one in told if one["code"][0] == "C")
    return sorted(f"{one['code']} {one['severity']} {one['message']}" for one in edits)


def test_a_new_mark_is_no_fault(tmp_path: Path) -> None:
    repo = made(tmp_path, assessment=given(mark("3")))
    repo.write({"assessment.yaml": given(mark("3"), mark("-1.5", "两次缺席")).encode()})
    assert found(repo) == []


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (
            SCHEME.replace("points: 40}\n      - {id: q", "points: 30}\n      - {id: q"),
            ["C523 error 考评办法的考评项“销号率”的分值由“40”改为“30”"],
        ),
        (
            SCHEME.replace("at_least: 90", "at_least: 85"),
            ["C523 error 考评办法的等次“优秀”的至少由“90”改为“85”"],
        ),
        (
            SCHEME.replace("kinds: [区直部门]", "kinds: [区直部门, 乡镇]"),
            ["C523 error 考评办法的考评组“区直组”的类别由“区直部门”改为“区直部门、乡镇”"],
        ),
        (
            SCHEME.replace("title: 工作考评办法", "title: 工作考评办法\nsupport_share: 0.5"),
            ["C523 error 考评办法的配合单位折算由“0”改为“0.5”"],
        ),
        (
            SCHEME.replace("  - {name: 合格, at_least: 60}\n", "").replace("合格", "优秀"),
            [
                "C501 error 一票否决 已公布的记录被改动：最高等次由“合格”改为“优秀”",
                "C523 error 考评办法的等次“合格”由“至少 60”改为“无”",
            ],
        ),
    ],
    ids=["points", "grade", "group", "share", "a grade gone"],
)
def test_a_published_scheme_does_not_change(after: str, told: list[str], tmp_path: Path) -> None:
    repo = made(tmp_path, assessment=SCHEME)
    repo.write({"assessment.yaml": after.encode()})
    assert [one.partition("；")[0] for one in found(repo)] == told


def test_a_scheme_does_not_vanish_with_its_marks(tmp_path: Path) -> None:
    repo = made(tmp_path, assessment=SCHEME)
    (repo.root / "data/assessment.yaml").unlink()
    told = found(repo)
    assert [one.split()[0] for one in told] == ["C502", "C502", "C523"]
    assert told[-1] == "C523 error 考评办法不见了"


def test_a_file_that_is_taken_away_takes_its_records_from_nobody(tmp_path: Path) -> None:
    repo = made(tmp_path, returns=RETURNED)
    (repo.root / "data/returns.yaml").unlink()
    assert [one.split()[0] for one in found(repo)] == ["C502"]


def test_a_declared_correction_of_the_scheme_is_listed(tmp_path: Path) -> None:
    repo = made(tmp_path, assessment=SCHEME, holidays=DAYS)
    repo.git("checkout", "-q", "-b", "edit")
    changed = SCHEME.replace("at_least: 90", "at_least: 85")
    files = {"assessment.yaml": changed, "holidays.yaml": DAYS.replace("休息", "上班")}
    declared = "Ledger-Correction: 考评办法 与印发件核对\nLedger-Correction: 节假日 按通知"
    written = {name: text.encode() for name, text in files.items()}
    repo.commit(f"correct\n\n{declared}", written)
    told = repo.ledger("check", "--base", "main", "--format", "json")
    assert told.code == 0, told.out
    edits = [one for one in told.json["findings"] if one["code"][0] == "C"]
    assert [(one["code"], one["severity"]) for one in edits] == [("C523", "info"), ("C524", "info")]
    assert "已声明更正：与印发件核对" in edits[0]["message"]


def test_a_mark_is_no_correction_of_the_scheme(tmp_path: Path) -> None:
    repo = made(tmp_path, assessment=given(mark("3")))
    repo.git("checkout", "-q", "-b", "edit")
    files = {"assessment.yaml": given(mark("3"), mark("1")).encode()}
    repo.commit("more\n\nLedger-Correction: 考评办法 加分", files)
    told = repo.ledger("check", "--base", "main", "--format", "json").json["findings"]
    assert [one["code"] for one in told if one["code"][0] == "C"] == ["C521"]


def test_a_day_of_rest_is_not_changed_afterwards(tmp_path: Path) -> None:
    repo = made(tmp_path, holidays=DAYS, returns=RETURNED)
    future = "  - {date: 2024-10-01, kind: 休息}\n"
    repo.write({"holidays.yaml": (DAYS + future).encode()})
    assert found(repo) == []
    past = "  - {date: 2024-05-30, kind: 休息}\n"
    repo.write({"holidays.yaml": (DAYS.replace("休息", "上班") + past).encode()})
    assert found(repo) == [
        "C524 warning 节假日的 2024-05-01 由“休息”改为“上班”",
        "C524 warning 节假日的 2024-05-30 由“没有写”改为“休息”",
    ]
    (repo.root / "data/holidays.yaml").unlink()
    assert found(repo) == ["C524 warning 节假日的 2024-05-01 由“休息”改为“没有写”"]


def test_the_ladder_and_the_holiday_setting_are_settings_of_the_office(tmp_path: Path) -> None:
    repo = made(tmp_path)
    repo.write(ledger_files(plan=POLICY))
    told = found(repo)
    assert [one.split()[0] for one in told] == ["C520", "C520"]
    assert "报送日遇节假日由“as_is”改为“next_working_day”" in told[0]
    assert "督办阶梯" in told[1]
    assert "答复天数 15" in told[1]


@pytest.mark.parametrize(
    ("files", "place"),
    [
        ({"assessment.yaml": given(mark("3"), mark("1"))}, "data/assessment.yaml"),
        (
            {"assessment.yaml": SCHEME.replace("at_least: 90", "at_least: 80")},
            "data/assessment.yaml",
        ),
        ({"holidays.yaml": DAYS}, "data/holidays.yaml"),
    ],
    ids=["a mark", "the scheme", "holidays"],
)
def test_a_unit_settles_nothing(files: dict[str, str], place: str, tmp_path: Path) -> None:
    published = {
        **with_people(progress(), access=people()),
        "assessment.yaml": (given(mark("3")) if "marks" in str(files) else SCHEME).encode(),
    }
    repo = Repo.make(tmp_path / "r", published)
    written = {name: text.encode() for name, text in files.items()}
    repo.git("checkout", "-q", "-b", "edit")
    repo.commit("edit", written, author=ZHANG)
    told = checked(repo)
    assert {(one.code, one.file) for one in told.found} == {("C532", place)}
    repo.git("checkout", "-q", "-B", "edit", "main")
    repo.commit("edit", written, author=LI)
    assert checked(repo).codes == []


def test_the_history_tells_marks_and_changes_of_the_scheme(tmp_path: Path) -> None:
    repo = made(tmp_path)
    repo.commit("scheme", {"assessment.yaml": f"{NOTHING_GIVEN}".encode()})
    repo.commit("given", {"assessment.yaml": given(mark("-1.5", "两次缺席")).encode()})
    changed = given(mark("-1.5", "两次缺席")).replace("at_least: 90", "at_least: 85")
    repo.commit("changed", {"assessment.yaml": changed.encode(), "holidays.yaml": DAYS.encode()})
    told = [one["words"] for one in repo.ledger("log", "--json").expects(0).json["entries"]]
    assert told[1:] == [
        "新增考评办法",
        "区城管局2024年6月协作配合 -1.5 分；理由：两次缺席；批准人：张三",
        "区城管局2024年6月一票否决，等次不高于合格；理由：出现否决情形；批准人：张三",
        "等次“优秀”的至少改动：“90”改为“85”",
        "新增节假日",
    ]
    own = repo.ledger("log", "--unit", "区城管局", "--json").expects(0).json["entries"]
    assert [one["date"] for one in own if one.get("kind") == "assessment"] == [
        "2024-06-20",
        "2024-06-28",
    ]
    diff = repo.ledger("diff", "HEAD~2..HEAD", "--json").expects(0).json["changes"]
    assert [one["words"] for one in diff] == [told[4], told[2], told[3], told[5]]


def test_marks_of_two_branches_are_joined(tmp_path: Path) -> None:
    repo = made(tmp_path, assessment=NOTHING_GIVEN, holidays=DAYS)
    (repo.root / ".gitattributes").write_text("data/*.yaml merge=ledger\n")
    repo.commit("attributes")
    driver = f'"{sys.executable}" -m ganxian_ledger merge-driver %O %A %B %P'
    repo.git("config", "merge.ledger.driver", driver)
    repo.git("config", "user.name", "甲")
    repo.git("config", "user.email", "a@example.org")
    repo.git("branch", "other")
    one, other = mark("3", day="2024-06-21"), mark("-1", "缺席", day="2024-06-20")
    october, december = (f"  - {{date: 2024-{month}-01, kind: 休息}}\n" for month in (10, 12))
    ours = {"assessment.yaml": f"{NOTHING_GIVEN}marks:\n{one}", "holidays.yaml": DAYS + december}
    theirs = {"assessment.yaml": given(other), "holidays.yaml": DAYS + october}
    repo.commit("ours", {name: text.encode() for name, text in ours.items()})
    repo.git("switch", "-q", "other")
    repo.commit("theirs", {name: text.encode() for name, text in theirs.items()})
    repo.git("switch", "-q", "main")
    repo.git("merge", "-q", "other", "-m", "merge")
    assert (repo.root / "data/assessment.yaml").read_text("utf-8") == given(other, one)
    assert (repo.root / "data/holidays.yaml").read_text("utf-8") == DAYS + october + december
    told = repo.ledger("check", "--base", "HEAD^1")
    assert told.code == 0, told.out
