"""`ledger log` against a history whose contents are known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.support.build import ledger_files
from tests.support.repo import Repo
from tests.support.story import FIRST, SECOND, WATER, Story, state, told

READ_FIRST = "报送进展：10%"


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return told(tmp_path_factory.mktemp("story"))


def entries(story: Story, *arguments: str) -> list[Any]:
    found = story.repo.ledger("log", *arguments, "--json").expects(0)
    assert found.err == ""
    listed: list[Any] = found.json["entries"]
    return listed


def shown(story: Story, *arguments: str) -> list[tuple[str, str, str]]:
    """Which commit, which thing, which words."""
    names = {identity: name for name, identity in story.commits.items()}
    return [
        (names.get(one["commit"], "尚未提交"), one.get("id", ""), one["words"])
        for one in entries(story, *arguments)
    ]


def test_every_commit_is_told_by_what_it_brought_about(story: Story) -> None:
    assert shown(story) == [
        ("建账", "", "建立台账：措施 2 项、指标 1 项、项目 1 个、单位 2 个"),
        ("首报", "8.3", "报送进展：10%"),
        ("支线", "8.4", "报送进展：50%"),
        ("主线", "8.3", "报送进展：30%；存在问题：缺资金"),
        ("读数", "pm25", "报送2024年4月读数：25.5微克/立方米"),
        ("勘误", "8.3", "原文改动：“加快城镇污水管网建设。”改为“加快城镇污水管网建设和改造。”"),
        ("勘误", "8.3", "完成时限改动：“无”改为“2024-09-30”"),
        (
            "改删",
            "8.3",
            "记录改动：“2024-05-10 区城管局 报送进展：10%”改为“2024-05-10 区城管局 报送进展：15%”",
        ),
        ("改删", "8.3", "记录删去：报送进展：30%；存在问题：缺资金"),
        ("增补", "8.5", "新增措施"),
        ("增补", "8.5", "报送进展：5%"),
        ("撤销", "8.4", "删去措施（连同 1 条记录）"),
        ("写坏", "", "tasks.yaml 读不了或不在，这一次没有比对"),
        ("尚未提交", "8.3", "销号；说明：现场看过"),
    ]


def test_a_line_says_when_it_was_true_and_when_by_whom_it_was_committed(story: Story) -> None:
    found = entries(story, "8.4")

    assert found[1] == {
        "commit": story.commits["支线"],
        "committed": "2024-06-02T09:00:00+08:00",
        "author": "李四",
        "words": "报送进展：50%",
        "kind": "measure",
        "id": "8.4",
        "title": "河道清淤",
        "what": "recorded",
        "date": "2024-05-20",
        "by": "区水利局",
        "type": "progress",
    }


def test_one_thing_has_its_own_history_also_when_it_is_gone(story: Story) -> None:
    assert [words for _, _, words in shown(story, "8.4")] == [
        "新增措施",
        "报送进展：50%",
        "删去措施（连同 1 条记录）",
        "tasks.yaml 读不了或不在，这一次没有比对",
    ]
    assert [name for name, _, _ in shown(story, "pm25")][:2] == ["建账", "读数"]
    assert [one["field"] for one in entries(story, "8.3") if "field" in one] == ["text", "due"]


def test_days_are_those_of_the_commits(story: Story) -> None:
    found = shown(story, "--since", "2024-06-02", "--until", "2024-06-03")
    assert [name for name, _, _ in found] == ["支线", "主线"]
    out_of_order = shown(story, "--until", "2024-05-20")
    assert [name for name, _, _ in out_of_order] == ["建账", "首报", "读数"]
    assert [name for name, _, _ in shown(story, "--since", "2024-06-30")] == ["尚未提交"]
    refused = story.repo.ledger("log", "--since", "2024-06-02", "--until", "2024-06-01").expects(2)
    assert "晚于" in refused.err


def test_a_unit_sees_what_it_answers_for_and_what_it_said(story: Story) -> None:
    found = shown(story, "--unit", "水利")
    assert {thing for _, thing, _ in found} == {"", "8.4", "8.5"}
    assert ("支线", "8.4", "报送进展：50%") in found
    assert ("尚未提交", "8.3", "销号；说明：现场看过") in shown(story, "--unit", "领导小组办公室")


@pytest.mark.parametrize("form", ["table", "md", "csv"])
def test_every_format_says_the_same(story: Story, form: str) -> None:
    out = story.repo.ledger("log", "8.3", "--format", form).expects(0).out
    assert out.index(story.commits["首报"][:10]) < out.index("尚未提交")
    assert "原文改动" in out
    assert "2024-05-12 09:00" in out


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [(("8.33",), "8.3"), (("pm2",), "pm25"), (("--unit", "区水务局"), "区水利局")],
    ids=str,
)
def test_what_is_unknown_is_refused_with_near_misses(
    story: Story, arguments: tuple[str, ...], hint: str
) -> None:
    assert hint in story.repo.ledger("log", *arguments).expects(2).err


def test_a_merge_that_drops_a_record_is_told(tmp_path: Path) -> None:
    repo = Repo.make(tmp_path, state())
    repo.git("checkout", "-q", "-b", "side")
    repo.commit("side", state(sewers=(FIRST,)))
    repo.git("checkout", "-q", "main")
    repo.commit("main", state(water=(WATER,)))
    repo.git(
        "-c",
        "user.name=x",
        "-c",
        "user.email=x@x",
        "merge",
        "-q",
        "-s",
        "ours",
        "--no-commit",
        "side",
    )
    merged = repo.commit("merge", state(sewers=(SECOND,), water=(WATER,)))

    found = repo.ledger("log", "--json").expects(0).json["entries"]
    by_merge = [(one["what"], one["words"]) for one in found if one["commit"] == merged]
    assert by_merge == [
        ("recorded", "报送进展：30%；存在问题：缺资金"),
        ("withdrawn", "记录删去：报送进展：10%"),
    ]


def test_a_shallow_clone_says_where_it_begins(tmp_path: Path, story: Story) -> None:
    clone = tmp_path / "clone"
    Repo(tmp_path).git("clone", "-q", "--depth", "3", f"file://{story.repo.root}", str(clone))
    result = Repo(clone).ledger("log").expects(0)
    lines = result.out.splitlines()

    assert any("浅克隆从这里开始" in line for line in lines)
    assert "git fetch --unshallow" in lines[-1]
    assert "新增措施" not in result.out


def test_without_a_commit_everything_waits(tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    repo.git("init", "-q")
    repo.write(ledger_files())
    found = repo.ledger("log", "--json").expects(0).json

    assert [one["words"] for one in found["entries"]] == [
        "建立台账：措施 1 项、指标 1 项、单位 1 个"
    ]
    assert found["summary"]["commits"] == 0


def test_without_a_repository_there_is_no_history(tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    repo.write(ledger_files())
    assert "不在 Git 仓库里" in repo.ledger("log").expects(3).err
