"""What LibreOffice makes of our papers, and of templates that were changed in it."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest
from docx.enum.section import WD_ORIENT
from tests.render.word import built

from ganxian_ledger.domain.views.paper import Block, Chapter
from ganxian_ledger.domain.views.table import Table
from ganxian_ledger.render import word
from ganxian_ledger.render.layouts import TemplateFault

pytestmark = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="需要 LibreOffice（soffice）"
)


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A profile of its own, for another LibreOffice may be running."""
    return f"-env:UserInstallation={tmp_path_factory.mktemp('office').as_uri()}"


def converted(content: bytes, ending: str, folder: Path, profile: str) -> bytes:
    """A document as LibreOffice saves it."""
    source, out = folder / "paper.docx", folder / "out"
    source.write_bytes(content)
    command = ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", str(out)]
    subprocess.run([*command, str(source)], capture_output=True, check=True, timeout=180)
    return (out / f"paper.{ending}").read_bytes()


def test_a_full_page_has_22_lines_of_28_characters(tmp_path: Path, profile: str) -> None:
    chapters = (Chapter("x", "", (Block("b", ("国" * 28 * 60,)),)),)
    paper = built.a_paper(chapters=chapters, annexes=(), opening=(), facts=())
    content = word.document(paper, built.shipped("unit", "sheet"), {})
    with pdfplumber.open(BytesIO(converted(content, "pdf", tmp_path, profile))) as pdf:
        page = pdf.pages[1]
        lines = Counter(round(char["top"]) for char in page.chars if char["text"] == "国")
        assert len(lines) == 22
        assert set(lines.values()) == {28}
        body = [char for char in page.chars if char["text"] == "国"]
        assert min(char["x0"] for char in body) == pytest.approx(28 / 25.4 * 72, abs=1)
        assert max(char["x1"] for char in body) <= (210 - 26) / 25.4 * 72 + 1
        numbers = ["".join(c["text"] for c in p.chars if c["top"] > 740) for p in pdf.pages[:2]]
        assert [number.replace(" ", "") for number in numbers] == ["—1—", "—2—"]
        sides = [min(c["x0"] for c in p.chars if c["top"] > 740) for p in pdf.pages[:2]]
        assert sides[0] > 300 > sides[1]


def test_annexes_are_across_and_their_heads_repeat(tmp_path: Path, profile: str) -> None:
    table = built.TABLE._replace(rows=built.TABLE.rows[:1] * 60, sums=0)
    annexes = (Chapter("a", "明细", (Block("annex", table=table),)),)
    content = word.document(built.a_paper(annexes=annexes), built.shipped("unit", "sheet"), {})
    with pdfplumber.open(BytesIO(converted(content, "pdf", tmp_path, profile))) as pdf:
        across = [page for page in pdf.pages if page.width > page.height]
        assert len(across) >= 3
        assert all("完成比例" in page.extract_text() for page in across)
        assert sum(page.extract_text().count("城镇污水管网建设") for page in across) == 60


def test_the_number_of_a_page_across_is_turned_and_stands_at_its_left(
    tmp_path: Path, profile: str
) -> None:
    content = word.document(built.a_paper(), built.shipped("unit", "sheet"), {})
    with pdfplumber.open(BytesIO(converted(content, "pdf", tmp_path, profile))) as pdf:
        across = [page for page in pdf.pages if page.width > page.height]
        assert across
        for page in across:
            turned = [char for char in page.chars if not char["upright"]]
            assert "".join(c["text"] for c in turned).replace(" ", "") == f"—{page.page_number}—"
            middle = sum(c["x0"] + c["x1"] for c in turned) / len(turned) / 2
            assert middle == pytest.approx((35 - 7) / 25.4 * 72, abs=4)
            is_low = min(c["top"] for c in turned) > page.height / 2
            assert is_low is bool(page.page_number % 2)


def test_no_row_is_lost_and_no_page_is_empty_wherever_a_table_stands(
    tmp_path: Path, profile: str
) -> None:
    rows = tuple((f"R{i:02d}", "甲", 1, 1, "绿") for i in range(11))
    table = built.TABLE._replace(rows=rows)
    above = Table(built.COLUMNS[:2], tuple((f"Q{i:02d}", "长" * 90) for i in range(20)))
    sources = []
    for lines in range(8, 20):
        first = Chapter("x", "甲", (Block("a", ("国" * 28 * lines,), table=table),))
        second = Chapter("y", "后面的标题", (Block("b", table=above),))
        paper = built.a_paper(chapters=(first, second), annexes=())
        sources.append(tmp_path / f"{lines}.docx")
        sources[-1].write_bytes(word.document(paper, built.shipped("unit", "sheet"), {}))
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, *map(str, sources)], capture_output=True, check=True, timeout=180)
    for source in sources:
        with pdfplumber.open(source.with_suffix(".pdf")) as pdf:
            texts = [page.extract_text() for page in pdf.pages]
        words = "".join(texts)
        assert set(re.findall(r"[QR]\d\d", words)) == {
            *(f"R{i:02d}" for i in range(11)),
            *(f"Q{i:02d}" for i in range(20)),
        }, source.name
        assert all(len(text) > 40 for text in texts), source.name
        assert "特此函达" in next(text for text in texts if "示例办公室" in text)


def test_a_letter_has_the_measures_of_the_standard(tmp_path: Path, profile: str) -> None:
    content = word.document(built.a_paper("letter"), built.shipped("letter", "urging"), {})
    with pdfplumber.open(BytesIO(converted(content, "pdf", tmp_path, profile))) as pdf:
        page = pdf.pages[0]
        red = [one for one in page.lines if one["stroking_color"] == (1.0, 0.0, 0.0)]
        chars = [char for char in page.chars if char["non_stroking_color"] == (1.0, 0.0, 0.0)]
        number = next(char for char in page.chars if char["text"] == "文")
    millimetre = 72 / 25.4
    places = sorted({(one["top"] / millimetre, one["linewidth"]) for one in red})
    assert {round((one["x1"] - one["x0"]) / millimetre) for one in red} == {170}
    assert [width > 2 for _, width in places] == [True, False, False, True]
    assert chars[0]["top"] / millimetre == pytest.approx(29.5, abs=1.5)
    assert number["top"] / millimetre - places[1][0] == pytest.approx(4.9, abs=0.7)
    assert 297 - places[3][0] - places[3][1] / 2 / millimetre == pytest.approx(20, abs=0.5)


def test_a_template_changed_and_saved_in_libreoffice_still_works(
    tmp_path: Path, profile: str
) -> None:
    document = built.opened(built.shipped("unit", "sheet").content)
    for paragraph in document.paragraphs:
        if paragraph.text.endswith("{{ paper.issuer }}"):
            paragraph.runs[0].text = "（草稿）{{ paper.issuer }}"
    saved = BytesIO()
    document.save(saved)
    again = converted(saved.getvalue(), "docx", tmp_path, profile)
    made = built.made(built.a_paper(title="甲<乙>{{ 丙 }}"), built.as_layout(again))
    words = built.texts(made)
    assert "（草稿）示例办公室" in words
    assert words[0] == "甲<乙>{{ 丙 }}"
    assert [len(table.rows) for table in made.tables] == [4, 4]
    assert made.tables[0].style is not None
    assert made.tables[0].style.name == "公文表格"
    assert made.core_properties.author == ""
    assert [s.orientation for s in made.sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE]
    assert "附件1" in words


def test_a_broken_template_is_noticed_after_libreoffice_too(tmp_path: Path, profile: str) -> None:
    again = converted(built.a_template("｛｛ paper.title ｝｝"), "docx", tmp_path, profile)
    with pytest.raises(TemplateFault, match="全角"):
        word.document(built.a_paper(), built.as_layout(again), {})
