"""The paragraphs of the Word templates: words, and the tags that the program fills."""

from __future__ import annotations

from docx.document import Document
from docx.shared import Twips

from scripts import word_styles as styles

HELP = (
    "版式说明：灰色小字是标记，写出的文件里没有它们。文字、样式、章节次序都可以在 Word、WPS 里改，",
    "整章删除时连同它的标记一起删。双大括号里的名字由程序换成内容，带 p 的标记要自己占一段。",
    "改好的版式放在台账目录的 templates 里，文件名不变的自动采用，另起名的用 --template 选用。",
)


def write(document: Document, style: str, words: str, *, before: int | None = None) -> None:
    """A paragraph in a style; `before` are twips above it in place of the style's."""
    paragraph = document.add_paragraph(words, style=style)
    if before is not None:
        paragraph.paragraph_format.space_before = Twips(before)


def tag(document: Document, words: str) -> None:
    """A tag that stands alone in its paragraph, which is gone in the paper."""
    write(document, styles.TAG, words)


def explain(document: Document) -> None:
    """What a clerk should know before changing the template; not in the paper."""
    for words in HELP:
        tag(document, f"{{#p {words} #}}")


def each(document: Document, one: str, many: str, style: str, words: str) -> None:
    """A paragraph for each of many."""
    tag(document, f"{{%p for {one} in {many} %}}")
    write(document, style, words)
    tag(document, "{%p endfor %}")


def block(document: Document, name: str, *, heads: bool = False) -> None:
    """What stands together: words, points, a table and a chart; `name` as in a tag."""
    style = styles.LIST_HEAD if heads else styles.BODY
    each(document, "words", f"{name}.words", style, "{{ words }}")
    each(document, "words", f"{name}.points", style, "{{ loop.index }}.{{ words }}")
    tag(document, f"{{{{p table({name}.table) }}}}")
    tag(document, f"{{{{p chart({name}.chart) }}}}")


def blocks(document: Document, of: str, *, heads: bool = False) -> None:
    """Every block of a chapter, an annex or a part."""
    tag(document, f"{{%p for one in {of}.blocks %}}")
    block(document, "one", heads=heads)
    tag(document, "{%p endfor %}")


def chapters(document: Document) -> None:
    """Every chapter (一、) with its blocks and parts (（一）), whatever there is."""
    tag(document, "{%p for chapter in paper.chapters %}")
    tag(document, "{%p if chapter.title %}")
    write(document, styles.FIRST, "{{ loop.index|ordinal }}、{{ chapter.title }}")
    tag(document, "{%p endif %}")
    contents(document, "chapter")
    tag(document, "{%p endfor %}")


def contents(document: Document, of: str) -> None:
    """The blocks and the parts of a chapter or an annex."""
    blocks(document, of)
    tag(document, f"{{%p for part in {of}.parts %}}")
    write(document, styles.SECOND, "（{{ loop.index|ordinal }}）{{ part.title }}")
    blocks(document, "part")
    tag(document, "{%p endfor %}")


def head(document: Document) -> None:
    """Title, number, addressee and opening."""
    write(document, styles.TITLE, "{{ title(paper.title) }}")
    tag(document, "{%p if paper.number %}")
    write(document, styles.NUMBER, "{{ paper.number }}")
    tag(document, "{%p endif %}")
    addressed(document)


def addressed(document: Document) -> None:
    """Addressee and opening."""
    tag(document, "{%p if paper.addressee %}")
    write(document, styles.ADDRESSEE, "{{ paper.addressee }}：")
    tag(document, "{%p endif %}")
    each(document, "words", "paper.opening", styles.BODY, "{{ words }}")


def foot(document: Document, *, attached: bool = False) -> None:
    """Closing, list of annexes, issuer, day of signing, and what the paper speaks of.

    With `attached` the annexes are files that go with the paper.
    """
    each(document, "words", "paper.closing", styles.BODY, "{{ words }}")
    annex_list(document, *(("notice.attached", "") if attached else ()))
    tag(document, "{%p if paper.issuer %}")
    write(document, styles.SIGNED, "{{ paper.issuer }}")
    tag(document, "{%p endif %}")
    tag(document, "{%p if paper.date %}")
    write(document, styles.DATED, "{{ paper.date }}")
    tag(document, "{%p endif %}")
    each(document, "words", "paper.notes", styles.REMARK, "{{ words }}")
    facts(document)


def annex_list(document: Document, of: str = "paper.annexes", name: str = ".title") -> None:
    """附件：1.…, and under the number of the first the others (7.3.4).

    `name` leads from one of them to its name; empty where it is the name.
    """
    number = f"{{% if {of}|length > 1 %}}{{{{ loop.index }}}}.{{% endif %}}{{{{ annex{name} }}}}"
    tag(document, f"{{%p for annex in {of} %}}")
    tag(document, "{%p if loop.first %}")
    write(document, styles.NOTE, f"附件：{number}")
    tag(document, "{%p else %}")
    write(document, styles.NOTE_MORE, number)
    tag(document, "{%p endif %}")
    tag(document, "{%p endfor %}")


def facts(document: Document) -> None:
    """Of which plan the paper speaks, as of when, of which data, in which layout."""
    each(document, "fact", "paper.facts", styles.FACTS, "{{ fact[0] }}：{{ fact[1] }}")


def annexes(document: Document) -> None:
    """Each annex on a page of its own."""
    tag(document, "{%p for annex in paper.annexes %}")
    number = "{% if paper.annexes|length > 1 %}{{ loop.index }}{% endif %}"
    write(document, styles.ANNEX, f"附件{number}")
    write(document, styles.ANNEX_TITLE, "{{ annex.title }}")
    contents(document, "annex")
    tag(document, "{%p endfor %}")
