"""Widths, folding, and text that a screen cannot be fooled with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from ganxian_ledger.render.width import fold, one_line, pad, safe_text, width


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("abc", 3),
        ("区城管局", 8),
        ("PM2.5浓度", 9),
        ("〔2024〕", 8),
        ("“两高”", 6),
        ("𠮷", 2),
        ("e\u0301", 1),
        ("　", 2),
    ],
)
def test_width(text: str, columns: int) -> None:
    assert width(text) == columns


@given(st.text(st.characters(categories=["Lo", "Nd", "Po", "Ps"], max_codepoint=0x9FFF)))
def test_pad_fills_exactly(text: str) -> None:
    assert width(pad(text, 300)) == max(300, width(text))
    assert pad(text, 300, align="right").endswith(text)


def test_widths_agree_with_rich_on_what_plans_hold() -> None:
    for text in ("三（二）持续深入", "PM2.5≤24微克/立方米", "𠮷·—…“”‘’《》", "①②Ⅴ类"):
        assert width(text) == cell_len(text)


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("", 10, [""]),
        ("短", 10, ["短"]),
        ("加强水上执法。", 8, ["加强水上", "执法。"]),
        ("加强水上。执法", 8, ["加强水", "上。执法"]),
        ("达到 PM2.5 标准", 8, ["达到", "PM2.5 标", "准"]),
        ("https://example.com/a", 8, ["https://", "example.", "com/a"]),
        ("一\n二", 8, ["一", "二"]),
        ("滞后 52.7 点", 7, ["滞后", "52.7 点"]),
    ],
)
def test_fold(text: str, columns: int, lines: list[str]) -> None:
    assert fold(text, columns) == lines


@given(st.text("水上执法。，aB1 ", max_size=60), st.integers(2, 30))
def test_folding_loses_nothing_and_keeps_within(text: str, columns: int) -> None:
    lines = fold(text, columns)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width(line) <= columns for line in lines)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("区城管局", "区城管局"),
        ("一\n二", "一\n二"),
        ("\x1b[31m", "␛[31m"),
        ("\x00\t\r\x7f", "␀␉␍␡"),
        ("\x85\x9b", "\\u0085\\u009b"),
        ("\u202e\u2066\u200b\ufeff\u00ad", "\\u202e\\u2066\\u200b\\ufeff\\u00ad"),
        ("\u2028\u2029", "\\u2028\\u2029"),
        ("\ud800\ufdd0\uffff", "\\ud800\\ufdd0\\uffff"),
        ("\U000e0041\U0001ffff", "\\U000e0041\\U0001ffff"),
        ("　\u00a0𠮷\ue000", "　\u00a0𠮷\ue000"),
    ],
)
def test_safe_text(text: str, shown: str) -> None:
    assert safe_text(text) == shown


@given(st.text())
def test_safe_text_has_nothing_to_obey_and_is_stable(text: str) -> None:
    safe = safe_text(text)
    assert not any(ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 for c in safe if c != "\n")
    assert safe_text(safe) == safe


def test_one_line() -> None:
    assert one_line("一\n二\x1b") == "一 二␛"
