"""The numbers of chapters."""

from __future__ import annotations

import pytest

from ganxian_ledger.domain.views.numerals import DIGITS, ordinal


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, "一"),
        (9, "九"),
        (10, "十"),
        (11, "十一"),
        (19, "十九"),
        (20, "二十"),
        (21, "二十一"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (111, "一百一十一"),
        (120, "一百二十"),
        (1000, "一千"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (1100, "一千一百"),
        (2024, "二千零二十四"),
        (9999, "九千九百九十九"),
    ],
)
def test_chapters_are_numbered_as_offices_write(number: int, expected: str) -> None:
    assert ordinal(number) == expected


def test_every_number_reads_back_and_none_is_written_twice() -> None:
    written = {ordinal(number): number for number in range(1, 10_000)}
    assert len(written) == 9_999
    assert all(value_of(text) == number for text, number in written.items())


def value_of(text: str) -> int:
    """A number read digit by digit."""
    total, digit = 0, 1 if text.startswith("十") else 0
    for letter in text:
        if letter in DIGITS:
            digit = DIGITS.index(letter)
        else:
            total += digit * {"十": 10, "百": 100, "千": 1000}[letter]
            digit = 0
    return total + digit


@pytest.mark.parametrize("number", [0, -1, 10_000])
def test_other_numbers_are_no_chapters(number: int) -> None:
    with pytest.raises(ValueError, match="no number of a chapter"):
        ordinal(number)
