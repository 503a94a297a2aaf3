"""How a value is written, and the law that it reads back as it was."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ganxian_ledger.adapters.yaml.parse import Builder, events_of, pure_events_of
from ganxian_ledger.adapters.yaml.scalar import as_block, on_one_line
from ganxian_ledger.domain.model.record import Plain

AWKWARD = st.text(
    "ab:#-{}[],'\"\\ \n\r\t&*!|>%@`?=~0.1eT年，𠮷🦁\u2028\x85\ufeff\u202e", max_size=14
)
ANY = AWKWARD | st.text(st.characters(exclude_categories=["Cs"]))
SOURCES = ("k: {}\n", "k: {}", "{{k: {}}}\n", "[{{k: {}}}]", "- k: {}\n  j: 1\n", "k: {} # 注\n")


def value_of(source: str, *, pure: bool = False) -> object:
    builder = Builder((pure_events_of if pure else events_of)(source), source)
    node: object = builder.build()
    assert builder.faults == []
    while not isinstance(node, str):
        node = node["k"] if isinstance(node, dict) else node[0]  # type: ignore[index]
    return node


@given(ANY)
@settings(max_examples=500)
def test_any_text_reads_back_from_one_line_wherever_it_stands(text: str) -> None:
    form = on_one_line(text)
    assert "\n" not in form
    assert "\r" not in form
    for source in SOURCES:
        assert value_of(source.format(form)) == text


@given(ANY)
@settings(max_examples=150)
def test_the_pure_parser_reads_the_same(text: str) -> None:
    assert value_of(f"k: {on_one_line(text)}\n", pure=True) == text


@given(ANY | st.text("ab \n#", min_size=1))
@settings(max_examples=500)
def test_any_block_reads_back_and_keeps_its_lines(text: str) -> None:
    lines = as_block(text, "    ")
    if lines is not None:
        assert [line.removeprefix("    ") for line in lines[1:]] == text.removesuffix("\n").split(
            "\n"
        )
        for end in ("\n", "\r\n"):
            assert value_of("k: " + end.join(lines) + end + "j: 1" + end) == text


@pytest.mark.parametrize(
    ("value", "form"),
    [
        ("高新区", "高新区"),
        ("𠮷🦁", "𠮷🦁"),
        ("it's", "it's"),
        ("60%", "60%"),
        ("第1条：好", "第1条：好"),
        ("2024-06", "2024-06"),
        (Plain("2024"), "2024"),
        ("2024", "'2024'"),
        ("8.10", "'8.10'"),
        ("2024-06-30", "'2024-06-30'"),
        ("12:30", "'12:30'"),
        ("no", "'no'"),
        ("null", "'null'"),
        ("", "''"),
        (" a", "' a'"),
        ("a: b", "'a: b'"),
        ("a #b", "'a #b'"),
        ("- a", "'- a'"),
        ("'a", "'''a'"),
        ("a, b", "'a, b'"),
        ("a\nb", '"a\\nb"'),
        ('"\\\n', '"\\"\\\\\\n"'),
        ("a\u202eb", '"a\\u202Eb"'),
        ("a\x1bb", '"a\\x1Bb"'),
        (date(2024, 6, 30), "2024-06-30"),
        (Decimal("23.10"), "23.10"),
        (Decimal("1E+3"), "1000"),
        (Decimal("-0.5"), "-0.5"),
        (60, "60"),
        (True, "true"),
        (False, "false"),
        ("a1" * 32, "a1" * 32),
    ],
)
def test_values_are_written_as_a_clerk_would_write_them(value: object, form: str) -> None:
    assert on_one_line(value) == form  # type: ignore[arg-type]


def test_a_text_of_several_lines_becomes_a_literal_block() -> None:
    assert as_block("甲\n\n 乙\n# 丙", "  ") == ["|-", "  甲", "", "   乙", "  # 丙"]
    assert as_block("甲\n乙\n", "  ") == ["|", "  甲", "  乙"]


@pytest.mark.parametrize(
    "text", ["一行", " 缩进\n乙", "甲\n\n\n", "甲\r\n乙", "甲\n\u202e", "甲\n\x1b"]
)
def test_there_is_no_block_where_it_would_not_read_back(text: str) -> None:
    assert as_block(text, "  ") is None
