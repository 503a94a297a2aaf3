"""Merging three states of one file: bytes, layouts, proofs, and what stays a conflict."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.branches import TODAY, Branches, branches, can_be_one, lists_of, union
from tests.support.build import a_measure, a_target, a_unit, ledger_files
from tests.support.strategies import ledger_of

from ganxian_ledger.adapters.git.program import GitFailed
from ganxian_ledger.adapters.yaml.document import read_document
from ganxian_ledger.adapters.yaml.load import read_ledger
from ganxian_ledger.domain.places import TARGETS, TASKS, UNITS
from ganxian_ledger.domain.rules.checks import checks_of
from ganxian_ledger.domain.rules.rule import Severity, run
from ganxian_ledger.usecases.merge import Merged, merge

DATA = Path(__file__).parents[2] / "data"


def tasks(log: str, more: str = "") -> bytes:
    return ledger_files(measure=f"{more}\n{log}".strip("\n"))[TASKS]


def record(day: str, kind: str = "progress", **more: object) -> str:
    fields = {"date": f"2024-06-{day}", "type": kind, "by": "区城管局"}
    if kind == "progress":
        fields["percent"] = str(int(day))
    return "{" + ", ".join(f"{k}: {v}" for k, v in {**fields, **more}.items()) + "}"


def flow_log(*records: str) -> str:
    return f"log: [{', '.join(records)}]"


def block_log(*records: str) -> str:
    return "\n".join(["log:", *(f"  - {one}" for one in records)]) if records else "log: []"


def tall(day: str, **more: str) -> str:
    fields = {"type": "progress", "percent": str(int(day)), "by": "区城管局", **more}
    lines = (f"    {key}: {value}" for key, value in fields.items())
    return "\n".join([f"  - date: 2024-06-{day}", *lines])


def clean(base: bytes, ours: bytes, theirs: bytes) -> str:
    """The merged text, which means the same from both sides."""
    merged, back = merge(base, ours, theirs), merge(base, theirs, ours)
    assert merged.conflicts == back.conflicts == ()
    assert lists_of({TASKS: merged.data}) == lists_of({TASKS: back.data})
    return merged.data.decode()


def days(text: str) -> list[int]:
    """The days of the records of the one measure, in their order."""
    return [event.date.day for event in lists_of({TASKS: text.encode()})["措施 8.3"]]


def only_added(before: str, after: str) -> bool:
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return not any(line.startswith("- ") for line in lines)


ONE, TWO, THREE = record("01"), record("02"), record("03")


@pytest.mark.parametrize("style", [flow_log, block_log])
@pytest.mark.parametrize("published", [(), (ONE,)])
def test_both_sides_record_on_the_same_measure(
    style: Callable[..., str], published: tuple[str, ...]
) -> None:
    base, ours, theirs = (tasks(style(*published, *new)) for new in ((), (TWO,), (THREE,)))
    assert days(clean(base, ours, theirs)) == [*range(1, len(published) + 1), 2, 3]


def test_their_record_stands_between_ours_where_its_date_does() -> None:
    base, ours, theirs = (
        tasks(block_log(*new)) for new in ((ONE,), (ONE, record("09")), (ONE, record("05")))
    )
    text = clean(base, ours, theirs)
    assert days(text) == [1, 5, 9]
    assert only_added(ours.decode(), text)


def test_between_brackets_their_record_stands_where_its_date_does() -> None:
    base, ours, theirs = (
        tasks(flow_log(*new)) for new in ((ONE,), (ONE, record("09")), (ONE, record("05")))
    )
    assert days(clean(base, ours, theirs)) == [1, 5, 9]


@pytest.mark.parametrize("absent", ["", "log: []", "log:", "log: null  # 由办公室填"])
def test_the_first_record_of_both_sides(absent: str) -> None:
    base, ours, theirs = tasks(absent), tasks(block_log(TWO)), tasks(block_log(THREE))
    kept = "  # 由办公室填" if "#" in absent else ""
    ours, theirs = (one.replace(b"log:", f"log:{kept}".encode()) for one in (ours, theirs))
    text = clean(base, ours, theirs)
    assert days(text) == [2, 3]
    assert only_added(ours.decode(), text)


def test_their_first_record_comes_in_where_ours_has_none() -> None:
    base, theirs = tasks("log: []"), tasks(block_log(TWO))
    ours = base.replace("城镇污水管网建设".encode(), "管网".encode(), 1)
    text = clean(base, ours, theirs)
    assert days(text) == [2]
    assert "title: 管网" in text


def test_one_side_writes_in_a_block_and_the_other_between_brackets() -> None:
    base = tasks("")
    text = clean(base, tasks(block_log(TWO)), tasks(flow_log(THREE)))
    assert days(text) == [2, 3]


def test_a_record_keeps_its_comments_its_quotes_and_its_lines() -> None:
    said = "|-\n        甲：乙\n        # 不是注释\n    by: '区城管局'"
    theirs = tasks(
        "\n".join(
            [
                "log:",
                f"  - {ONE}",
                "  # 电话补报",
                tall("05", issue=said).replace("    by: 区城管局\n", ""),
                "    # 已核对",
            ]
        )
    )
    base, ours = tasks(block_log(ONE)), tasks(block_log(ONE, record("09")))
    text = clean(base, ours, theirs)
    assert days(text) == [1, 5, 9]
    for line in ("  # 电话补报\n", "by: '区城管局'\n", "    # 已核对\n", "# 不是注释\n"):
        assert line in text


def test_a_comment_that_cannot_come_along_leaves_the_merge_to_the_text() -> None:
    base, ours = tasks(flow_log(ONE)), tasks(flow_log(ONE, TWO))
    theirs = tasks(f"log: [{ONE},\n  {THREE}  # 已核对\n  ]")
    merged = merge(base, ours, theirs)
    assert merged.conflicts
    assert "# 已核对" in merged.data.decode()


@pytest.mark.parametrize("end", ["\r\n", "\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_our_line_ends_and_our_byte_order_mark_stay(end: str, mark: bytes) -> None:
    base, ours, theirs = (tasks(block_log(*new)) for new in ((ONE,), (ONE, TWO), (ONE, THREE)))
    ours = mark + ours.replace(b"\n", end.encode())
    merged = merge(base, ours, theirs)
    assert merged.conflicts == ()
    assert merged.data.startswith(mark + b"schema")
    assert merged.data.count(b"\r\n") == (merged.data.count(b"\n") if end == "\r\n" else 0)
    assert days(merged.data.decode().removeprefix("\ufeff")) == [1, 2, 3]


def test_a_text_without_a_final_line_end_keeps_none() -> None:
    base, ours, theirs = (
        tasks(block_log(*new)).rstrip(b"\n") for new in ((ONE,), (ONE, TWO), (ONE, THREE))
    )
    text = clean(base, ours, theirs)
    assert days(text) == [1, 2, 3]
    assert not text.endswith("\n")


def test_what_both_sides_recorded_alike_stands_once() -> None:
    base, same = tasks(block_log(ONE)), tasks(block_log(ONE, TWO))
    theirs = tasks(block_log(ONE, "{date: 2024-06-02, percent: 2, by: 区城管局, type: progress}"))
    assert clean(base, same, theirs) == same.decode()


def test_other_changes_of_both_sides_are_merged_by_the_text() -> None:
    base = tasks(block_log(ONE), "due: 2024-12-31")
    ours = tasks(block_log(ONE, TWO), "due: 2024-12-31").replace(
        b"start: 2024-01-01", b"start: 2024-02-01"
    )
    theirs = tasks(block_log(ONE, THREE), "due: 2024-11-30")
    text = clean(base, ours, theirs)
    assert days(text) == [1, 2, 3]
    assert "due: 2024-11-30" in text
    assert "start: 2024-02-01" in text


def test_a_first_record_beside_a_line_that_the_other_side_changed() -> None:
    base, theirs = (tasks("", f"due: 2024-{end}") for end in ("12-31", "11-30"))
    text = clean(base, tasks(block_log(TWO), "due: 2024-12-31"), theirs)
    assert days(text) == [2]
    assert "due: 2024-11-30\n" in text


def test_a_record_of_the_last_measure_and_a_new_measure_behind_it() -> None:
    def files(log: str, *more: str) -> bytes:
        return ledger_files(measure=log, more_measures=more)[TASKS]

    theirs = files(block_log(ONE, THREE), a_measure(id="8.4"))
    text = clean(files(block_log(ONE)), files(block_log(ONE, TWO)), theirs)
    assert days(text) == [1, 2, 3]
    assert "id: '8.4'" in text


def test_a_deadline_that_both_changed_stays_and_the_records_are_merged() -> None:
    base = tasks(block_log(ONE), "due: 2024-12-31")
    ours = tasks(block_log(ONE, TWO), "due: 2024-10-31")
    theirs = tasks(block_log(ONE, THREE), "due: 2024-11-30")
    merged = merge(base, ours, theirs)
    (words,) = merged.conflicts
    assert "8.3 处" in words
    text = merged.data.decode()
    assert text.count("<<<<<<< 我方") == text.count(">>>>>>> 对方") == 1
    assert days(read_ours(text)) == [1, 2, 3]


def read_ours(text: str) -> str:
    """Our side of the conflicts in a text, all else without them."""
    return one_side(text, "<<<<<<<")


def one_side(text: str, opening: str) -> str:
    """The text with what stands behind one kind of marker, and all that is in no conflict."""
    kept, within = [], ""
    for line in text.splitlines(keepends=True):
        if line.startswith(("<<<<<<<", "=======", ">>>>>>>")):
            within = "" if line.startswith(">>>>>>>") else line[:7]
        elif within in {"", opening}:
            kept.append(line)
    return "".join(kept)


@pytest.mark.parametrize("style", [flow_log, block_log])
def test_two_closings_stay_a_conflict_that_says_so_in_the_file(
    style: Callable[..., str],
) -> None:
    base, ours, theirs = (
        tasks(style(ONE, *new))
        for new in ((), (TWO, record("20", "close")), (record("21", "close"),))
    )
    merged = merge(base, ours, theirs)
    told = "措施 8.3 两边都记了销号：我方 2024-06-20，对方 2024-06-21"
    assert merged.conflicts == (told,)
    lines = merged.data.decode().splitlines()
    first, middle, last = (
        next(n for n, line in enumerate(lines) if line.startswith(mark))
        for mark in ("<<<<<<< ", "=======", ">>>>>>> ")
    )
    assert lines[first] == f"<<<<<<< 我方：{told}"
    assert "2024-06-20" in "".join(lines[first:middle])
    assert "2024-06-21" in "".join(lines[middle:last])
    assert "ledger check" in lines[last]
    assert days(read_ours(merged.data.decode())) == [1, 2, 20]


def test_the_conflict_of_one_measure_hinders_no_other() -> None:
    def files(mine: str, other: str) -> bytes:
        more = a_measure(id="8.4").rstrip("\n") + f"\n{other}\n"
        return ledger_files(measure=mine, more_measures=[more])[TASKS]

    closed = [block_log(record(day, "close")) for day in ("20", "21")]
    merged = merge(
        files("log: []", block_log(ONE)),
        files(closed[0], block_log(ONE, TWO)),
        files(closed[1], block_log(ONE, THREE)),
    )
    assert len(merged.conflicts) == 1
    events = lists_of({TASKS: read_ours(merged.data.decode()).encode()})["措施 8.4"]
    assert [event.date.day for event in events] == [1, 2, 3]


def test_check_names_the_conflict_where_it_begins() -> None:
    base, ours, theirs = (
        tasks(block_log(ONE, *new))
        for new in ((), (record("20", "close"),), (record("21", "close"),))
    )
    document = read_document(TASKS, merge(base, ours, theirs).data)
    (fault,) = document.faults
    line, column = document.line_and_column(fault.span[0])
    assert document.line(line).startswith("<<<<<<< 我方")
    assert column == 1
    assert "合并冲突没有解决" in fault.message
    assert "git add" in fault.hint
    assert read_document(TASKS, read_ours(document.text).encode()).root == document.root


def test_new_targets_of_both_sides_are_both_kept() -> None:
    base, ours, theirs = (
        ledger_files(more_targets=[a_target(id=one) for one in ids])[TARGETS]
        for ids in ((), ("b",), ("a", "c"))
    )
    merged, back = merge(base, ours, theirs), merge(base, theirs, ours)
    assert merged == back
    ledger = read_ledger({TARGETS: merged.data}).ledger
    assert [target.id for target in ledger.targets] == ["pm25", "a", "b", "c"]


def test_one_target_added_in_two_places_is_a_conflict_at_the_head() -> None:
    base = ledger_files(more_targets=[a_target(id="z")])[TARGETS]
    new = "  - " + a_target(id="new").rstrip("\n").replace("\n", "\n    ") + "\n"
    ours, theirs = base.replace(b"targets:\n", f"targets:\n{new}".encode()), base + new.encode()
    merged = merge(base, ours, theirs)
    (words,) = merged.conflicts
    assert "R201" in words
    assert merged.data.startswith("<<<<<<< 我方：两边各自能用，合在一起有 1 处错误".encode())


def test_two_ledgers_that_together_are_no_ledger_stay_a_conflict() -> None:
    def files(mark: str, word: str) -> bytes:
        lines = (f"title: {mark}甲", "  乙", f"  {word}", "  丁", f"  戊{mark}")
        return ledger_files(plan="\n".join(lines))[TASKS]

    base, ours, theirs = files("'", "丙"), files('"', "丙"), files("'", '"丙"')
    assert [one for one in (base, ours, theirs) if read_document(TASKS, one).faults] == []

    for merged in (merge(base, ours, theirs), merge(base, theirs, ours)):
        assert merged.conflicts == ("两边合在一起读不成台账",)
        first, *_, whole = merged.data.decode().partition("\n")
        assert first == "<<<<<<< 我方：两边合在一起读不成台账"
        assert "ledger check" in whole.splitlines()[1]
        assert '"丙"' in whole
        assert 'title: "甲' in whole


def test_new_units_of_both_sides_are_both_kept() -> None:
    base, ours, theirs = (
        ledger_files(more_units=[a_unit(name=one) for one in names])[UNITS]
        for names in ((), ("乙局",), ("甲局",))
    )
    merged = merge(base, ours, theirs)
    assert merged == merge(base, theirs, ours)
    assert merged.conflicts == ()


def test_a_side_that_is_no_yaml_is_merged_by_the_text() -> None:
    base, ours = tasks(block_log(ONE)), tasks(block_log(ONE, TWO))
    theirs = base.replace(b"schema_version: 1", b"schema_version: [1")
    merged = merge(base, ours, theirs)
    assert merged.conflicts == ()
    assert merged.data == ours.replace(b"schema_version: 1", b"schema_version: [1")


@pytest.mark.parametrize("theirs", [b"", b"\xff\xfe", b"a: 1\n"])
def test_any_bytes_are_merged_or_stay_a_conflict(theirs: bytes) -> None:
    merged = merge(b"x: 1\n", b"x: 2\n", theirs)
    assert isinstance(merged, Merged)
    assert merged.conflicts


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(GitFailed, match="不是文字"):
        merge(b"x: 1\n", b"x: 2\n", b"\0")


def test_files_that_both_sides_made_anew_are_merged_by_the_text() -> None:
    ours, theirs = tasks(block_log(TWO)), tasks(block_log(THREE))
    merged = merge(b"", ours, theirs)
    assert len(merged.conflicts) >= 1
    assert "2024-06-02" in merged.data.decode()
    assert "2024-06-03" in merged.data.decode()


def test_what_only_one_side_changed_is_taken_as_it_is() -> None:
    one, other = tasks(block_log(ONE)), b"\xff whatever"
    assert merge(one, one, other) == merge(one, other, one) == Merged(other)
    assert merge(one, other, other) == Merged(other)


# --- random pairs ---


def assert_law(made: Branches) -> bool:
    """All records of both sides, in a legal order, the same from both sides; or a conflict."""
    merged, back = ({}, {})
    for name in made.base:
        merged[name] = merge(made.base[name], made.ours[name], made.theirs[name])
        back[name] = merge(made.base[name], made.theirs[name], made.ours[name])
    told = [words for one in merged.values() for words in one.conflicts]
    assert len(told) == sum(len(one.conflicts) for one in back.values())
    old, mine, yours = map(lists_of, made)
    ledger = read_ledger(made.base).ledger
    clashing = {
        key
        for entry in ledger.entries
        if (key := f"措施 {entry.id}")
        and not can_be_one(
            entry,
            ledger.plan.due,
            list(mine[key][len(old[key]) :]),
            list(yours[key][len(old[key]) :]),
        )
    }
    assert {k for k in old if k.startswith("措施") and any(f"{k} " in t for t in told)} == clashing
    if told:
        assert_nothing_lost(made, {name: one.data.decode() for name, one in merged.items()}, told)
        return False
    texts = {name: one.data for name, one in merged.items()}
    assert lists_of(texts) == lists_of({name: one.data for name, one in back.items()})
    for key, records in lists_of(texts).items():
        assert Counter(records) == union(old[key], mine[key], yours[key])
    assert errors(texts) <= errors(made.ours) | errors(made.theirs)
    return True


def assert_nothing_lost(made: Branches, texts: Mapping[str, str], told: list[str]) -> None:
    """Between the markers stands what each side wrote, and all around is merged."""
    one, other = (
        lists_of({name: one_side(text, mark).encode() for name, text in texts.items()})
        for mark in ("<<<<<<<", "=======")
    )
    old, mine, yours = map(lists_of, made)
    for key in old:
        if any(f"{key} " in words for words in told):
            assert (one[key], other[key]) == (mine[key], yours[key])
        else:
            assert one[key] == other[key]
            assert Counter(one[key]) == union(old[key], mine[key], yours[key])


def errors(files: Mapping[str, bytes]) -> set[tuple[str, str]]:
    reading = read_ledger(files)
    found = (*reading.findings, *run(checks_of(reading.ledger), reading.ledger, TODAY))
    return {(f.code, f.message) for f in found if f.severity is Severity.ERROR}


@given(st.integers(0, 10**9))
@settings(max_examples=60, deadline=None)
def test_random_pairs_of_branches_of_random_ledgers(seed: int) -> None:
    assert_law(branches(seed, ledger_of(seed)[1]))


@pytest.mark.parametrize("seed", range(12))
def test_random_pairs_of_branches_of_the_real_plan(seed: int) -> None:
    made = branches(seed, {file.name: file.read_bytes() for file in DATA.glob("*.yaml")})
    if assert_law(made):
        for name, ours in made.ours.items():
            merged = merge(made.base[name], ours, made.theirs[name]).data
            assert only_added(ours.decode(), merged.decode())
