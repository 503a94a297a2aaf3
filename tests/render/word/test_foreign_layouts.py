"""Word templates as other editors and other people save them: used whole, or refused in words."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt
from tests.render.word import built

from ganxian_ledger.render import word
from ganxian_ledger.render.layouts import TemplateFault

TEXT, STYLES = "word/document.xml", "word/styles.xml"
BODY = b"<w:body>"
TABLE = "{{p table(block.first.table) }}"
CHART = "{{p chart(block.first.chart) }}"
TYPE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
PEOPLE = b"http://schemas.microsoft.com/office/2011/relationships/people"
MADE_OF_A_BARE_TEMPLATE = (
    "import hashlib, sys; from tests.render.word import built;"
    "from ganxian_ledger.render import word;"
    "layout = built.as_layout(sys.stdin.buffer.read());"
    "print(hashlib.sha256(word.document(built.a_paper(), layout, {})).hexdigest())"
)


def changed(name: str, old: bytes, new: bytes) -> bytes:
    """A template with a table and a chart, one piece of one of its files given anew."""
    content = built.a_template("{{ paper.title }}", TABLE, CHART)
    before = built.part(content, name)
    assert old in before
    return built.rewritten(content, {name: before.replace(old, new, 1)})


def with_body(xml: str) -> bytes:
    return changed(TEXT, BODY, BODY + xml.encode())


def with_relation(kind: bytes, *, mode: bytes = b' TargetMode="External"') -> bytes:
    relation = b'<Relationship Id="rId99" Type="%s" Target="http://x.invalid/"%s/>' % (kind, mode)
    end = b"</Relationships>"
    return changed("word/_rels/document.xml.rels", end, relation + end)


def made(content: bytes) -> bytes:
    return word.document(built.a_paper(), built.as_layout(content), {})


def fault(content: bytes) -> TemplateFault:
    with pytest.raises(TemplateFault) as told:
        made(content)
    assert told.value.message.startswith("版式 自用.docx：")
    assert told.value.remedy
    return told.value


def is_whole(content: bytes) -> bool:
    """Whether the table and the chart stand in a paper."""
    document = built.opened(content)
    charts = [p for p in document.part.package.iter_parts() if "drawingml.chart" in p.content_type]
    return [len(table.rows) for table in document.tables] == [4] and len(charts) == 1


def moved(content: bytes, name: bytes) -> bytes:
    """A template whose text is another file of the package."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.namelist():
            data = source.read(entry)
            if entry in {"[Content_Types].xml", "_rels/.rels"}:
                data = data.replace(b"document.xml", name)
            target.writestr(entry.replace("document.xml", name.decode()), data)
    return out.getvalue()


@pytest.mark.parametrize("name", [b"document2.xml", b"document22.xml", b"main.text"])
def test_tables_and_charts_are_in_the_paper_whatever_the_name_of_its_text(name: bytes) -> None:
    template = built.a_template("{{ paper.title }}", TABLE, CHART)
    paper = made(moved(template, name))
    assert is_whole(paper)
    assert b"ledger-slot" not in built.part(paper, f"word/{name.decode()}")


def test_a_slot_that_has_no_place_in_the_text_is_no_silent_loss() -> None:
    with pytest.raises(AssertionError):
        list(word.slots.spliced(b"<w:body/>", {0: b"<w:tbl/>"}))


def test_a_template_without_our_styles_gives_the_same_bytes_each_time() -> None:
    template = built.a_template(TABLE, CHART)
    digests = {
        subprocess.run(
            [sys.executable, "-c", MADE_OF_A_BARE_TEMPLATE],
            env={**os.environ, "PYTHONHASHSEED": seed},
            input=template,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(digests) == 1


def test_a_style_of_ours_with_another_name_is_still_the_same() -> None:
    content = built.shipped("unit", "sheet").content
    styles = built.part(content, STYLES)
    assert styles.count('w:val="表格文字"'.encode()) == 1
    renamed = styles.replace("表格文字".encode(), "小字".encode())
    paper = built.made(
        built.a_paper(), built.as_layout(built.rewritten(content, {STYLES: renamed}))
    )
    ids = [style.style_id for style in paper.styles]
    assert len(set(ids)) == len(ids)
    cell = paper.tables[0].rows[1].cells[1].paragraphs[0]
    assert cell.style is not None
    assert cell.style.name == "小字"


@pytest.mark.parametrize("size", ["0", "10.5", "10.5pt", "abc", "", "99999", "-4", "1e999"])
def test_any_size_of_the_text_in_tables_gives_a_table(size: str) -> None:
    document = docx.Document()
    document.add_paragraph(TABLE)
    document.add_paragraph(CHART)
    style = document.styles.add_style("表格文字", 1)
    style.font.size = Pt(10)
    style.element.find(f"{qn('w:rPr')}/{qn('w:sz')}").set(qn("w:val"), size)
    saved = BytesIO()
    document.save(saved)
    assert is_whole(made(saved.getvalue()))


@pytest.mark.parametrize(
    ("page", "width"),
    [
        ("11906", 11906),
        ("210mm", 11906),
        ("21.0cm", 11906),
        ("595.3pt", 11906),
        *((odd, 11906) for odd in ("abc", "inf", "nan", "1e999", "-5", "", "9" * 400)),
        ("8.27in", 11909),
    ],
)
def test_a_page_is_read_with_its_unit_and_where_it_is_none_is_the_usual_one(
    page: str, width: int
) -> None:
    content = built.a_template(TABLE)
    text = built.part(content, TEXT)
    odd = re.sub(rb'<w:pgSz w:w="\d+"', f'<w:pgSz w:w="{page}"'.encode(), text)
    sides = sum(int(n) for n in re.findall(rb'w:(?:left|right|gutter)="(\d+)"', text))
    paper = made(built.rewritten(content, {TEXT: odd}))
    told = re.search(rb'<w:tblW w:w="(\d+)"', built.part(paper, TEXT))
    assert told is not None
    assert int(told[1]) == width - sides


def test_a_document_without_a_body_is_refused() -> None:
    content = built.a_template("甲")
    bare = re.sub(rb"<w:body>.*</w:body>", b"", built.part(content, TEXT), flags=re.DOTALL)
    assert "没有正文" in fault(built.rewritten(content, {TEXT: bare})).message


@pytest.mark.parametrize("number", ["99", "0", "abc", ""])
@pytest.mark.parametrize("place", ["", "<w:body>"])
def test_a_slot_that_a_template_brings_along_is_none(number: str, place: str) -> None:
    mark = f"<?ledger-slot {number}?>".encode()
    new = BODY + mark if place else mark + BODY
    paper = made(changed(TEXT, BODY, new))
    assert is_whole(paper)
    assert b"ledger-slot" not in built.part(paper, TEXT)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (b"image", "链接到文件以外的图片"),
        (b"attachedTemplate", "附着在另一个 Word 模板上"),
        (b"oleObject", "指向文件以外的链接"),
        (b"subDocument", "指向文件以外的链接"),
    ],
)
def test_what_is_fetched_from_outside_is_refused(kind: bytes, said: str) -> None:
    assert said in fault(with_relation(TYPE + kind)).message


def test_a_hyperlink_of_the_template_is_kept() -> None:
    assert is_whole(made(with_relation(TYPE + b"hyperlink")))


def field(*pieces: str) -> str:
    """A field whose instruction is parted into runs."""
    said = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    return (
        f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{said}<w:r><w:fldChar '
        'w:fldCharType="separate"/></w:r><w:r><w:t>甲</w:t></w:r><w:r>'
        '<w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        (field(" DDE excel x"), "（DDE）"),
        (field(" dde", "auto c:\\x"), "（DDEAUTO）"),
        (field('INCLUDETEXT "c:\\x"'), "（INCLUDETEXT）"),
        (field(" INCLUDE", "PICTURE http://x.invalid/"), "（INCLUDEPICTURE）"),
        ('<w:p><w:fldSimple w:instr=" DDEAUTO c x"/></w:p>', "（DDEAUTO）"),
        (field(' HYPERLINK "{{ paper.title }}"'), "域代码里有标记"),
        ("<w:altChunk/>", "altChunk"),
    ],
)
def test_fields_that_read_other_files_are_refused(xml: str, said: str) -> None:
    assert said in fault(with_body(xml)).message


def test_such_a_field_in_a_footer_or_within_another_field_is_refused_too() -> None:
    inner = field(" DDEAUTO c x").removeprefix("<w:p>").removesuffix("</w:p>")
    outer = field(" IF ", " 1 = 1 ").replace("</w:instrText></w:r>", f"</w:instrText></w:r>{inner}")
    assert "（DDEAUTO）" in fault(with_body(outer)).message
    document = built.opened(built.a_template("甲"))
    run = document.sections[0].footer.paragraphs[0].add_run()
    run._r.append(
        docx.oxml.parse_xml(f'<w:instrText xmlns:w="{docx.oxml.ns.nsmap["w"]}">DDE x</w:instrText>')
    )
    saved = BytesIO()
    document.save(saved)
    assert "（DDE）" in fault(saved.getvalue()).message


def test_fields_of_the_document_itself_are_kept() -> None:
    paper = made(with_body(field(" PAGE ") + field(' HYPERLINK "http://x.invalid/"')))
    assert is_whole(paper)
    assert built.part(paper, TEXT).count(b"<w:instrText") == 2


@pytest.mark.parametrize(
    "xml",
    [
        '<w:p><w:ins w:id="1" w:author="某甲"><w:r><w:t>乙</w:t></w:r></w:ins></w:p>',
        '<w:p><w:del w:id="1"><w:r><w:delText>乙</w:delText></w:r></w:del></w:p>',
        "<w:p><w:pPr><w:rPr><w:rPrChange/></w:rPr></w:pPr></w:p>",
        '<w:p><w:moveFromRangeStart w:id="1" w:author="某甲" w:name="a"/></w:p>',
        '<w:p><w:r><w:commentReference w:id="0"/></w:r></w:p>',
    ],
)
def test_revisions_and_remarks_are_refused(xml: str) -> None:
    told = fault(with_body(xml))
    assert "留有修订或批注" in told.message
    assert told.remedy == "先接受或拒绝全部修订、删去批注，再保存"
    assert "某甲" not in str(told)


def test_a_comment_of_a_part_of_its_own_is_refused() -> None:
    document = built.opened(built.a_template("甲"))
    document.add_comment(document.paragraphs[0].runs, "再改", author="某甲")
    saved = BytesIO()
    document.save(saved)
    assert "留有修订或批注" in fault(saved.getvalue()).message


def test_the_list_of_people_that_word_leaves_behind_stays_out_of_papers() -> None:
    kind = b"application/vnd.openxmlformats-officedocument.wordprocessingml.people+xml"
    content = with_relation(PEOPLE, mode=b"")
    rels = built.part(content, "word/_rels/document.xml.rels")
    types = built.part(content, "[Content_Types].xml")
    told = b'<Override PartName="/word/people.xml" ContentType="%s"/></Types>' % kind
    people = (
        '<w15:people xmlns:w15="http://x.invalid/"><w15:person w15:author="某甲"/></w15:people>'
    )
    content = built.rewritten(
        content,
        {
            "word/_rels/document.xml.rels": rels.replace(b"http://x.invalid/", b"people.xml"),
            "[Content_Types].xml": types.replace(b"</Types>", told),
            "word/people.xml": people.encode(),
        },
    )
    with zipfile.ZipFile(BytesIO(made(content))) as package:
        assert "word/people.xml" not in package.namelist()
        assert not any("某甲".encode() in package.read(name) for name in package.namelist())


def test_an_entity_is_told_as_what_it_is() -> None:
    content = built.a_template("甲")
    text = built.part(content, TEXT).replace("甲".encode(), b"&a;")
    entity = b'<!DOCTYPE w:document [<!ENTITY a "b">]><w:document '
    text = text.replace(b"<w:document ", entity, 1)
    assert "DOCTYPE" in fault(built.rewritten(content, {TEXT: text})).message


def test_a_part_in_another_encoding_is_refused() -> None:
    content = built.a_template("甲")
    text = built.part(content, TEXT).decode().replace("UTF-8", "UTF-16").encode("utf-16")
    assert "不是 UTF-8 编码" in fault(built.rewritten(content, {TEXT: text})).message


@pytest.mark.parametrize("paragraphs", [(), ("", " ", "　")])
def test_a_template_without_a_word_is_refused(paragraphs: tuple[str, ...]) -> None:
    assert "没有一个字" in fault(built.a_template(*paragraphs)).message


def test_a_faulty_grid_of_a_table_of_ones_own_is_refused() -> None:
    document = built.opened(built.a_template("甲", rows=[("乙",)]))
    table = document.tables[0]._tbl
    table.remove(table.tblGrid)
    saved = BytesIO()
    document.save(saved)
    assert "自己画的表格" in fault(saved.getvalue()).message


def test_tags_that_tear_a_header_apart_are_refused() -> None:
    document = built.opened(built.a_template("甲"))
    header = document.sections[0].header
    header.paragraphs[0].text = "{%p if not paper.title %}"
    header.add_paragraph("乙{% endif %}")
    saved = BytesIO()
    document.save(saved)
    assert "没有落在同样的位置" in fault(saved.getvalue()).message
