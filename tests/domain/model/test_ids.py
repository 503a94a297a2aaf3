"""Numbers of the plan: natural order, and which texts look like numbers."""

from random import Random

import pytest

from ganxian_ledger.domain.model.ids import is_measure_id, natural_key


def test_the_order_is_the_plan_s_and_not_the_alphabet_s() -> None:
    listed = ["1.1", "2.9", "2.10", "8.2", "8.10", "8.11", "10.1", "22.1", "100.1"]
    mixed = Random(1).sample(listed, len(listed))
    assert sorted(mixed, key=natural_key) == listed


def test_the_order_is_total_over_any_texts() -> None:
    texts = [
        "",
        "8",
        "8.",
        ".8",
        "8.2",
        "8.2a",
        "a8",
        "三（二）",
        "8.02",
        "٣",
        "²",
        "8" * 5000,
        "𠮷",
    ]
    assert len(sorted(texts, key=natural_key)) == len(texts)
    assert natural_key("8.2") < natural_key("8.10") < natural_key("8.10a")


@pytest.mark.parametrize("text", ["8.3", "22.1", "8.10", "1.01"])
def test_a_measure_s_number_is_two_numbers_with_a_point(text: str) -> None:
    assert is_measure_id(text)


@pytest.mark.parametrize(
    "text", ["", "8", "8.", ".3", "8.3.1", "8．3", "８.3", "a.3", "8.3 ", "二"]
)
def test_nothing_else_is_a_measure_s_number(text: str) -> None:
    assert not is_measure_id(text)
