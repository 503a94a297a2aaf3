"""Rules about references and identity, where they are not plain."""

from __future__ import annotations

from tests.rules.conftest import Finder
from tests.support.build import a_measure, a_project, a_target, a_unit, ledger_files

from ganxian_ledger.domain.places import TASKS


def test_a_measure_s_number_is_unique_across_all_tasks_and_the_later_one_is_told(
    find: Finder,
) -> None:
    files = ledger_files(more_measures=[a_measure(id="8.10"), a_measure(id="8.3", title="另一条")])
    (found,) = find(files)
    assert found.mark == ("R201", 25, "'8.3'")
    assert found.message == "措施编号“8.3”重复：已用于任务 8 的措施“城镇污水管网建设”"


def test_eight_ten_is_no_duplicate_of_eight_one(find: Finder) -> None:
    numbers = ["8.1", "8.10", "8.100"]
    assert find(ledger_files(more_measures=[a_measure(id=n) for n in numbers])) == []


def test_sections_and_tasks_have_unique_numbers_too(find: Finder) -> None:
    files = ledger_files()
    files[TASKS] += "  - id: 三（二）\n    title: 另一节\n    tasks:\n      - id: '8'\n".encode()
    found = find(files)
    assert [f.mark for f in found] == [("R201", 21, "三（二）"), ("R201", 24, "'8'")]
    assert found[0].message.endswith("已用于第 1 个章节“持续深入推进污染防治攻坚”")
    assert found[1].message.endswith("已用于章节 三（二） 的任务“持续深入打好碧水保卫战”")


def test_a_target_and_a_project_may_have_the_same_id(find: Finder) -> None:
    assert find(ledger_files(project="id: pm25")) == []


def test_of_three_of_the_same_id_two_are_told(find: Finder) -> None:
    files = ledger_files(more_targets=[a_target(), a_target()])
    assert [f.code for f in find(files)] == ["R201", "R201"]


def test_measures_of_the_last_tasks_belong_there_by_their_number(find: Finder) -> None:
    files = ledger_files(measure="id: '22.1'")
    (found,) = find(files)
    assert (found.code, found.marked) == ("R202", "'22.1'")
    files[TASKS] = files[TASKS].replace(b"- id: '8'", b"- id: '22'")
    assert find(files) == []


def test_the_office_is_registered_everywhere(find: Finder) -> None:
    files = ledger_files(
        measure=a_measure(lead=["领导小组办公室", "区城管局"]),
        target="lead: 领导小组办公室",
        project="owner: 领导小组办公室",
    )
    assert find(files) == []


def test_every_place_that_names_a_unit_is_looked_up(find: Finder) -> None:
    log = """\
log:
  - {date: 2024-05-01, type: progress, percent: 10, by: 甲局}
  - {date: 2024-05-02, type: transfer, lead: [区城管局, 乙局], reason: 职能调整, by: 区城管局}"""
    files = ledger_files(
        measure=f"lead: [区城管局, 丙局]\nsupport: [丁局]\n{log}",
        target="lead: 戊局\nreadings:\n  - {period: 2024-05, date: 2024-06-01, value: 1, by: 己局}",
        unit="kind: 集合\nmembers: [庚局]",
        project="owner: 辛局\nlog:\n  - {date: 2024-05-01, by: 壬局, stage: 在建}",
    )
    assert [f.marked for f in find(files, "R204")] == [
        *["辛局", "壬局"],
        *["戊局", "己局"],
        *["丙局", "丁局", "甲局", "乙局"],
        "庚局",
    ]


def test_a_lead_that_is_a_list_of_one_is_told_at_its_element(find: Finder) -> None:
    (found,) = find(ledger_files(measure="lead: [区城健局]"))
    assert found.mark == ("R204", 20, "区城健局")


def test_a_name_is_told_where_it_is_claimed_the_second_time(find: Finder) -> None:
    files = ledger_files(
        unit="aliases: [城管局, 区城管局, 城管局]",
        more_units=[a_unit(name="城管局"), a_unit(name="区城管局", aliases=["执法局"])],
    )
    found = find(files)
    assert [(f.code, f.marked) for f in found] == [
        ("R205", "区城管局"),
        ("R205", "城管局"),
        ("R205", "城管局"),
        ("R205", "区城管局"),
    ]
    assert found[0].message == "别名“区城管局”重复：这个单位前面已写过（单位名称）"
    assert found[2].message == "单位名称“城管局”重复：已是第 1 个单位“区城管局”的别名"
    assert found[3].message == "单位名称“区城管局”重复：已是第 1 个单位“区城管局”的名称"


def test_the_office_may_also_stand_in_the_register(find: Finder) -> None:
    assert find(ledger_files(more_units=[a_unit(name="领导小组办公室")])) == []


def _group(name: str, *members: str) -> str:
    return a_unit(name=name, kind="集合", members=members)


def test_a_circle_of_groups_is_told_once_where_it_closes(find: Finder) -> None:
    circle = [_group("甲", "区城管局", "乙"), _group("乙", "丙"), _group("丙", "甲", "区城管局")]
    (found,) = find(ledger_files(more_units=circle))
    assert found.mark == ("R206", 13, "甲")
    assert found.message == "集合绕了一圈又包含自己：甲 → 乙 → 丙 → 甲"


def test_a_circle_is_seen_through_aliases(find: Finder) -> None:
    circle = [
        a_unit(name="各乡镇", kind="集合", aliases=["有关乡镇"], members=["试点乡镇"]),
        _group("试点乡镇", "有关乡镇"),
    ]
    (found,) = find(ledger_files(more_units=circle))
    assert found.mark == ("R206", 11, "有关乡镇")


def test_a_circle_is_told_once_however_many_groups_lead_into_it(find: Finder) -> None:
    groups = [_group("子", "甲"), _group("丑", "甲", "乙"), _group("甲", "乙"), _group("乙", "甲")]
    assert [f.code for f in find(ledger_files(more_units=groups))] == ["R206"]


def test_two_circles_are_two_faults(find: Finder) -> None:
    groups = [_group("甲", "乙", "甲"), _group("乙", "甲")]
    assert [f.marked for f in find(ledger_files(more_units=groups))] == ["甲", "甲"]


def test_a_group_may_be_reached_on_two_ways(find: Finder) -> None:
    groups = [
        _group("甲", "乙", "丙"),
        _group("乙", "丁"),
        _group("丙", "丁"),
        _group("丁", "区城管局"),
    ]
    assert find(ledger_files(more_units=groups)) == []


def test_a_heading_of_the_plan_is_no_measure_s_number(find: Finder) -> None:
    for clause in ("二", "三（二）", "'8'", "8.3款"):
        assert find(ledger_files(target=f"clause: {clause}")) == []


def test_a_clause_in_the_part_that_could_not_be_read_is_not_called_missing(find: Finder) -> None:
    files = ledger_files(target="clause: '8.4'", more_measures=[a_measure(id="8.4")])
    files[TASKS] += "            lead：区城管局\n".encode()
    assert [f.code for f in find(files)] == ["Y201"]


def test_a_project_needs_a_measure_s_number(find: Finder) -> None:
    (found,) = find(ledger_files(project=a_project(measure="二")))
    assert found.mark == ("R208", 5, "二")


def test_a_unit_and_its_alias_are_one_unit(find: Finder) -> None:
    files = ledger_files(unit="aliases: [区城市管理局]", measure="support: [区城市管理局]")
    (found,) = find(files)
    assert found.mark == ("R209", 21, "区城市管理局")
    assert "和“区城管局”是同一个单位" in found.message


def test_a_unit_and_a_group_that_holds_it_may_stand_in_one_measure(find: Finder) -> None:
    files = ledger_files(measure="support: [各单位]", more_units=[_group("各单位", "区城管局")])
    assert find(files) == []
