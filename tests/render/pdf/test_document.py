"""PDF as files: the same bytes, nothing of the data obeyed or cut, faults in words."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.support.cli import SOURCE, LedgerCli, scrubbed
from tests.support.pdf import (
    a_paper,
    a_table,
    cells_of,
    opened,
    rows_of,
    set_in_type,
    text_of,
)

from ganxian_ledger.domain.model.calendar import parse_period
from ganxian_ledger.domain.views.doctor_facts import Face
from ganxian_ledger.domain.views.paper import Block, Chapter, Paper
from ganxian_ledger.domain.views.table import Column, Table
from ganxian_ledger.render import pdf
from ganxian_ledger.render.layouts import TemplateFault
from ganxian_ledger.render.pdf import complaints, faces
from ganxian_ledger.render.pdf.content import content_of
from ganxian_ledger.usecases.context import context
from ganxian_ledger.usecases.report import Question, answer

typst = pytest.importorskip("typst", reason="typst is not installed")
DEMO = Path(__file__).parents[3] / "examples" / "demo"
HOSTILE = (
    "#let x = 1; #x",
    "*b* _i_ $x$ @ref <label> `c` // d /* e */ ~ -- --- = f",
    '#read("/etc/passwd")',
    '#import "@preview/cetz:0.3.0"',
    "\\u{41} \\ #sym.arrow ]]}})",
    "=1+1",
    "“引号” 'q' \"q\" 𠮷野家",
)


def _tables(paper: Paper) -> list[Table]:
    return [block.table for block in paper.block.values() if block.table and block.table.rows]


@pytest.mark.parametrize("period", ["2024-06", "2024-12", "2024"])
def test_every_row_of_the_papers_tables_stands_in_the_pdf(period: str) -> None:
    asked = parse_period(period)
    assert asked is not None
    folder = context(str(DEMO)).folder
    paper = answer(folder, Question(asked), today=date(2025, 1, 15)).paper()
    made = set_in_type(paper)
    text, rows = text_of(made), rows_of(made)
    assert len(_tables(paper)) >= 9
    for table in _tables(paper):
        wanted = cells_of(table)
        assert [row for row in rows if row in set(wanted)][: len(wanted)]
        assert not set(wanted) - set(rows), table.caption
    for chapter in paper.chapters:
        for block in chapter.blocks:
            for words in (*block.words, *block.points):
                assert "".join(words.split()) in text


def test_what_looks_like_markup_stands_there_as_it_was_written() -> None:
    rows = tuple((words, words, 1, words, words) for words in HOSTILE)
    paper = a_paper(
        Block("b", words=HOSTILE, points=HOSTILE, table=a_table(1)._replace(rows=rows)),
        title=HOSTILE[0],
        number=HOSTILE[1],
        addressee=HOSTILE[2],
        issuer=HOSTILE[3],
        facts=tuple((words, words) for words in HOSTILE),
        annexes=(Chapter("a", HOSTILE[4], ()),),
    )
    text = text_of(set_in_type(paper))
    for words in HOSTILE:
        assert text.count(words.replace(" ", "")) >= 2 + 3 + 2


def test_characters_that_steer_are_shown_by_their_pictures_and_escapes() -> None:
    made = set_in_type(a_paper(Block("b", words=("甲\x1b[31m\x00乙\u202e丙\u200b丁",))))
    assert "甲␛[31m␀乙\\u202e丙\\u200b丁" in text_of(made)


@pytest.mark.parametrize("letter", ["字", "W", "。", "（", "a\u00a0"])
def test_ten_thousand_characters_without_a_place_to_break_are_all_there(letter: str) -> None:
    whole = letter * (10_000 // len(letter))
    table = a_table(1)._replace(rows=(("8.1", whole, 1, "绿", "短"),))
    made = set_in_type(a_paper(Block("b", words=(whole,), table=table)))
    with opened(made) as document:
        chars = [char for page in document.pages for char in page.chars]
        found = [char for char in chars if char["text"] == letter[0]]
        assert len(found) == 2 * len(whole) // len(letter)
        for page in document.pages:
            assert all(c["x0"] >= 0 and c["x1"] <= page.width for c in page.chars)
            assert all(c["top"] >= 0 and c["bottom"] <= page.height - 40 for c in page.chars)


def test_a_cell_of_many_lines_goes_on_over_the_page() -> None:
    rows = (("8.1", "\n".join(map(str, range(300))), 1, "绿", "短"),)
    made = set_in_type(a_paper(Block("b", table=a_table(1)._replace(rows=rows))))
    text = text_of(made)
    assert all(str(number) in text for number in range(300))
    with opened(made) as document:
        assert len(document.pages) > 5


def test_a_row_that_fits_on_a_page_is_not_parted() -> None:
    note = "说明" * 60
    rows = tuple((f"8.{n}", "措施", 1, "绿", f"{note}{n}") for n in range(1, 60))
    made = set_in_type(a_paper(Block("b", table=a_table(1)._replace(rows=rows))))
    found = [row for row in rows_of(made) if row[0] != "编号"]
    assert [row[4] for row in found] == [row[4] for row in rows]


def test_the_same_paper_gives_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    made = []
    for number, seed in enumerate(("1", "2")):
        file = tmp_path / f"{number}.pdf"
        done = subprocess.run(
            [
                *(sys.executable, "-m", "ganxian_ledger", "report", "--month", "2024-06"),
                *("--data", str(DEMO), "-o", str(file)),
            ],
            env={**scrubbed(), "PYTHONPATH": str(SOURCE), "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        )
        assert "已写入" in done.stderr.decode()
        made.append(file.read_bytes())
    assert made[0] == made[1]
    assert b"CreationDate" not in made[0]


def test_the_document_says_its_title_its_language_its_layout_and_its_fonts() -> None:
    with opened(set_in_type(a_paper())) as document:
        catalog = document.doc.catalog
        assert document.metadata["Title"] == "关于工作进展情况的通报"
        subject = document.metadata["Subject"]
    assert catalog["Lang"] in {b"zh-CN", b"zh"}
    assert "StructTreeRoot" in catalog
    assert subject.startswith("版式：monthly.typ（")
    assert all(f"{face.value}用 " in subject for face in Face)


def test_a_very_long_list_has_no_tags_which_would_make_the_file_ten_times_as_big() -> None:
    columns = (Column("id", "编号"), Column("title", "措施", fold=True))
    rows = tuple((f"1.{n}", f"措施{n}") for n in range(1200))
    made = set_in_type(a_paper(Block("b", table=Table(columns, rows))))
    with opened(made) as document:
        assert "StructTreeRoot" not in document.doc.catalog
    assert [row for row in rows_of(made) if row[0] != "编号"] == list(rows)


def test_without_a_font_for_chinese_it_says_what_to_install(monkeypatch: Any) -> None:
    fonts = typst.Fonts
    monkeypatch.setattr(typst, "Fonts", lambda: fonts(include_system_fonts=False))
    with pytest.raises(faces.NoChineseFont, match="中文") as refused:
        set_in_type(a_paper())
    assert "安装" in refused.value.remedy or "字体册" in refused.value.remedy


@pytest.mark.parametrize(
    ("platform", "words"),
    [("linux", "fonts-noto-cjk"), ("win32", "可选功能"), ("darwin", "字体册")],
)
def test_the_remedy_names_what_the_system_offers(
    platform: str, words: str, monkeypatch: Any
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    with pytest.raises(faces.NoChineseFont) as refused:
        faces.chosen(["DejaVu Sans"])
    assert words in refused.value.remedy


def test_the_fonts_of_the_standard_are_taken_first_and_others_stand_behind_them() -> None:
    found = ["SimSun", "FangSong", "KaiTi", "SimHei", "Noto Serif CJK SC", "FZXiaoBiaoSong-B05S"]
    chosen = faces.chosen(found)
    assert {face.value: names[0] for face, names in chosen.items()} == {
        "仿宋": "FangSong",
        "黑体": "SimHei",
        "楷体": "KaiTi",
        "小标宋": "FZXiaoBiaoSong-B05S",
        "宋体": "SimSun",
    }
    assert all(set(names) == set(found) for names in chosen.values())
    assert faces.chosen(["noto serif cjk sc"])[Face.TITLE] == ("noto serif cjk sc",)


def test_without_typst_it_says_how_to_install_it(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    monkeypatch.delitem(sys.modules, "ganxian_ledger.render.pdf.typesetter", raising=False)
    monkeypatch.delattr(pdf, "typesetter", raising=False)
    file = tmp_path / "通报.pdf"
    result = LedgerCli(tmp_path)(
        "report", "--month", "2024-06", "--data", str(DEMO), "-o", str(file)
    )
    assert result.code == 4
    assert 'pip install "ganxian-ledger[pdf]"' in result.err
    assert "--via libreoffice" in result.err
    assert "Traceback" not in result.err
    assert not file.exists()


@pytest.fixture
def layout(tmp_path: Path) -> Callable[..., bytes]:
    """Set a paper by a layout of one's own, with pieces of one's own."""

    def make(text: str | bytes, **pieces: str) -> bytes:
        for folder, name, content in (
            ("report", "简版", text),
            *(("parts", name, content) for name, content in pieces.items()),
        ):
            (tmp_path / folder).mkdir(exist_ok=True)
            encoded = content if isinstance(content, bytes) else content.encode()
            (tmp_path / folder / f"{name}.typ").write_bytes(encoded)
        return set_in_type(a_paper(), tmp_path, template="简版")

    return make


def test_a_layout_of_ones_own_uses_the_shared_pieces(layout: Callable[..., bytes]) -> None:
    made = layout('#import "/parts/paper.typ": *\n#show: official\n自有版式 #paper.title')
    assert "自有版式关于工作进展情况的通报" in text_of(made)


def test_a_shared_piece_of_ones_own_wins(layout: Callable[..., bytes]) -> None:
    made = layout('#import "/parts/paper.typ": say\n#say', paper="#let say = [自有零件]")
    assert "自有零件" in text_of(made)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("#let x = 1\n\n#foo", 3, "没有“foo”这个名字"),
        ("#let x = (", 1, "没有配对"),
        ('#import "/parts/paper.typ": *\n#paper.nothing', 2, "没有“nothing”这一项"),
        ('\n#import "/parts/none.typ": x', 2, "引用的文件不存在"),
        ('#read("/etc/passwd")', 1, "引用的文件不存在"),
        ('#read("../../../etc/passwd")', 1, "版式以外的文件"),
        ('#image("/etc/passwd")', 1, "引用的文件不存在"),
        ("#while true {}", 1, "没有尽头"),
        ("#let f(x) = f(x)\n#f(1)", 1, "没有尽头"),
        ("#h(1, 2, 3)", 1, "typ:1"),
        ('#panic("自己停下")', 1, "自己停下"),
    ],
)
def test_a_faulty_layout_is_told_with_its_line(
    layout: Callable[..., bytes], text: str, line: int, words: str
) -> None:
    with pytest.raises(TemplateFault, match=f"简版.typ:{line}：") as fault:
        layout(text)
    assert words in fault.value.message
    assert fault.value.remedy


def test_a_fault_is_told_where_the_own_layout_uses_a_shipped_piece_wrongly(
    layout: Callable[..., bytes],
) -> None:
    with pytest.raises(TemplateFault, match=r"简版.typ:3："):
        layout('#import "/parts/paper.typ": *\n\n#block-of("x")')


def test_a_layout_cannot_have_packages_from_the_network(layout: Callable[..., bytes]) -> None:
    for text in ('#import "@preview/cetz:0.3.0"', '#import "@pre" + "view/cetz:0.3.0"'):
        with pytest.raises(TemplateFault, match=r"简版.typ:1：不能用网上的软件包"):
            layout(text)


def test_a_layout_that_is_not_utf_8_is_refused(layout: Callable[..., bytes]) -> None:
    with pytest.raises(TemplateFault, match="UTF-8"):
        layout("版式".encode("gb18030"))


def test_an_unknown_complaint_keeps_its_words() -> None:
    message, remedy = complaints.words_of("something new")
    assert "something new" in message
    assert remedy


def test_a_layout_sees_texts_and_no_figures_to_compute_with() -> None:
    content = content_of(a_paper(Block("b", table=a_table(3))), {}, "", "x")
    cells = [
        c for row in content["chapters"][0]["blocks"][0]["table"]["rows"] for c in row["cells"]
    ]
    assert all(isinstance(piece, str) for cell in cells for piece in cell)
