"""Cutting a record in: odd layouts, byte for byte, with both parsers.

In a layout ⟦+…⟧ is what the edit adds and ⟦-…⟧ what it takes away; all else must stay.
"""

from __future__ import annotations

import re
from datetime import date

import pytest

from ganxian_ledger.adapters.yaml import recover
from ganxian_ledger.adapters.yaml.document import Document, read_document
from ganxian_ledger.adapters.yaml.parse import events_of, pure_events_of
from ganxian_ledger.adapters.yaml.patch import encoded, patched
from ganxian_ledger.adapters.yaml.proof import is_exactly
from ganxian_ledger.adapters.yaml.unified import difference
from ganxian_ledger.domain.changes import Append, Fields
from ganxian_ledger.domain.places import Place

CLOSE: Fields = {"date": date(2024, 6, 30), "type": "close", "by": "办公室"}
PLACE = Place("tasks.yaml", ("measures", 0, "log"))
FLOW = "{date: 2024-06-30, type: close, by: 办公室}"

LAYOUTS = {
    "a block list": """\
measures:
  - id: '8.3'
    log:
      - date: 2024-05-01
        type: progress
⟦+      - date: 2024-06-30
        type: close
        by: 办公室
⟧  - id: '8.4'
""",
    "a block list at its key's own column": """\
measures:
- id: '8.3'
  log:
  - date: 2024-05-01
    type: progress
⟦+  - date: 2024-06-30
    type: close
    by: 办公室
⟧- id: '8.4'
""",
    "an empty flow list": """\
measures:
  - id: '8.3'
    log:⟦- []⟧
⟦+      - date: 2024-06-30
        type: close
        by: 办公室
⟧    due: 2024-12-31
""",
    "an empty flow list with blanks and a comment": """\
measures:
  - id: '8.3'
    log:⟦-  [ ]⟧  # 还没有
⟦+      - date: 2024-06-30
        type: close
        by: 办公室
⟧  - id: '8.4'
""",
    "an empty flow list with a comment glued to it": """\
measures:
  - id: '8.3'
    log:⟦- []⟧⟦+ ⟧#还没有
⟦+      - date: 2024-06-30
        type: close
        by: 办公室
⟧""",
    "an empty flow list on a line of its own": """\
measures:
  - id: '8.3'
    log:
⟦-      []⟧⟦+      - date: 2024-06-30
        type: close
        by: 办公室⟧
  - id: '8.4'
""",
    "an empty flow list that holds a comment": f"""\
measures:
  - id: '8.3'
    log: [
      # 由办公室填
    ⟦+{FLOW}⟧]
  - id: '8.4'
""",
    "a key without a value": """\
measures:
  - id: '8.3'
    log:
⟦+      - date: 2024-06-30
        type: close
        by: 办公室
⟧    due: 2024-12-31
""",
    "a key without a value and a comment beside and below": """\
measures:
  - id: '8.3'
    log:   # 由办公室填
      # 一行一条
⟦+      - date: 2024-06-30
        type: close
        by: 办公室
⟧  # 下一条
  - id: '8.4'
""",
    "a key with null": """\
measures:
  - id: '8.3'
    log:⟦- null⟧
⟦+      - date: 2024-06-30
        type: close
        by: 办公室
⟧""",
    "a key with a tilde and a comment": """\
measures:
  - id: '8.3'
    log:⟦- ~⟧ # 无
⟦+      - date: 2024-06-30
        type: close
        by: 办公室
⟧""",
    "no key": """\
measures:
  - id: '8.3'
    title: 化工
⟦+    log:
      - date: 2024-06-30
        type: close
        by: 办公室
⟧
  - id: '8.4'
""",
    "no key, in lists at their key's own column": """\
measures:
- id: '8.3'
  title: 化工
⟦+  log:
  - date: 2024-06-30
    type: close
    by: 办公室
⟧- id: '8.4'
""",
    "no key, with comments that belong to the measure and to the next": """\
measures:
  - id: '8.3'
    support: [甲, 乙]  # 原文括号
    # 释读：原文括号末尾有“等”
⟦+    log:
      - date: 2024-06-30
        type: close
        by: 办公室
⟧  # 释读：下一条
  - id: '8.4'
""",
    "no key, behind a flow list of several lines": """\
measures:
  - id: '8.3'
    support: [甲,
      乙]
⟦+    log:
      - date: 2024-06-30
        type: close
        by: 办公室
⟧  - id: '8.4'
""",
    "no key, behind a nested block list": """\
measures:
  - id: '8.3'
    support:
      - 甲
      - 乙 # 等
      # 其余未列明
⟦+    log:
      - date: 2024-06-30
        type: close
        by: 办公室
⟧  - id: '8.4'
""",
    "no key, behind an empty value": """\
measures:
  - id: '8.3'
    due:
⟦+    log:
      - date: 2024-06-30
        type: close
        by: 办公室
⟧  - id: '8.4'
""",
    "no key, behind a plain text of two lines": """\
measures:
  - id: '8.3'
    text: 前半
      后半
⟦+    log:
      - date: 2024-06-30
        type: close
        by: 办公室
⟧  - id: '8.4'
""",
    "no key, and the lists further in than usual": """\
measures:
     -   id: '8.3'
         title: 化工
⟦+         log:
              - date: 2024-06-30
                type: close
                by: 办公室
⟧     -   id: '8.4'
""",
    "a flow list": f"""\
measures:
  - id: '8.3'
    log: [{{date: 2024-05-01, type: progress}}⟦+, {FLOW}⟧]  # 记录
""",
    "a flow list with a last comma": f"""\
measures:
  - id: '8.3'
    log: [{{date: 2024-05-01, type: progress}},⟦+ {FLOW}⟧ ]
""",
    "a flow list of several lines": f"""\
measures:
  - id: '8.3'
    log: [
      {{date: 2024-05-01, type: progress}}⟦+,⟧  # 五月⟦+
      {FLOW}⟧
    ]
""",
    "a flow list of several lines with last commas": f"""\
measures:
  - id: '8.3'
    log: [
      {{date: 2024-05-01, type: progress}},  # 五月⟦+
      {FLOW}⟧
    ]
""",
    "a flow list of several lines that closes behind the last": f"""\
measures:
  - id: '8.3'
    log: [{{date: 2024-05-01, type: progress}},
          {{date: 2024-05-02, type: submit}}⟦+, {FLOW}⟧]
""",
    "a flow measure with a list": f"""\
measures:
  - {{id: '8.3', log: [{{date: 2024-05-01, type: progress}}⟦+, {FLOW}⟧], due: 2024-12-31}}
""",
    "a flow measure with an empty list": f"""\
measures:
  - {{id: '8.3', log: [⟦+{FLOW}⟧], due: 2024-12-31}}
""",
    "a flow measure with an empty value": f"""\
measures:
  - {{id: '8.3', log:⟦+ [{FLOW}]⟧ , due: 2024-12-31}}
""",
    "a flow measure with null": f"""\
measures:
  - {{id: '8.3', log: ⟦-null⟧⟦+[{FLOW}]⟧}}
""",
    "a flow measure with a bare key": f"""\
measures:
  - {{id: '8.3', log⟦+: [{FLOW}]⟧}}
""",
    "a flow measure without the key": f"""\
measures:
  - {{id: '8.3', title: 化工⟦+, log: [{FLOW}]⟧}} # 一行
  - {{id: '8.4'}}
""",
    "a flow measure of several lines with a last comma": f"""\
measures:
  - {{id: '8.3', # 编号
     title: 化工,⟦+ log: [{FLOW}]⟧ # 简称
    }}
""",
    "a flow measure that ends in an empty value": f"""\
measures:
  - {{id: '8.3', due:⟦+ , log: [{FLOW}]⟧ }}
""",
    "records in flow style below each other": f"""\
measures:
  - id: '8.3'
    log:
      - {{date: 2024-05-01, type: progress}}
⟦+      - {FLOW}
⟧  - id: '8.4'
""",
    "comments behind and below the last value": """\
measures:
  - id: '8.3'
    log:
      - date: 2024-05-01
        type: progress # 五月
        # 电话报的
      # 以下六月
⟦+      - date: 2024-06-30
        type: close
        by: 办公室
⟧    # 时限另定
    due: 2024-12-31
""",
    "blank lines behind the list": """\
measures:
  - id: '8.3'
    log:
      - date: 2024-05-01
        type: progress
⟦+      - date: 2024-06-30
        type: close
        by: 办公室
⟧

  - id: '8.4'
""",
    "a literal text as the last value": """\
measures:
  - id: '8.3'
    log:
      - date: 2024-05-01
        note: |
          前半
          # 不是注释
⟦+      - date: 2024-06-30
        type: close
        by: 办公室
⟧
  - id: '8.4'
""",
    "a folded text as the last value and a blank line": """\
measures:
  - id: '8.3'
    log:
      - date: 2024-05-01
        note: >-
          前半
          后半
⟦+      - date: 2024-06-30
        type: close
        by: 办公室
⟧

    due: 2024-12-31
""",
    "a literal text that keeps its blank lines": """\
measures:
  - id: '8.3'
    log:
      - date: 2024-05-01
        note: |+
          前半

⟦+      - date: 2024-06-30
        type: close
        by: 办公室
⟧  - id: '8.4'
""",
    "a literal text that ends in a line of blanks": """\
measures:
  - id: '8.3'
    log:
      - date: 2024-05-01
        note: |
          前半
            \n\
⟦+      - date: 2024-06-30
        type: close
        by: 办公室
⟧  - id: '8.4'
""",
    "a literal text with a comment below": """\
measures:
  - id: '8.3'
    log:
      - date: 2024-05-01
        note: |
          前半
        # 注
⟦+      - date: 2024-06-30
        type: close
        by: 办公室
⟧  - id: '8.4'
""",
    "no line end at the end": """\
measures:
  - id: '8.3'
    log:
      - date: 2024-05-01
        type: progress⟦+
      - date: 2024-06-30
        type: close
        by: 办公室⟧""",
    "no line end behind a comment": """\
measures:
  - id: '8.3'
    log:
      - date: 2024-05-01
        type: progress # 完⟦+
      - date: 2024-06-30
        type: close
        by: 办公室⟧""",
    "no line end behind an empty list": """\
measures:
  - id: '8.3'
    log:⟦- []⟧⟦+
      - date: 2024-06-30
        type: close
        by: 办公室⟧""",
    "no line end behind a literal text": """\
measures:
  - id: '8.3'
    log:
      - date: 2024-05-01
        note: |-
          完⟦+
      - date: 2024-06-30
        type: close
        by: 办公室⟧""",
    "an end of document and a comment": """\
---
measures:
  - id: '8.3'
    log:
      - date: 2024-05-01
        type: progress
⟦+      - date: 2024-06-30
        type: close
        by: 办公室
⟧...
# 完
""",
    "a wide gap behind the dash": """\
measures:
  - id: '8.3'
    log:
        -   date: 2024-05-01
            type: progress
⟦+        -   date: 2024-06-30
            type: close
            by: 办公室
⟧    due: 2024-12-31
""",
    "a dash on a line of its own": """\
measures:
  - id: '8.3'
    log:
      - # 五月
        date: 2024-05-01
        type: progress
⟦+      - date: 2024-06-30
        type: close
        by: 办公室
⟧    due: 2024-12-31
""",
    "rare characters before the cut": """\
measures:
  - id: '8.3'
    title: 𠮷🦁水质
    log:
      - date: 2024-05-01
        note: "𠮷🦁" # 🦁
⟦+      - date: 2024-06-30
        type: close
        by: 办公室
⟧  - id: '8.4'
""",
    "a quoted key and quoted values": """\
measures:
  - 'id': "8.3"
    "log":
      - 'date': '2024-05-01'
        "type": "progress"
⟦+      - date: 2024-06-30
        type: close
        by: 办公室
⟧  - id: '8.4'
""",
    "an explicit key": """\
measures:
  - ? id
    : '8.3'
    ? log
    : - date: 2024-05-01
        type: progress
⟦+      - date: 2024-06-30
        type: close
        by: 办公室
⟧  - id: '8.4'
""",
}


def before_and_after(layout: str) -> tuple[str, str]:
    before = re.sub("⟦-(.*?)⟧", r"\1", re.sub("(?s)⟦\\+.*?⟧", "", layout), flags=re.DOTALL)
    after = re.sub("(?s)⟦\\+(.*?)⟧", r"\1", re.sub("(?s)⟦-.*?⟧", "", layout))
    return before, after


@pytest.fixture(params=["C", "pure"], autouse=True)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    chosen = {"C": events_of, "pure": pure_events_of}[request.param]
    monkeypatch.setattr(recover, "events_of", chosen)
    return str(request.param)


def read(data: bytes) -> Document:
    document = read_document("tasks.yaml", data)
    assert [f for f in document.faults if f.code not in {"Y102", "Y103"}] == []
    return document


def edited(data: bytes, fields: Fields = CLOSE) -> bytes:
    """The new bytes, proven to hold the old values and the record."""
    document, change = read(data), Append(PLACE, fields)
    new = encoded(document, patched(document, change).text)
    assert is_exactly(document.root, read(new).root, change)
    return new


@pytest.mark.parametrize("name", LAYOUTS)
def test_only_the_record_comes_in(name: str) -> None:
    before, after = before_and_after(LAYOUTS[name])
    assert after == edited(before.encode()).decode()


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_the_files_own_line_ends_are_used(name: str, end: str) -> None:
    before, after = before_and_after(LAYOUTS[name].replace("\n", end))
    assert after == edited(before.encode()).decode()


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_byte_order_mark_stays(name: str) -> None:
    before, after = before_and_after(LAYOUTS[name])
    mark = b"\xef\xbb\xbf"
    assert mark + after.encode() == edited(mark + before.encode())


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_second_record_follows_the_first(name: str) -> None:
    before, _ = before_and_after(LAYOUTS[name])
    twice = edited(edited(before.encode()), {**CLOSE, "type": "reopen"})
    log = read(twice).root["measures"][0]["log"]  # type: ignore[index,call-overload]
    assert [record["type"] for record in log[-2:]] == ["close", "reopen"]  # type: ignore[index,call-overload,union-attr]


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_difference_names_the_lines_that_came(name: str) -> None:
    before, after = before_and_after(LAYOUTS[name])
    document = read(before.encode())
    patch = patched(document, Append(PLACE, CLOSE))
    first, lines = difference(before, after, patch.cuts).came
    assert list(lines) == after.splitlines()[first - 1 : first - 1 + len(lines)]
    assert any("2024-06-30" in line for line in lines)
    assert not any("8.4" in line for line in lines)


def test_mixed_line_ends_follow_the_line_above() -> None:
    text = "measures:\n  - id: '8.3'\r\n    due: x\r\n  - id: '8.4'\n"
    new = edited(text.encode()).decode()
    assert "    log:\r\n      - date: 2024-06-30\r\n" in new
    assert new.endswith("办公室\r\n  - id: '8.4'\n")


def test_the_keys_stand_in_the_order_given_and_lists_and_texts_in_lines_of_their_own() -> None:
    fields: Fields = {
        "type": "submit",
        "evidence": ({"path": "佐证/8.3.pdf", "sha256": "0" * 64}, {"url": "https://例.cn/?a=1"}),
        "lead": ("甲", "乙"),
        "note": "前半\n\n  后半：#",
        "source": {"path": "回收/甲.xlsx", "received": date(2024, 6, 30)},
        "passed": False,
    }
    new = edited(b"measures:\n  - id: '8.3'\n", fields).decode()
    assert (
        new
        == f"""\
measures:
  - id: '8.3'
    log:
      - type: submit
        evidence:
          - path: 佐证/8.3.pdf
            sha256: '{"0" * 64}'
          - url: 'https://例.cn/?a=1'
        lead: [甲, 乙]
        note: |-
          前半

            后半：#
        source:
          path: 回收/甲.xlsx
          received: 2024-06-30
        passed: false
"""
    )


@pytest.mark.parametrize(
    "below", ["            # 注\n", "\n            # 注\n", "              \n"]
)
@pytest.mark.parametrize("log", ["    log: []\n", "", "    log:\n      - note: 甲\n"])
def test_a_text_of_lines_does_not_swallow_what_stands_below(log: str, below: str) -> None:
    text = f"measures:\n  - id: '8.3'\n{log}{below}  - id: '8.4'\n"
    new = edited(text.encode(), {"note": "前半\n后半"}).decode()
    assert below in new
    assert "前半" in new


def test_between_brackets_all_stands_on_one_line() -> None:
    fields: Fields = {
        "note": "前半\n后半, 完}",
        "evidence": ({"path": "a, b.pdf"},),
        "lead": ("甲", "乙"),
    }
    new = edited(b"measures: [{id: '8.3'}]\n", fields).decode()
    assert new == (
        "measures: [{id: '8.3', log: [{note: \"前半\\n后半, 完}\","
        " evidence: [{path: 'a, b.pdf'}], lead: [甲, 乙]}]}]\n"
    )


def test_nothing_is_cut_where_the_record_does_not_exist() -> None:
    document = read(b"measures: []\n")
    with pytest.raises(KeyError):
        patched(document, Append(PLACE, CLOSE))
