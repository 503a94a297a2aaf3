"""Reading on from one version to the next gives exactly what reading the whole text gives."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from tests.support.strategies import ledger_of

from ganxian_ledger.adapters.yaml import onward as onward_module
from ganxian_ledger.adapters.yaml import recover
from ganxian_ledger.adapters.yaml.nodes import Mapping, Sequence
from ganxian_ledger.adapters.yaml.onward import Version, onward, whole
from ganxian_ledger.adapters.yaml.recover import Built

TEXT = """\
# 台账
schema_version: 1
plan: {title: 方案, measures: [甲, 乙]}
sections:
  - id: 一
    title: 第一节
    tasks:
      - id: '1'
        measures:
          - id: '1.1'   # 第一条
            title: 甲
            text: |
              第一行
                缩进

              末行

            support: [甲, 乙, "丙，
              丁"]
            log:
              - {date: 2024-05-01, type: progress, by: 甲, percent: 10}
              - date: 2024-05-02
                type: close
                by: 乙

          # 夹在中间
          - id: '1.2'
            title: >-
              折叠
              文字
            text: 平常的文字
              接着写
            log: []
          - id: '1.3'
            text: |+
              末尾空行都留着


        title: 放在后面的标题
      - id: '2'
        measures:
        - id: '2.1'
          log:
        - id: 2.10
          text: "双引号
            换行"
  - id: 二
    tasks:
      - id: '3'
        measures:
          - id: '3.1'
            lead: 末尾
"""
FLAT = """\
schema_version: 1
targets:
- id: pm25
  goal: {at_most: 24}
  readings:
  - {period: 2024-01, value: 23.5}
- id: good-days
  readings: []
units: []
"""
PIECES = (
    "              - {date: 2024-06-01, type: progress, by: 甲, percent: 20}\n",
    "              - date: 2024-06-02\n                note: 甲\n",
    "          - id: '9.9'\n            title: 新\n",
    "        - id: '2.2'\n",
    "  - {period: 2024-02, value: 1}\n",
    "- id: new\n",
    "# 注释\n",
    "            # 里面的注释\n",
    "\n",
    "    \n",
    "...\n",
    "---\n",
    "%YAML 1.1\n",
    "            due: 2024-06-30\n",
    "key: value\n",
    "  key: value\n",
    "            note: |\n              块\n",
    "            note: >+\n              折\n\n",
    "            note: &a 锚\n",
    "            note: *a\n",
    "            note: {url: https://example.org/a?b=c}\n",
    "            note: [甲,\n乙]\n",
    "            log:\n",
    "          -\n",
    "          - - 甲\n",
    "x",
    "'",
    '"',
    "[",
    "}",
    ": ",
    "- ",
    " ",
    "#",
    "|",
    "\t",
    "\r",
    "\u200b",
    "\r\n",
    "𠮷",
    "null",
)


def same(one: Any, other: Any) -> bool:
    """Whether two trees hold the same values, written in the same way."""
    if type(one) is not type(other) or one != other:
        return False
    if isinstance(one, Mapping):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, Sequence):
        return all(map(same, one, other))
    return True


def within_lines(dice: Random, text: str) -> str:
    """The text with lines put in, taken out, doubled or moved."""
    lines = text.splitlines(keepends=True) or [""]
    at, to = dice.randrange(len(lines)), dice.randrange(len(lines))
    moved = [*lines[:at], *lines[at + 1 :]]
    ways = (
        [*lines[:at], dice.choice(PIECES), *lines[at:]],
        [*lines[:at], *lines[at + dice.randrange(1, 4) :]],
        [*lines[:at], lines[at], *lines[at:]],
        [*moved[:to], lines[at], *moved[to:]],
    )
    return "".join(dice.choice(ways))


def within_text(dice: Random, text: str) -> str:
    """The text with characters put in, taken out, or words replaced."""
    at, piece = dice.randrange(len(text) + 1), dice.choice(PIECES)
    word = dice.choice(["甲", "乙", "2024-05-01", "10", "'", ": ", "log", "[]"])
    ways = (
        text[:at] + piece + text[at:],
        text[:at] + text[at + dice.randrange(1, 5) :],
        text.replace(word, piece if dice.random() < 0.3 else "丙", 1),
        text + piece,
    )
    return dice.choice(ways)


def edited(dice: Random, text: str) -> str:
    """The text after one or two edits, of kinds that people or programs make."""
    made = dice.choice((within_lines, within_text))(dice, text)
    return edited(dice, made) if dice.random() < 0.1 else made


def check(before: Version, text: str) -> Version:
    """Read on, and compare with reading the whole."""
    found, expected = onward(before, text), whole(text)
    assert same(found.root, expected.root), text
    assert found.is_sound == expected.is_sound, text
    if found.is_sound:
        assert found.runs == expected.runs, text
    return found


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("start", [TEXT, FLAT], ids=["deep", "flat"])
def test_what_is_read_in_part_is_what_is_read_whole(start: str, ends: str) -> None:
    dice = Random(f"{ends}{start[:9]}")
    first = whole(start.replace("\n", ends))
    assert first.is_sound
    for _ in range(300):
        version = first
        for _ in range(dice.randrange(1, 6)):
            version = check(version, edited(dice, version.text))
            if not version.is_sound and dice.random() < 0.8:
                break


@pytest.mark.parametrize("seed", range(12))
def test_whole_ledgers_are_read_on_too(seed: int) -> None:
    dice = Random(seed)
    _, files, _ = ledger_of(seed)
    for data in files.values():
        version = whole(data.decode())
        for _ in range(15):
            version = check(version, edited(dice, version.text))


def test_an_added_record_is_read_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def build(text: str) -> Built:
        read.append(text)
        return recover.build(text)

    monkeypatch.setattr(onward_module, "build", build)
    first = whole(TEXT)
    read.clear()
    added = PIECES[0]
    line = "                by: 乙\n"

    second = onward(first, TEXT.replace(line, line + added, 1))
    third = onward(second, second.text.replace("lead: 末尾", "lead: 末了", 1))

    assert [len(text) < len(TEXT) / 2 for text in read] == [True, True]
    assert added in read[0]
    assert third.root["sections"][0] is second.root["sections"][0]  # type: ignore[index,call-overload]
    check(third, third.text.replace("'2.1'", "'2.3'", 1))


def test_the_same_text_is_not_read_again() -> None:
    first = whole(TEXT)
    assert onward(first, TEXT) is first


def test_long_texts_and_deep_ones_are_read_alike() -> None:
    items = "".join(f"  - id: a{n}\n    readings: []\n" for n in range(4000))
    first = whole(f"schema_version: 1\ntargets:\n{items}")
    second = check(first, first.text.replace("id: a2000", "id: b2000", 1))
    third = check(second, second.text.replace("a3999\n    readings: []", "z\n    readings: [1]", 1))
    deep = "[" * 17 + "]" * 17
    check(third, third.text.replace("a7\n    readings: []", f"a7\n    readings: {deep}", 1))
    deeper = "[" * 18 + "]" * 18
    check(third, third.text.replace("a7\n    readings: []", f"a7\n    readings: {deeper}", 1))
