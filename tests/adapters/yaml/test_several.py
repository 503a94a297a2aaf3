"""Several appends: proved as exactly those, and shown place by place."""

from __future__ import annotations

import time

import pytest

from ganxian_ledger.adapters.yaml.cuts import Cut, carved
from ganxian_ledger.adapters.yaml.document import read_document
from ganxian_ledger.adapters.yaml.hunks import pieces, unified
from ganxian_ledger.adapters.yaml.nodes import Node
from ganxian_ledger.adapters.yaml.patch import Insert, inserted
from ganxian_ledger.adapters.yaml.proof import is_exactly
from ganxian_ledger.adapters.yaml.record import Entry
from ganxian_ledger.domain.changes import Append
from ganxian_ledger.domain.places import Place, Route

OLD = """\
a:
  - n: '1'
    log:
      - x: p
  - n: '2'
b: []
"""


def tree(text: str) -> Node:
    return read_document("tasks.yaml", text.encode()).root


def append(value: str, *route: str | int) -> Append:
    return Append(Place("tasks.yaml", route), {"x": value})


CHANGES = (
    append("q", "a", 0, "log"),
    append("r", "a", 1, "log"),
    append("s", "a", 1, "log"),
    append("t", "b"),
    append("u", "c"),
    append("v", "a"),
)
NEW = """\
a:
  - n: '1'
    log:
      - x: p
      - x: q
  - n: '2'
    log:
      - x: r
      - x: s
  - x: v
b:
  - x: t
c:
  - x: u
"""


def test_entries_for_several_lists_old_and_new_are_exactly_those() -> None:
    assert is_exactly(tree(OLD), tree(NEW), *CHANGES)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("      - x: r\n      - x: s\n", "      - x: s\n      - x: r\n"),
        ("      - x: s\n", ""),
        ("      - x: s\n", "      - x: s\n      - x: s\n"),
        ("      - x: p\n", "      - x: o\n"),
        ("  - x: v\n", "  - x: v\n    y: v\n"),
        ("c:\n  - x: u\n", ""),
        ("c:\n", "d:\n"),
        ("b:\n  - x: t\nc:\n  - x: u\n", "c:\n  - x: u\nb:\n  - x: t\n"),
        ("  - n: '2'\n", "  - n: 2\n"),
        ("  - x: t\n", "  - [t]\n"),
        ("c:\n  - x: u\n", "c:\n  x: u\n"),
    ],
)
def test_anything_else_is_not_exactly_those(right: str, wrong: str) -> None:
    assert right in NEW
    assert not is_exactly(tree(OLD), tree(NEW.replace(right, wrong)), *CHANGES)


@pytest.mark.parametrize("left", range(len(CHANGES)))
def test_a_record_that_nobody_asked_for_is_not_proved(left: int) -> None:
    changes = [change for n, change in enumerate(CHANGES) if n != left]
    assert not is_exactly(tree(OLD), tree(NEW), *changes)


@pytest.mark.parametrize("route", [(), ("a",), ("a", 9, "log"), ("z", "log"), ("a", 0, "n")])
def test_where_there_is_no_such_list_nothing_is_proved(route: Route) -> None:
    assert not is_exactly(tree(OLD), tree(OLD), append("w", *route))


def test_without_a_change_only_the_same_is_proved() -> None:
    assert is_exactly(tree(OLD), tree(OLD))
    assert not is_exactly(tree(OLD), tree(NEW))


@pytest.mark.parametrize("empty", ["b: []\n", "b:\n", "{}"])
def test_a_list_at_the_root_is_begun(empty: str) -> None:
    text = "schema_version: 1\n" + empty if empty != "{}" else "schema_version: 1\n"
    document = read_document("returns.yaml", text.encode())
    change = Insert(("b",), (Entry({"x": "1"}), Entry({"x": "2"})))
    new = inserted(document, [change]).text
    assert new == "schema_version: 1\nb:\n  - x: '1'\n  - x: '2'\n"


# --- places and differences -----------------------------------------------------------------------


def lines(*numbers: int) -> str:
    return "".join(f"{n}\n" for n in numbers)


def test_each_place_is_named_in_the_lines_of_the_new_text() -> None:
    text = lines(*range(1, 21))
    cuts = (Cut(2, 2, "a\nb\n"), Cut(text.index("9"), text.index("9"), "c\n"))
    assert [piece.came for piece in pieces(text, cuts)] == [(2, ("a", "b")), (11, ("c",))]
    new = carved(text, cuts).splitlines()
    assert (new[1:3], new[10]) == (["a", "b"], "c")


def test_near_places_share_a_hunk_and_far_ones_do_not() -> None:
    text = lines(*range(1, 41))
    at = {n: text.index(f"\n{n}\n") + 1 for n in (5, 9, 30)}
    cuts = tuple(Cut(at[n], at[n], f"new {n}\n") for n in at)
    diff = unified("data/x.yaml", text, pieces(text, cuts))
    assert diff == (
        "--- a/data/x.yaml\n+++ b/data/x.yaml\n"
        "@@ -2,10 +2,12 @@\n 2\n 3\n 4\n+new 5\n 5\n 6\n 7\n 8\n+new 9\n 9\n 10\n 11\n"
        "@@ -27,6 +29,7 @@\n 27\n 28\n 29\n+new 30\n 30\n 31\n 32\n"
    )


def test_a_text_without_a_final_line_end_gains_one_where_lines_follow() -> None:
    diff = unified("x", "a\nb", pieces("a\nb", (Cut(3, 3, "\nc"),)))
    none = "\\ No newline at end of file\n"
    assert diff == f"--- a/x\n+++ b/x\n@@ -1,2 +1,3 @@\n a\n-b\n{none}+b\n+c\n{none}"


def test_a_file_that_is_made_came_from_nothing() -> None:
    made = pieces("", (Cut(0, 0, "a\nb\n"),))
    assert [piece.came for piece in made] == [(1, ("a", "b"))]
    diff = unified("data/x.yaml", "", made, is_new=True)
    assert diff == "--- /dev/null\n+++ b/data/x.yaml\n@@ -0,0 +1,2 @@\n+a\n+b\n"


def test_a_thousand_places_in_a_large_text_take_no_time() -> None:
    text = "".join(f"  - n: {n}\n    by: 办公室\n    note: 同\n" * 3 for n in range(5000))
    step = len(text) // 1000
    starts = [text.rfind("\n", 0, n * step) + 1 for n in range(1, 1000)]
    cuts = tuple(Cut(at, at, "    by: 办公室\n    note: 同\n") for at in starts)
    begun = time.perf_counter()
    diff = unified("x", text, pieces(text, cuts))
    assert time.perf_counter() - begun < 2
    assert diff.count("\n+    by:") == 999
