"""Faulty Word templates: refused in words that help, with what stands near by."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from tests.render.word import built

from ganxian_ledger.render import word
from ganxian_ledger.render.layouts import TemplateFault
from ganxian_ledger.render.word import opening


def fault(content: bytes) -> TemplateFault:
    """What is said of a template."""
    with pytest.raises(TemplateFault) as told:
        word.document(built.a_paper(), built.as_layout(content), {})
    assert told.value.message.startswith("版式 自用.docx：")
    assert told.value.remedy
    return told.value


def with_part(name: str, data: bytes) -> bytes:
    return built.rewritten(built.a_template("{{ paper.title }}"), {name: data})


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "不是 Word 文档"),
        (b"plain text", "不是 Word 文档"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "旧格式（.doc）或加了密码"),
        (built.a_template("正文")[:-200], "不是 Word 文档，或文件已损坏"),
        (built.rewritten(built.a_template(), {"word/document.xml": b"<w:document"}), "打不开"),
        (built.rewritten(built.a_template(), {"[Content_Types].xml": b"<a/>"}), "打不开"),
        (with_part("word/vbaProject.bin", b"x"), "带有宏"),
    ],
)
def test_what_is_no_word_document_is_refused(content: bytes, said: str) -> None:
    assert said in fault(content).message


def test_a_workbook_is_no_template() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
    assert "打不开" in fault(out.getvalue()).message


def test_a_document_with_macros_is_refused_by_its_type() -> None:
    types = built.part(built.a_template(), "[Content_Types].xml")
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macro = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    content = with_part("[Content_Types].xml", types.replace(plain, macro))
    assert "带有宏" in fault(content).message


def test_a_bomb_is_counted_not_believed() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"0" * (opening.MOST_XML + 1))
    assert len(out.getvalue()) < 100_000
    assert "解压后太大" in fault(out.getvalue()).message


def test_too_many_files_are_refused() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for number in range(opening.MOST_ENTRIES + 1):
            package.writestr(f"{number}.xml", "")
    assert "内部文件重复或超过 1000 个" in fault(out.getvalue()).message


@pytest.mark.parametrize(
    ("paragraphs", "said"),
    [
        (
            ("第一段", "主标题：｛｛ paper.title ｝｝"),
            ("“主标题：｛｛ paper.title ｝｝”里有全角的“｛｛”",),
        ),
        (("{％ if paper.title %}甲{% endif %}",), ("全角的“{％”",)),
        (("{{ paper.title ｝}",), ("全角的“｝}”",)),
        (("标题 { { paper.title }}",), ("“{ {”不成标记",)),
        (("标题 paper.title }}",), ("“}}”不成标记",)),
        (("前文", "标题 {{ paper.title"), ("“标题 {{ paper.title”里的“{{”不成标记",)),
        (("{%p if paper.title %}", "甲"), ("缺少结束标记",)),
        (("前文", "标题 {{ paper.titel }}"), ("“标题 {{ paper.titel }}”附近", "title")),
        (("{{p table(block.frist.table) }}",), ("frist", "first")),
        (("{{ papper.title }}",), ("没有“papper”",)),
        (("{{ paper.__class__ }}",), ("__class__",)),
        (("{{ paper.title|mystery }}",), ("没有过滤器“mystery”",)),
        (("{% include 'x.docx' %}",), ("引用的版式“x.docx”不存在",)),
        (("{{ 10 ** 9 }}",), ("不能这样用",)),
        (("{{ '甲' * 9 }}",), ("不能对文字用",)),
        (("{{p table(paper.title) }}",), ("括号里不是表格",)),
        (("{{p chart(block.first.table) }}",), ("括号里不是图",)),
        (("见表 {{ table(block.first.table) }}",), ("不能和文字在同一段",)),
        (("{%p if not paper.title %}", "甲{% endif %}"), ("没有落在同样的位置",)),
    ],
)
def test_a_faulty_tag_is_told_with_the_words_near_by(
    paragraphs: tuple[str, ...], said: tuple[str, ...]
) -> None:
    told = fault(built.a_template(*paragraphs))
    assert all(words in f"{told.message}{told.remedy}" for words in said), told.message


@pytest.mark.parametrize(
    "tags",
    [
        "{% for a in [1] %}" * 25 + "甲" + "{% endfor %}" * 25,
        "{% if 1 %}" * 200 + "甲" + "{% endif %}" * 200,
        "{{ " + "(" * 300 + "1" + ")" * 300 + " }}",
        "{{ " + "[" * 300 + "]" * 300 + " }}",
        "{{ " + "not " * 3000 + "1 }}",
        "{{ " + "9" * 5000 + " }}",
    ],
    ids=["for", "if", "brackets", "lists", "not", "digits"],
)
def test_what_python_cannot_compile_is_the_layouts_fault(tags: str) -> None:
    assert "标记套得太深或写得太长" in fault(built.a_template("前文", tags)).message


def test_a_table_in_a_table_is_refused() -> None:
    content = built.a_template("正文", rows=[("{{ table(block.first.table) }}",)])
    assert "不能放在表格、文本框里" in fault(content).message


def test_a_table_in_a_header_is_refused() -> None:
    document = built.opened(built.a_template("正文"))
    document.sections[0].header.paragraphs[0].text = "{{ table(block.first.table) }}"
    saved = BytesIO()
    document.save(saved)
    assert "只能放在正文里" in fault(saved.getvalue()).message


def test_full_width_braces_in_a_footer_are_noticed() -> None:
    document = built.opened(built.a_template("正文"))
    document.sections[0].footer.paragraphs[0].text = "｛｛ paper.issuer ｝｝"
    saved = BytesIO()
    document.save(saved)
    assert "全角的“｛｛”" in fault(saved.getvalue()).message


@pytest.mark.parametrize(
    "text", ["｛甲｝", "100%", "{甲}", "{% raw %}写法：{{ 名字 }}{% endraw %}"]
)
def test_braces_that_are_no_tags_are_left_alone(text: str) -> None:
    words = built.texts(built.made(built.a_paper(), built.as_layout(built.a_template(text))))
    assert words == [text.replace("{% raw %}", "").replace("{% endraw %}", "")]


def test_data_that_looks_like_a_tag_is_no_fault() -> None:
    layout = built.as_layout(built.a_template("{{ paper.title }}"))
    made = built.made(built.a_paper(title="｛｛ 甲 ｝｝ {{ 乙 }} {% 丙"), layout)
    assert built.texts(made) == ["｛｛ 甲 ｝｝ {{ 乙 }} {% 丙"]
