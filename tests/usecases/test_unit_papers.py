"""A unit's own sheet and letters, word for word, from a copy of the demonstration."""

from __future__ import annotations

import json
import os
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.domain.model.calendar import Period, parse_period
from ganxian_ledger.domain.views.letter import Asking
from ganxian_ledger.usecases import papers, remind, report
from ganxian_ledger.usecases.report import Question

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"
TODAY = date(2025, 3, 31)


@pytest.fixture
def demo(tmp_path: Path) -> LedgerFolder:
    """The demonstration outside of any repository, where its revision is its digest alone."""
    shutil.copytree(ROOT / "examples" / "demo", tmp_path / "data")
    return LedgerFolder(tmp_path / "data")


def month(text: str) -> Period:
    found = parse_period(text)
    assert found is not None
    return found


def agrees(found: bytes, name: str) -> None:
    """The text is the golden one; `UPDATE_GOLDEN=1` writes it anew: then read it."""
    golden = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_bytes(found)
    assert found.decode() == golden.read_text(encoding="utf-8")


def sheet(folder: LedgerFolder, unit: str, ending: str) -> bytes:
    bundle = report.answer(folder, Question(month("2024-06"), unit=unit), today=TODAY)
    return papers.made(bundle, ending, papers.style_of(folder))


def test_a_units_sheet_is_word_for_word_what_was_read_and_agreed(demo: LedgerFolder) -> None:
    agrees(sheet(demo, "区水利局", ".md"), "unit/2024-06-区水利局.md")


@pytest.mark.parametrize(
    "name", ["2024年6月督办函（区生态环境局）", "2024年6月提醒函（区发展改革委）"]
)
def test_a_letter_is_word_for_word_what_was_read_and_agreed(demo: LedgerFolder, name: str) -> None:
    asked = Question(month("2024-06"))
    drafted = remind.drafts(demo, asked, Asking(), ending=".md", today=asked.period.last)
    one = next(draft for draft in drafted.letters if draft.name == name)
    style = papers.style_of(demo, one.letter.kind.layout)
    agrees(papers.made(one.bundle, ".md", style), f"letter/{name}.md")


def test_every_table_of_a_sheet_says_the_same_in_json_and_in_markdown(demo: LedgerFolder) -> None:
    payload: Any = json.loads(sheet(demo, "区生态环境局", ".json"))
    text = sheet(demo, "区生态环境局", ".md").decode()
    chapters = [one for chapter in payload["chapters"] for one in (chapter, *chapter["parts"])]
    rows = [row for chapter in chapters for block in chapter["blocks"] for row in block["rows"]]
    said = [
        words for chapter in chapters for block in chapter["blocks"] for words in block["words"]
    ]
    assert len(rows) > 70
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    assert sum(" 18.4 | " in line for line in lines) == sum(row.get("id") == "18.4" for row in rows)
    for row in rows:
        if "percent" in row:
            cells = (f"| {row['id']} |", f"| {row['percent']}% |", f"| {row['state']} |")
            assert any(all(cell in line for cell in cells) for line in lines)
    assert all(words in text for words in said)


def test_a_sheet_is_made_in_every_format_that_needs_no_program(demo: LedgerFolder) -> None:
    for ending in (".md", ".json", ".csv", ".html", ".xlsx", ".docx"):
        assert sheet(demo, "区妇联", ending)


def test_a_sheet_is_the_same_again(demo: LedgerFolder) -> None:
    for ending in (".md", ".html", ".xlsx", ".docx"):
        assert sheet(demo, "区城管局", ending) == sheet(demo, "区城管局", ending)
