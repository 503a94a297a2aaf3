"""Texts, names and sizes: nothing hidden, nothing cut in silence, rows high enough."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ganxian_ledger.domain.views.table import Column, Table
from ganxian_ledger.render.xlsx import sizes
from ganxian_ledger.render.xlsx.texts import MOST, cell_text, line, named, units

WORDS = st.text(st.sampled_from("污水管网，。“”ab 8𠮷\n"), max_size=300)


def test_a_long_text_is_cut_with_its_length_and_where_the_whole_stands() -> None:
    found = cell_text("长" * 40_000, "台账编号8.3")
    assert units(found) == MOST
    assert found.endswith("……（原文共40000字，超出单元格上限，后面的没有列出，全文见台账编号8.3）")


def test_a_text_that_fits_is_whole() -> None:
    assert cell_text("长" * MOST, "台账") == "长" * MOST


@pytest.mark.parametrize("offset", [0, 1])
def test_rare_characters_count_twice_and_are_not_parted(offset: int) -> None:
    found = cell_text("a" * offset + "𠮷" * 20_000, "台账")
    assert units(found) in {MOST, MOST - 1}
    assert found.encode("utf-8")
    assert "原文共" in found


def test_what_is_hidden_is_made_visible() -> None:
    assert cell_text("\x1b[31m\u202e\x00", "台账") == "␛[31m\\u202e␀"
    assert line("一\n\t二") == "一 ␉二"


def test_names_of_sheets_are_short_plain_and_never_alike() -> None:
    found = named(
        ["甲[1]:*?/\\", "甲[1]:*?/\\", "'", "", "History", "长" * 40, "长" * 40, "A", "a"]
    )
    assert found == [
        "甲_1______",
        "甲_1______2",
        "表",
        "表2",
        "History_",
        f"{'长' * 30}…",
        f"{'长' * 29}…2",
        "A",
        "a2",
    ]
    assert all(units(name) <= 31 for name in found)


@given(st.lists(st.text(max_size=40), max_size=8))
def test_any_names_are_taken_by_spreadsheets(names: list[str]) -> None:
    found = named(names)
    assert len({name.lower() for name in found}) == len(names)
    assert all(0 < units(name) <= 31 and not set(name) & set("[]:*?/\\") for name in found)
    assert not any(name.startswith("'") or name.endswith("'") for name in found)


@given(WORDS, st.floats(6, 60))
def test_a_row_has_at_least_the_lines_that_its_text_fills(text: str, columns: float) -> None:
    room = columns
    least = sum(max(1, -(-sizes.width(part) // room)) for part in text.split("\n"))
    assert sizes.lines_of(text, columns) >= min(least, sizes.MOST_LINES + 1)


def test_words_of_latin_letters_are_not_parted_where_they_fit() -> None:
    assert sizes.lines_of("污水evidence/8.3/a.txt", 20) == 2
    assert sizes.lines_of("x" * 100, 21.0) == 5


def test_quotes_and_dashes_are_as_wide_as_chinese_characters() -> None:
    assert sizes.width("“一”——") == 10
    assert sizes.width("a1") == 2


def test_columns_share_a_page_and_short_ones_take_what_they_need() -> None:
    columns = (Column("id", "编号"), Column("a", "短", fold=True), Column("b", "长", fold=True))
    table = Table(columns, (("8.3", "区城管局", "污水" * 200),))
    narrow, short, long = sizes.column_widths(table, 1000)
    assert narrow < 8
    assert 10 <= short < 12
    assert sizes.pixels_of([narrow, short, long]) <= 1000
    assert long > 80


def test_a_table_without_rows_has_columns_as_wide_as_its_heads() -> None:
    assert sizes.column_widths(Table((Column("a", "措施", fold=True),), ()), 1000) == [11.0]
