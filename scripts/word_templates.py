"""Build the Word templates (templates/*/*.docx): python-docx, and the same bytes every time."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from scripts import word_numbers as numbers
from scripts import word_pages as pages
from scripts import word_paragraphs as paragraphs
from scripts import word_styles as styles
from scripts.generated import settle

FOLDER = Path(__file__).parent.parent / "templates"
TIME = (1980, 1, 1, 0, 0, 0)
MONTHLY = (
    ("一、总体情况", ("overview", "trend", "changes")),
    ("二、指标情况", ("targets",)),
    ("三、各部分推进情况", ("sections",)),
    ("四、单位完成情况", ("units",)),
    ("五、逾期和滞后事项", ()),
    ("（一）逾期事项", ("overdue",)),
    ("（二）滞后事项", ("lagging",)),
    ("六、存在问题", ("issues",)),
    ("七、报送情况", ("returns",)),
    ("八、{{ report.next_heading }}", ("next", "demands")),
)
"""The chapters of the 通报, in words that a clerk may change, and the names of their blocks."""


def monthly() -> Document:
    """The 通报 of a month, a quarter or a year: each chapter spelt out."""
    document = _empty()
    numbers.number_pages(document, document.sections[0])
    paragraphs.explain(document)
    paragraphs.head(document)
    for title, blocks in MONTHLY:
        style = styles.SECOND if title.startswith("（") else styles.FIRST
        paragraphs.write(document, style, title)
        for name in blocks:
            paragraphs.block(document, f"block.{name}")
    paragraphs.foot(document)
    numbers.number_aside(document, pages.then_across(document))
    paragraphs.annexes(document)
    return document


def unit_sheet() -> Document:
    """The state of one unit's measures, whatever chapters there are."""
    document = _empty()
    numbers.number_pages(document, document.sections[0])
    paragraphs.explain(document)
    paragraphs.head(document)
    paragraphs.chapters(document)
    paragraphs.foot(document)
    numbers.number_aside(document, pages.then_across(document))
    paragraphs.annexes(document)
    return document


def letter() -> Document:
    """A letter to a unit (10.1): name and double line in red, number at the right."""
    document = _letter_begun()
    paragraphs.foot(document)
    across = pages.then_across(document)
    across.different_first_page_header_footer = False
    numbers.number_aside(document, across)
    paragraphs.annexes(document)
    return document


def notice() -> Document:
    """A notice to a unit in the same shape; what is attached stands in files of its own."""
    document = _letter_begun()
    paragraphs.foot(document, attached=True)
    return document


def _letter_begun() -> Document:
    """A letter up to its closing."""
    document = _empty()
    section = document.sections[0]
    numbers.number_pages(document, section, after=pages.LIFT)
    pages.letterhead(section)
    paragraphs.explain(document)
    paragraphs.tag(document, "{%p if paper.number %}")
    paragraphs.write(document, styles.LETTER_NUMBER, "{{ paper.number }}")
    paragraphs.tag(document, "{%p endif %}")
    paragraphs.write(document, styles.TITLE, "{{ title(paper.title) }}", before=2 * styles.LINE)
    paragraphs.addressed(document)
    paragraphs.chapters(document)
    return document


def table() -> Document:
    """A list on pages across: what it is, its tables, and what they come to."""
    document = _empty()
    section = document.sections[0]
    pages.across(section)
    numbers.number_pages(document, section)
    paragraphs.explain(document)
    paragraphs.write(document, styles.LIST_TITLE, "{{ paper.title }}")
    paragraphs.each(document, "words", "paper.opening", styles.LIST_HEAD, "{{ words }}")
    paragraphs.tag(document, "{%p for chapter in paper.chapters %}")
    paragraphs.tag(document, "{%p if chapter.title %}")
    paragraphs.write(document, styles.FIRST, "{{ loop.index|ordinal }}、{{ chapter.title }}")
    paragraphs.tag(document, "{%p endif %}")
    paragraphs.blocks(document, "chapter", heads=True)
    paragraphs.tag(document, "{%p endfor %}")
    paragraphs.each(document, "words", "paper.closing", styles.LIST_FOOT, "{{ words }}")
    paragraphs.each(
        document, "fact", "paper.facts", styles.LIST_FOOT, "{{ fact[0] }}：{{ fact[1] }}"
    )
    return document


TEMPLATES: dict[str, Callable[[], Document]] = {
    "report/monthly": monthly,
    "unit/sheet": unit_sheet,
    "letter/reminder": letter,
    "letter/urging": letter,
    "notice/monthly": notice,
    "list/table": table,
}


def texts() -> dict[Path, bytes]:
    """Every template by its path."""
    return {FOLDER / f"{name}.docx": packed(make()) for name, make in TEMPLATES.items()}


def packed(document: Document) -> bytes:
    """A document with its parts in order, unpressed, for the same bytes on every machine."""
    saved, out = BytesIO(), BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(out, "w") as target:
        names = sorted(source.namelist(), key=lambda name: (not name.startswith("["), name))
        for name in names:
            entry = zipfile.ZipInfo(name, TIME)
            entry.create_system = 0
            target.writestr(entry, source.read(name))
    return out.getvalue()


def _empty() -> Document:
    """An upright page with our styles, and nothing that python-docx's own template brings."""
    document = docx.Document()
    for paragraph in list(document.element.body.findall(qn("w:p"))):
        document.element.body.remove(paragraph)
    _drop_parts(document)
    styles.set_styles(document)
    settings = document.settings.element
    for child in list(settings):
        if child.tag != qn("w:compat"):
            settings.remove(child)
    pages.upright(document.sections[0])
    core = document.core_properties
    core.author = core.last_modified_by = core.comments = core.keywords = ""
    core.title = "{{ paper.title }}"
    return document


def _drop_parts(document: Document) -> None:
    """Themes, numbering and pictures that are not used; fonts are named anew."""
    kept = {RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.SETTINGS, RELATIONSHIP_TYPE.FONT_TABLE}
    for key, relation in list(document.part.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.FONT_TABLE:
            relation.target_part._blob = styles.fonts_xml()  # noqa: SLF001
        elif relation.reltype not in kept:
            del document.part.rels[key]
    package = document.part.package
    assert package is not None
    needed = {RELATIONSHIP_TYPE.OFFICE_DOCUMENT, RELATIONSHIP_TYPE.CORE_PROPERTIES}
    for key, relation in list(package.rels.items()):
        if relation.reltype not in needed:
            del package.rels[key]


if __name__ == "__main__":
    sys.exit(settle(texts(), check="--check" in sys.argv[1:]))
