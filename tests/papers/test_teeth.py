"""The comparison of figures bites: one digit that is changed in a paper is noticed."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from tests.papers.conftest import DEMO, Papers
from tests.papers.extracting import READERS, Cell, Extract
from tests.papers.figures import Known, faults, rows_of, sentence_faults
from tests.papers.test_agree import TABLES

from ganxian_ledger.render.papers import FORMATS

PERIOD = "2024-06"
PLACES = {
    ".md": ("", rb"(\| 1\.1 \|[^\n]*\| 4)5(% \|)"),
    ".csv": ("", rb"(\n1\.1,[^\n]*,4)5(,50\.0)"),
    ".json": ("", rb'("id": "1\.1",.*?"percent": 4)5(,)'),
    ".html": ("", rb"(>1\.1<.*?>4)5(%)"),
    ".docx": ("word/document.xml", rb"(>1\.1<.*?>4)5(%<)"),
    ".xlsx": ("xl/worksheets/sheet1.xml", rb'(<c r="K6" [^>]*><v>(?:0\.)?4)5(</v>)'),
}
"""In which file of a paper the 45 % of measure 1.1 stands, and around which digit."""


@pytest.mark.parametrize("ending", PLACES)
def test_one_digit_that_is_changed_in_a_file_is_noticed(papers: Papers, ending: str) -> None:
    member, pattern = PLACES[ending]
    whole = papers.report(PERIOD, ending).read_bytes()
    paper = READERS[ending](_changed(whole, member, pattern))

    assert faults(paper, papers.known(PERIOD), TABLES[ending]) == [
        "measures 1.1 percent: 46, not 45"
    ]


def _changed(data: bytes, member: str, pattern: bytes) -> bytes:
    """The file with a 6 in the place of one 5."""
    if not member:
        text, count = re.subn(pattern, rb"\g<1>6\2", data, count=1, flags=re.DOTALL)
        assert count == 1
        return text
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, _changed(part, "", pattern) if name == member else part)
    return out.getvalue()


@pytest.mark.parametrize("ending", FORMATS)
def test_a_paper_of_a_ledger_with_one_other_digit_is_noticed(
    papers: Papers, tmp_path: Path, ending: str
) -> None:
    shutil.copytree(DEMO, tmp_path / "data")
    tasks = tmp_path / "data" / "tasks.yaml"
    text = tasks.read_text("utf-8")
    changed = re.sub(
        r"(id: '1\.1'.*?date: 2024-06-18.*?percent: 4)5", r"\g<1>6", text, count=1, flags=re.DOTALL
    )
    assert changed != text
    tasks.write_text(changed, "utf-8")
    other = Papers(tmp_path, str(tmp_path / "data"))
    found = faults(other.read(other.report(PERIOD, ending)), papers.known(PERIOD), TABLES[ending])

    assert "measures 1.1 percent: 46, not 45" in found


@pytest.mark.parametrize("ending", [one for one in FORMATS if one != ".json"])
def test_a_digit_that_is_changed_in_any_column_is_noticed(papers: Papers, ending: str) -> None:
    paper, known = papers.read(papers.report(PERIOD, ending)), papers.known(PERIOD)
    columns: dict[tuple[str, str], list[Extract]] = {}
    for column, other in _each_cell_changed(paper, known):
        columns.setdefault(column, []).append(other)

    assert len(columns) >= (3 if ending == ".csv" else 10)
    unnoticed = {
        column
        for column, others in columns.items()
        for other in others[:: max(1, len(others) // 3)]
        if not faults(other, known, TABLES[ending])
    }
    assert unnoticed == set()


def _each_cell_changed(paper: Extract, known: Known) -> Iterator[tuple[tuple[str, str], Extract]]:
    """The paper with another number in one cell of a column of figures."""
    for kind, heads, (number, line) in rows_of(paper):
        row = paper.grids[number][line]
        for at, (head, cell) in enumerate(zip(heads, row, strict=False)):
            changed = _other(cell)
            if kind.fields.get(head) and changed is not None and "合计" not in row:
                new = (*row[:at], changed, *row[at + 1 :])
                grid = paper.grids[number]
                grids = (
                    *paper.grids[:number],
                    (*grid[:line], new, *grid[line + 1 :]),
                    *paper.grids[number + 1 :],
                )
                yield (kind.name, head), paper._replace(grids=grids)


def _other(cell: Cell) -> Cell:
    """A cell with its first digit changed; None where it has none."""
    if isinstance(cell, Decimal):
        return cell + 1
    if isinstance(cell, str) and re.search(r"\d", cell):
        return re.sub(r"\d", lambda digit: str((int(digit.group()) + 1) % 10), cell, count=1)
    return None


@pytest.mark.parametrize("ending", [".md", ".docx"])
def test_a_sentence_with_another_number_is_noticed(papers: Papers, ending: str) -> None:
    paper, asked = papers.read(papers.report(PERIOD, ending)), papers.asked(PERIOD)
    lines = tuple(line.replace("已销号4项，占", "已销号5项，占") for line in paper.lines)

    assert sentence_faults(paper._replace(lines=lines), asked) == ["no sentence says 已销号4项，占"]
