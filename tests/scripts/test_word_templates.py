"""The Word templates: those that the script builds, the same every time, and all there are."""

from __future__ import annotations

import re
from datetime import date

import pytest
from scripts.generated import settle

from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.domain.model.calendar import parse_period
from ganxian_ledger.render.papers import USUAL
from ganxian_ledger.usecases import report
from scripts import make_demo, word_templates

DEMO = LedgerFolder(make_demo.TARGET)


def test_the_committed_templates_are_those_that_the_script_builds(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert settle(word_templates.texts(), check=True) == 0, capsys.readouterr().err
    there = set(word_templates.FOLDER.rglob("*.docx"))
    assert there == set(word_templates.texts())


def test_they_are_built_the_same_every_time() -> None:
    assert word_templates.texts() == word_templates.texts()


@pytest.mark.parametrize("name", ["report/monthly", "unit/sheet", "letter/urging"])
def test_what_a_paper_speaks_of_stands_before_its_annexes(name: str) -> None:
    words = [p.text for p in word_templates.TEMPLATES[name]().paragraphs]
    date, facts, annexes = (
        words.index(text)
        for text in ("{{ paper.date }}", "{{ fact[0] }}：{{ fact[1] }}", "{{ annex.title }}")
    )
    assert date < facts < annexes


def test_every_kind_of_paper_has_its_usual_template() -> None:
    names = {f"{kind}/{name}" for kind, name in USUAL.items()}
    assert names <= set(word_templates.TEMPLATES)


@pytest.mark.parametrize("text", ["2024-06", "2024-Q2", "2024"])
def test_the_report_names_every_chapter_and_block_that_there_is(text: str) -> None:
    period = parse_period(text)
    assert period is not None
    bundle = report.answer(DEMO, report.Question(period), today=date(2025, 1, 1))
    paper = bundle.paper()
    words = [p.text for p in word_templates.monthly().paragraphs]
    named = {name for text in words for name in re.findall(r"block\.(\w+)\.", text)}
    annexed = {block.key for annex in paper.annexes for block in annex.blocks}
    assert named == set(paper.block) - annexed
    heads = [re.sub(r"^[一二三四五六七八]、", "", text) for text in words]
    assert [c.title for c in paper.chapters[:-1]] == [
        title for title in heads if title in {c.title for c in paper.chapters}
    ]
