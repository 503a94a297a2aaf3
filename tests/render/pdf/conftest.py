"""PDF needs typst and a font for Chinese; where they are missing these tests are skipped."""

from __future__ import annotations

import pytest

from ganxian_ledger.render.pdf import faces

typst = pytest.importorskip("typst", reason="typst is not installed")


@pytest.fixture(autouse=True)
def _there_is_a_font_for_chinese() -> None:
    try:
        faces.chosen(typst.Fonts().families())
    except faces.NoChineseFont:
        pytest.skip("there is no font for Chinese")
