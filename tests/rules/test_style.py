"""Rules about style, where they are not plain."""

from __future__ import annotations

import pytest
from tests.rules.conftest import Finder
from tests.support.build import a_unit, ledger_files


@pytest.mark.parametrize("text", ["（2024）：“甲”、〔1号〕", "①二③", "PM₂.₅", "㎡", "𠮷", "\ufa0f"])
def test_punctuation_and_signs_of_their_own_are_no_confusing_characters(
    text: str, find: Finder
) -> None:
    assert find(ledger_files(measure=f"title: '{text}'")) == []


@pytest.mark.parametrize(
    ("text", "plain"), [("⽔利", "水利"), ("８公里", "8公里"), ("ＰＭ", "PM"), ("\uf90a", "金")]
)
def test_a_character_that_looks_like_another_is_told_with_the_other(
    text: str, plain: str, find: Finder
) -> None:
    (found,) = find(ledger_files(target=f"name: {text}"))
    assert (found.code, found.hint) == ("S602", f"写成“{plain}”")


def test_a_radical_without_a_word_of_its_own_has_to_be_typed_anew(find: Finder) -> None:
    (found,) = find(ledger_files(measure="title: ⻅证"))
    assert found.hint == "删去这个字符，用输入法重新输入"


def test_names_are_looked_at_where_they_are_given_and_clauses_are_not(find: Finder) -> None:
    files = ledger_files(
        plan="office: ⽔办",
        unit="name: ⽔利局\naliases: [⽔局]",
        measure="text: ⽔\nlead: ⽔利局\nsupport: [⽔办]",
        target="lead: ⽔局",
        project="name: ⽔厂\nowner: ⽔利局",
        more_units=[a_unit(name="区城管局")],
    )
    assert [f.marked for f in find(files)] == ["⽔厂", "⽔办", "⽔利局", "⽔局"]
