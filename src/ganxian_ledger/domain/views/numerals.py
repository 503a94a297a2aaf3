"""Chinese numerals for the headings of documents."""

from __future__ import annotations

DIGITS = "零一二三四五六七八九"
LARGEST = 9999


def ordinal(number: int) -> str:
    """一, 十, 十二, 二十, 一百零五: how chapters are numbered (GB/T 9704-2012, 7.3.3).

    Raises:
        ValueError: outside 1 to 9999.
    """
    if not 1 <= number <= LARGEST:
        raise ValueError(f"{number} is no number of a chapter")
    said = ""
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            said += f"{DIGITS[digit]}{unit}"
        elif said and number % place and not said.endswith(DIGITS[0]):
            said += DIGITS[0]
    return said.removeprefix("一") if 10 <= number < 20 else said
