"""Hostile, empty and huge ledgers: papers open, show everything, and nothing in them acts."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path
from unicodedata import normalize

import openpyxl
import pytest
from tests.papers.conftest import Papers
from tests.papers.extracting import Extract, Grid, Row, extract, plain
from tests.papers.figures import faults
from tests.papers.hostile import REFUSED, RESULT, TEXTS, Hostile, hostile, sized_files
from tests.papers.test_agree import TABLES
from tests.support.build import (
    a_measure,
    a_plan,
    a_project,
    a_target,
    a_unit,
    indented,
    ledger_files,
    write_ledger,
)
from tests.support.cli import LedgerCli

from ganxian_ledger.render.papers import FORMATS

DOCUMENT = ("plan", "measures", "units", "sections", "notes", "issues", "next", "targets")
SHOWN = {
    ".md": (*DOCUMENT, "readings"),
    ".docx": (*DOCUMENT, "readings"),
    ".pdf": (*DOCUMENT, "readings"),
    ".csv": ("measures", "units", "notes"),
    ".json": ("measures", "units", "issues", "next", "targets"),
    ".xlsx": ("measures", "units", "notes", "issues", "next", "targets", "evidence"),
    ".html": ("measures", "units", "notes", "targets"),
}
"""What the 通报 has to show whole in each format."""


@pytest.fixture(scope="session")
def wild() -> Hostile:
    """The hostile ledger."""
    return hostile()


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory, wild: Hostile) -> Papers:
    """Its papers."""
    folder = tmp_path_factory.mktemp("hostile")
    write_ledger(folder / "data", wild.files)
    (folder / ".git").mkdir()
    return Papers(folder, str(folder / "data"))


def test_the_hostile_ledger_is_a_sound_one(papers: Papers) -> None:
    assert "错误" not in papers.run("check")


@pytest.mark.parametrize("ending", FORMATS)
def test_hostile_texts_stand_whole_in_every_format(
    papers: Papers, wild: Hostile, ending: str
) -> None:
    paper = papers.read(papers.report("2024-06", ending))

    lost = {kind: missing(wild.shown[kind], paper, ending) for kind in SHOWN[ending]}
    assert {kind: gone for kind, gone in lost.items() if gone} == {}


NO_GLYPH = re.compile("[\U0001f000-\U0001ffff\ue000-\uf8ff\u0590-\u06ff]")
"""What fonts of offices have no picture for, or what runs from right to left."""


def missing(texts: Iterable[str], paper: Extract, ending: str) -> list[str]:
    """The texts that do not stand in the paper; a PDF keeps pictures of letters, not letters."""
    if ending != ".pdf":
        whole = plain(paper.text)
        return [one for one in texts if plain(one) not in whole]
    whole = plain(normalize("NFKC", f"{paper.text}{down_the_columns(paper)}"))
    kept = (one for one in texts if not NO_GLYPH.search(one))
    return [one for one in kept if plain(normalize("NFKC", one)) not in whole]


def down_the_columns(paper: Extract) -> str:
    """The cells of tables below one another, over the ends of pages."""
    columns: dict[tuple[Row, int], str] = {}
    for grid in paper.grids:
        for row in grid[1:]:
            for n, cell in enumerate(row):
                columns[grid[0], n] = columns.get((grid[0], n), "") + str(cell)
    return "".join(columns.values())


@pytest.mark.parametrize("ending", FORMATS)
def test_nothing_in_a_paper_acts(papers: Papers, ending: str) -> None:
    file = papers.report("2024-06", ending)

    assert papers.read(file).traps == ()
    assert [name for name, text in members(file.read_bytes()) if RESULT in text] == []
    assert RESULT not in papers.read(file).text


def members(data: bytes) -> Iterator[tuple[str, str]]:
    """The text of a file, or of each file within it."""
    if not data.startswith(b"PK"):
        yield "", data.decode("utf-8", "replace")
        return
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            yield name, archive.read(name).decode("utf-8", "replace")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_an_office_program_opens_hostile_papers(papers: Papers, tmp_path: Path) -> None:
    files = [str(papers.report("2024-06", ending)) for ending in (".docx", ".xlsx")]
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    for n, file in enumerate(files):
        out = tmp_path / str(n)
        subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(out), file],
            check=True,
            capture_output=True,
            timeout=120,
        )
        (made,) = out.iterdir()
        shown = subprocess.run(["pdftotext", str(made), "-"], check=True, capture_output=True)
        text = plain(shown.stdout.decode())
        assert RESULT not in text
        assert "工作台账" in text


@pytest.mark.parametrize("ending", FORMATS)
def test_the_figures_of_a_hostile_ledger_are_right_too(papers: Papers, ending: str) -> None:
    paper = papers.read(papers.report("2024-06", ending))

    kinds = TABLES[ending]
    if ending == ".pdf":  # there some names are not readable: measures by their numbers
        kinds = ("states", "sections", "measures", "overdue")
        paper = paper._replace(grids=tuple(map(numbered, paper.grids)))
    assert faults(paper, papers.known("2024-06"), kinds) == []


def numbered(grid: Grid) -> Grid:
    """The rows of a grid without names."""
    names = {"措施", "牵头单位"} if "编号" in grid[0] else {"指标", "单位"}
    kept = [n for n, head in enumerate(grid[0]) if head not in names]
    return tuple(tuple(row[n] for n in kept) for row in grid)


LISTS = (
    ("status",),
    ("overdue", "--within", "400"),
    ("targets",),
    ("units",),
    ("projects",),
    ("show", "1.1"),
    ("show", "2.17"),
)


@pytest.mark.parametrize("words", LISTS, ids=" ".join)
@pytest.mark.parametrize("ending", FORMATS)
def test_nothing_in_a_list_acts(papers: Papers, words: tuple[str, ...], ending: str) -> None:
    file = papers.folder / f"{''.join(words)}{ending}"
    papers.run(*words, "--as-of", "2024-06-30", "-o", str(file))

    assert papers.read(file).traps == ()
    assert [name for name, text in members(file.read_bytes()) if RESULT in text] == []
    named = {
        "targets": [f"{one} 指标{n}" for n, one in enumerate(TEXTS)],
        "units": [f"{one} 单位{n}" for n, one in enumerate(TEXTS)],
        "projects": [f"{one} 项目{n}" for n, one in enumerate(TEXTS)],
        "status": [f"{one} 措施{n}" for n, one in enumerate(TEXTS)],
    }.get(words[0], [])
    assert missing(named, papers.read(file), ending) == []


MARK = "标记"
RECORD = {"date": "2024-06-01", "type": "submit", "by": "区城管局"}
PLACES = {
    "title": ledger_files(measure=a_measure(title=MARK)),
    "note": ledger_files(measure=a_measure(log=[{**RECORD, "note": MARK}])),
    "unit": ledger_files(more_units=[a_unit(name=MARK)]),
    "target": ledger_files(more_targets=[a_target(id="b", name=MARK)]),
    "unit of measure": ledger_files(more_targets=[a_target(id="b", unit=MARK)]),
    "issuer": ledger_files(plan=f"issuer: {MARK}"),
    "project": ledger_files(project=a_project(name=MARK)),
    "evidence": ledger_files(
        measure=a_measure(
            log=[{**RECORD, "evidence": [{"url": "http://a.example", "title": MARK}]}]
        )
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
@pytest.mark.parametrize("place", PLACES)
def test_what_does_not_show_never_comes_in(tmp_path: Path, kind: str, place: str) -> None:
    bad = REFUSED[kind]
    escaped = "".join(f"\\u{ord(c):04x}" if ord(c) < 0x10000 else c for c in bad)
    ways = [escaped] if kind == "return" else [escaped, bad]
    for text in ways:
        files = {
            name: data.replace(MARK.encode(), f'"{text}"'.encode())
            for name, data in PLACES[place].items()
        }
        write_ledger(tmp_path / "data", files)
        ledger = LedgerCli(tmp_path)

        assert re.search(r" Y[12]\d\d 错误", ledger("check", "--format", "concise").expects(1).out)
        ledger("report", "--month", "2024-06", "-o", "x.md").expects(3)
        ledger("status", "-o", "x.csv").expects(3)
        assert [one.name for one in tmp_path.iterdir()] == ["data"]


# --- nothing, one, and ten thousand


EMPTY = {
    "tasks.yaml": "schema_version: 1\nplan:\n" + indented(a_plan(), 2) + "sections: []\n",
    "targets.yaml": "schema_version: 1\ntargets: []\n",
    "units.yaml": "schema_version: 1\nunits: []\n",
}


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("count", [0, 1])
def test_a_plan_of_no_measure_or_of_one_has_papers(tmp_path: Path, count: int, ending: str) -> None:
    empty = {name: text.encode() for name, text in EMPTY.items()}
    write_ledger(tmp_path / "data", ledger_files() if count else empty)
    papers = Papers(tmp_path, str(tmp_path / "data"))
    paper = papers.read(papers.report("2024-06", ending))

    assert paper.traps == ()
    assert faults(paper, papers.known("2024-06"), TABLES[ending] if count else ()) == []
    for words in ("status", "overdue", "targets", "units", "projects"):
        file = tmp_path / f"{words}{ending}"
        papers.run(words, "-o", str(file))
        listed = papers.read(file)
        assert listed.traps == ()
        assert listed.data is not None or any(listed.texts)


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    """A ledger of ten thousand measures."""
    folder = tmp_path_factory.mktemp("many")
    write_ledger(folder / "data", sized_files(10_000))
    return Papers(folder, str(folder / "data"))


@pytest.mark.slow
@pytest.mark.parametrize("ending", FORMATS)
def test_ten_thousand_measures_are_all_there(many: Papers, ending: str) -> None:
    if ending == ".pdf" and shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    numbers = Counter(numbers_in(many.report("2024-06", ending)))

    assert len(numbers) == 10_000
    assert set(numbers) == {f"{n % 3 + 1}.{n // 3 + 1}" for n in range(10_000)}


def numbers_in(file: Path) -> Iterator[str]:
    """The numbers of measures that stand alone in a cell or begin a line of a table."""
    data = file.read_bytes()
    if file.suffix == ".md":
        yield from re.findall(r"^\| (\d+\.\d+) \|", data.decode(), re.MULTILINE)
    elif file.suffix == ".json":
        yield from (one["id"] for one in json.loads(data)["measures"])
    elif file.suffix == ".pdf":
        shown = subprocess.run(
            ["pdftotext", "-layout", str(file), "-"], check=True, capture_output=True
        )
        yield from re.findall(r"^ *([1-3]\.\d{1,4}) ", shown.stdout.decode(), re.MULTILINE)
    elif file.suffix == ".docx":
        with zipfile.ZipFile(BytesIO(data)) as archive:
            text = archive.read("word/document.xml").decode()
        yield from re.findall(r"<w:t[^>]*>([1-3]\.\d{1,4})</w:t>", text)
    elif file.suffix == ".xlsx":
        with closing(openpyxl.load_workbook(file, read_only=True)) as book:
            rows = book.worksheets[0].iter_rows(max_col=3, values_only=True)
            yield from (str(row[2]) for row in rows if NUMBER.fullmatch(str(row[2])))
    else:
        cells = (cell for grid in extract(file).grids for row in grid for cell in row)
        yield from (cell for cell in cells if isinstance(cell, str) and NUMBER.fullmatch(cell))


NUMBER = re.compile(r"[1-3]\.\d{1,4}")
