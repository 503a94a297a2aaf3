"""Every figure of every paper is the one that the looking commands give on the same day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
from tests.papers.conftest import PERIODS, Papers
from tests.papers.extracting import READERS, charts_in, plain
from tests.papers.figures import ALL, Subject, Value, faults, sentence_faults

from ganxian_ledger.render.papers import FORMATS

DOCUMENT = ("states", "sections", "units", "overdue", "missed", "measures", "targets")
TABLES = {
    ".md": DOCUMENT,
    ".docx": DOCUMENT,
    ".pdf": DOCUMENT,
    ".json": DOCUMENT,
    ".csv": ("measures",),
    ".xlsx": ("measures", "targets", "units", "overdue"),
    ".html": ("measures", "targets", "units", "overdue"),
}
"""The tables that the 通报 has to have in each format, whole."""
PROSE = (".md", ".docx", ".pdf", ".json")


def test_every_format_is_read_back() -> None:
    assert FORMATS.keys() <= READERS.keys()


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("ending", FORMATS)
def test_the_figures_of_a_report_are_those_of_the_ledger(
    papers: Papers, period: str, ending: str
) -> None:
    paper = papers.read(papers.report(period, ending))

    months = ("months",) if period == "2024" and ending in {".md", ".docx", ".pdf", ".html"} else ()
    assert faults(paper, papers.known(period), (*TABLES[ending], *months)) == []
    if ending in PROSE:
        assert sentence_faults(paper, papers.asked(period)) == []


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("ending", [".docx", ".xlsx"])
def test_charts_draw_the_figures_of_the_ledger(papers: Papers, period: str, ending: str) -> None:
    known = papers.known(period)
    charts = charts_in(papers.report(period, ending).read_bytes())

    assert charts
    for chart in charts:
        names = [plain(str(name)) for name in chart[0][1:]]
        subjects = [next(one for one in known if is_of(one, name)) for name in names]
        assert len(set(subjects)) == len(names) > 1
        for title, *values in chart[1:]:
            assert values == [drawn(str(title), known[one]) for one in subjects]


def is_of(subject: Subject, name: str) -> bool:
    """Whether a chart's category is this unit, section or month."""
    of, whose = subject
    if of == "month":
        return name == f"{date.fromisoformat(whose).month}月"
    return of in {"unit", "section"} and name.startswith(whose)


def drawn(title: str, sums: Mapping[str, Value]) -> Value:
    """The value of one part of a chart."""
    if title == "未完成未逾期":
        done, late = sums["open"], sums["overdue"]
        assert isinstance(done, Decimal)
        assert isinstance(late, Decimal)
        return done - late
    return sums[DRAWN[title]]


DRAWN = {
    "已销号": "closed",
    "逾期": "overdue",
    "核减": "cancelled",
    "销号率": "close_rate",
    "方案序时进度": "pace",
}


CARDS = {
    "措施总数": "total",
    "已销号": "closed",
    "销号率": "close_rate",
    "未完成": "open",
    "逾期": "overdue",
    "滞后": "lagging",
    "临期": "due_soon",
    "待核查": "submitted",
    "未报送": "missing",
}


@pytest.mark.parametrize("period", PERIODS)
def test_the_key_figures_of_the_page_are_those_of_the_ledger(papers: Papers, period: str) -> None:
    lines = papers.read(papers.report(period, ".html")).lines
    sums = papers.known(period)[ALL]

    for label, key in CARDS.items():
        shown = re.match(r"[\d.]+", lines[lines.index(label) + 1])
        assert shown is not None, label
        assert Decimal(shown.group()) == sums[key], label
