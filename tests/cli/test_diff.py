"""`ledger diff` against a history whose contents are known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.support.build import ledger_files
from tests.support.repo import Repo
from tests.support.story import Story, told


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return told(tmp_path_factory.mktemp("story"))


def diff(story: Story, *arguments: str) -> Any:
    return story.repo.ledger("diff", *arguments, "--json").expects(0).json


def words(found: Any) -> list[tuple[str, str]]:
    return [(one["id"], one["words"]) for one in found["changes"]]


def test_two_days_are_two_recorded_states_each_on_its_own_day(story: Story) -> None:
    found = diff(story, "2024-05-14..2024-06-06")

    assert (found["from"]["as_of"], found["to"]["as_of"]) == ("2024-05-14", "2024-06-06")
    assert found["from"]["revision"]["id"] == story.commits["首报"]
    assert found["to"]["revision"]["id"] == story.commits["勘误"]
    assert words(found) == [
        ("8.3", "原文改动：“加快城镇污水管网建设。”改为“加快城镇污水管网建设和改造。”"),
        ("8.3", "完成时限改动：“无”改为“2024-09-30”"),
        ("8.3", "报送进展：30%；存在问题：缺资金"),
        ("8.4", "报送进展：50%"),
        ("pm25", "报送2024年4月读数：25.5微克/立方米"),
    ]
    sewers = next(one for one in found["measures"] if one["id"] == "8.3")
    assert (sewers["before"]["percent"], sewers["after"]["percent"]) == (10, 30)
    assert (sewers["before"]["due"], sewers["after"]["due"]) == ("2024-12-31", "2024-09-30")
    assert found["targets"] == [
        {
            "id": "pm25",
            "name": "城区细颗粒物（PM2.5）平均浓度",
            "before": {"value": None, "period": None, "rate": None, "verdict": "暂无数据"},
            "after": {"value": 25.5, "period": "2024-04", "rate": None, "verdict": "未达标"},
        }
    ]
    assert [(unit["name"], unit["recorded"]) for unit in found["units"]] == [
        ("区城管局", 1),
        ("区水利局", 1),
    ]


def test_the_present_files_are_the_other_end_where_none_is_named(story: Story) -> None:
    for span in ("HEAD", "HEAD.."):
        found = diff(story, span)
        assert found["to"] == {"as_of": "2024-06-30", "revision": None}
        assert words(found) == [("8.3", "销号；说明：现场看过")]
        assert found["units"][0]["closed"] == 1
        assert (found["summary"]["closed"]["before"], found["summary"]["closed"]["after"]) == (0, 1)
        assert found["measures"][0]["before"]["state"] == "推进中"
        assert found["measures"][0]["after"]["state"] == "已销号"


def test_records_that_were_changed_or_removed_are_told_with_both_values(story: Story) -> None:
    found = diff(story, f"{story.commits['勘误']}..{story.commits['修好']}")

    assert words(found) == [
        (
            "8.3",
            "记录改动：“2024-05-10 区城管局 报送进展：10%”改为“2024-05-10 区城管局 报送进展：15%”",
        ),
        ("8.3", "记录删去：报送进展：30%；存在问题：缺资金"),
        ("8.5", "新增措施"),
        ("8.5", "报送进展：5%"),
        ("8.4", "删去措施（连同 1 条记录）"),
    ]
    assert {one["id"]: (one["before"] and 1, one["after"] and 1) for one in found["measures"]} == {
        "8.3": (1, 1),
        "8.4": (1, None),
        "8.5": (None, 1),
    }


@pytest.mark.parametrize("span", ["{}..{}", "{}"])
def test_equal_states_have_no_changes(story: Story, span: str) -> None:
    repo = story.repo
    stashed = {p.name: p.read_bytes() for p in (repo.root / "data").glob("*.yaml")}
    repo.git("checkout", "-q", "--", "data")
    try:
        out = repo.ledger("diff", span.format("HEAD", "HEAD")).expects(0).out
        assert "没有变化" in out
        renamed = f"{story.commits['首报']}..{story.commits['排版']}"
        assert "没有变化" in repo.ledger("diff", renamed, "--as-of", "2024-05-31").expects(0).out
    finally:
        repo.write(stashed)


@pytest.mark.parametrize("form", ["table", "md", "csv"])
def test_every_format_has_measures_changes_and_units(story: Story, form: str) -> None:
    out = story.repo.ledger("diff", "2024-05-14..2024-06-06", "--format", form).expects(0).out
    assert "原状态" in out
    assert "缺资金" in out
    assert "新记录" in out
    assert ("2024-05-12 09:00" in out) is (form != "csv")


@pytest.mark.parametrize(
    ("span", "code", "told_words"),
    [
        ("..HEAD", 2, "没有说从哪个版本比起"),
        ("..", 2, "没有说从哪个版本比起"),
        ("", 2, "没有说从哪个版本比起"),
        ("HEAD~1...HEAD", 2, "两个点"),
        ("HEAD~1..HEAD..HEAD", 2, "两个点"),
        ("--output=made", 2, "--output"),
        ("HEAD..--output=made", 2, "没有版本“--output=made”"),
        ("HEAD..nowhere", 2, "没有版本“nowhere”"),
        ("2024-04-01..HEAD", 2, "还没有提交"),
    ],
)
def test_what_is_no_span_is_refused(story: Story, span: str, code: int, told_words: str) -> None:
    assert told_words in story.repo.ledger("diff", span).expects(code).err
    assert not (story.repo.root / "made").exists()


def test_a_faulty_end_gives_no_answer(story: Story) -> None:
    result = story.repo.ledger("diff", f"{story.commits['写坏']}..HEAD").expects(3)
    assert story.commits["写坏"][:10] in result.err


def test_without_a_repository_there_is_nothing_to_compare(tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    repo.write(ledger_files())
    assert "不在 Git 仓库里" in repo.ledger("diff", "HEAD").expects(3).err
