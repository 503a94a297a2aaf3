"""Rules about the scheme of assessment: place, words, and one fault told once."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.rules.conftest import Finder
from tests.support.build import a_unit, judge_edit, ledger_files

from ganxian_ledger.domain.rules.schemes import SCHEME


def _files(*changes: tuple[str, str], scheme: str = SCHEME) -> dict[str, bytes]:
    for old, new in changes:
        assert old in scheme
        scheme = scheme.replace(old, new, 1)
    return {**ledger_files(), "assessment.yaml": scheme.encode()}


def test_the_scheme_itself_has_no_finding(find: Finder) -> None:
    assert find(_files()) == []


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "marked"),
    [
        ("points: 60", "points: 50", "N410", 8, "50"),
        ("points: 20,", "points: 25,", "N410", 8, "60"),
        ("at_least: 60", "at_least: 90", "N411", 19, "90"),
        ("points: 35", "points: -40.5", "N412", 24, "-40.5"),
        ("item: cooperation", "item: cooperatoin", "R225", 23, "cooperatoin"),
        ("item: cooperation", "item: quantities", "R225", 23, "quantities"),
        ("grade: 合格", "grade: 良好", "R225", 32, "良好"),
        ("kinds: [区直部门]", "kinds: [区直部门, 乡镇]", "R226", 4, "乡镇"),
        ("kinds: [区直部门]", "kinds: [区直部门, 集合]", "R226", 4, "集合"),
        ("leave_out: [pm25]", "leave_out: [pm25, pm10]", "R227", 11, "pm10"),
        ("id: daily", "id: work", "R228", 12, "work"),
        ("name: 合格", "name: 优秀", "R228", 19, "优秀"),
        ("unit: 区城管局", "unit: 区城关局", "R204", 21, "区城关局"),
        ("by: 领导小组办公室", "by: 张三", "R204", 28, "张三"),
        ("    reason: 配合较好\n", "", "Y302", 21, ""),
        ("    approved_by: 张三\n", "", "Y302", 21, ""),
        ("type: marks", "type: early_closing, each: 1, days: 3", "Y307", 16, "early_closing"),
        ("type: close_rate", "type: quantities, combine: sum", "Y302", 10, ""),
        ("title: 销号率", "title: 销号率, each: 1", "Y301", 10, "each"),
        ("title: 工作考评办法", "title: 办法\nsupport_share: 1.2", "Y306", 3, "1.2"),
        ("title: 工作考评办法", "title: 办法\ndecimals: 7", "Y306", 3, "7"),
    ],
)
def test_a_fault_is_told_at_its_place(
    find: Finder, old: str, new: str, code: str, line: int, marked: str
) -> None:
    found = [one for one in find(_files((old, new))) if one.code == code]
    assert [(one.code, one.line) for one in found] == [(code, line)]
    if marked:
        assert found[0].marked == marked


def test_points_that_cannot_be_read_are_not_added(find: Finder) -> None:
    assert {f.code for f in find(_files(("points: 20,", "points: 很多,")))} == {"Y306"}
    assert {f.code for f in find(_files(("points: 60", "points: 六十")))} == {"Y306"}


def test_blocks_that_do_not_add_to_100_are_told_with_the_sum(find: Finder) -> None:
    found = find(_files(("points: 60", "points: 50")), "N409")
    assert [one.message for one in found] == ["各考评块的分值加起来是 90，不是 100（50＋40）"]
    halves = ("points: 60", "points: 59.5"), ("points: 40\n", "points: 40.5\n")
    assert find(_files(*halves), "N409") == []


def test_a_kind_belongs_to_one_group(find: Finder) -> None:
    twice = "- {name: 区直组, kinds: [区直部门]}\n  - {name: 二组, kinds: [区直部门]}"
    found = find(_files(("- {name: 区直组, kinds: [区直部门]}", twice)), "R226")
    assert [one.message for one in found] == ["类别“区直部门”已经在考评组“区直组”里"]


def test_a_group_of_units_is_given_no_marks(find: Finder) -> None:
    group = a_unit(name="各单位", kind="集合", members=["区城管局"])
    files = {
        **ledger_files(more_units=[group]),
        "assessment.yaml": SCHEME.replace("unit: 区城管局", "unit: 各单位", 1).encode(),
    }
    assert [one.mark for one in find(files)] == [("R225", 21, "各单位")]


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ("points: 35", "points: 30", {"C501"}),
        (SCHEME[SCHEME.index("veto:") :], "", {"C502"}),
        ("at_least: 60", "at_least: 65", {"C523"}),
    ],
)
def test_marks_and_vetoes_are_append_only_and_the_scheme_stays(
    tmp_path: Path, old: str, new: str, codes: set[str]
) -> None:
    judgement = judge_edit(_files(), _files((old, new)), tmp_path)
    assert {d.code for d in judgement.diagnostics} == codes
