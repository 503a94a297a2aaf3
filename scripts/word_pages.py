"""The pages of the Word templates: sizes, margins, grid and page numbers of GB/T 9704-2012."""

from __future__ import annotations

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section, _Footer
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from scripts import word_styles as styles

LONG, SHORT = Mm(297), Mm(210)
TOP, BOTTOM, LEFT, RIGHT = Mm(37), Mm(35), Mm(28), Mm(26)
"""5.2.2: 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm."""
NUMBER_TO_EDGE = Mm(25.5)
"""The lower edge of the page number's line: its dash stands 7 mm below the text (7.5)."""
LETTER_TOP, LETTER_BOTTOM = Mm(30), Mm(20)
"""10.1: the issuer's name 30 mm below the paper's edge, the lower double line 20 mm above it."""
LIFT = NUMBER_TO_EDGE - LETTER_BOTTOM
"""What keeps page numbers at their height where the lower double line fixes the foot."""
LETTER_LINE_OUT = -397
"""Twips that the double lines of 170 mm stand out on either side of the text of 156 mm."""


def upright(section: Section) -> None:
    """An upright page of an official document."""
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = SHORT, LONG
    section.top_margin, section.bottom_margin = TOP, BOTTOM
    section.left_margin, section.right_margin = LEFT, RIGHT
    _grid(section)


def across(section: Section) -> None:
    """A page across: the upright one turned, so that it is bound at the same edge."""
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = LONG, SHORT
    section.top_margin, section.bottom_margin = LEFT, RIGHT
    section.left_margin, section.right_margin = BOTTOM, TOP
    _grid(section)


def then_across(document: Document) -> Section:
    """End the upright pages; what follows stands on pages across."""
    section: Section = document.add_section(WD_SECTION.NEW_PAGE)
    document.paragraphs[-1].style = styles.BREAK
    across(section)
    return section


def number_pages(document: Document, section: Section, *, after: int = 0) -> None:
    """— 1 — in the outer corner: right on odd pages, left on even ones, one character in (7.5)."""
    document.settings.odd_and_even_pages_header_footer = True
    for footer, align in ((section.footer, "right"), (section.even_page_footer, "left")):
        _number(footer, align)
        if after:
            footer.paragraphs[0].paragraph_format.space_after = after


def letterhead(section: Section) -> None:
    """The issuer's name in red above a double line; a double line at the foot; no number (10.1)."""
    section.different_first_page_header_footer = True
    section.header_distance, section.footer_distance = LETTER_TOP, LETTER_BOTTOM
    head = section.first_page_header
    head.is_linked_to_previous = False
    name = head.paragraphs[0]
    name.style = styles.LETTERHEAD
    name.add_run("{{ paper.issuer }}")
    _widen(name)
    foot = section.first_page_footer
    foot.is_linked_to_previous = False
    foot.paragraphs[0].style = styles.LETTER_FOOT
    _widen(foot.paragraphs[0])


def _number(footer: _Footer, align: str) -> None:
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.style = styles.PAGE
    if align == "left":
        properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 (python-docx has no sugar)
        properties.append(
            parse_xml(
                f'<w:ind {nsdecls("w")} w:leftChars="100" w:left="280" '
                'w:rightChars="0" w:right="0"/>'
            )
        )
        properties.append(parse_xml(f'<w:jc {nsdecls("w")} w:val="left"/>'))
    paragraph.add_run("— ")
    for kind in ("begin", "", "end"):
        paragraph.add_run()._r.append(_field(kind))  # noqa: SLF001
    paragraph.add_run(" —")


def _field(kind: str) -> BaseOxmlElement:
    if kind:
        return parse_xml(f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>')
    return parse_xml(f'<w:instrText {nsdecls("w")} xml:space="preserve"> PAGE </w:instrText>')


def _grid(section: Section) -> None:
    """Lines of the page; no grid of characters, which LibreOffice spreads to twenty a line."""
    section.header_distance, section.footer_distance = Mm(15), NUMBER_TO_EDGE
    section.gutter = Pt(0)
    properties = section._sectPr  # noqa: SLF001
    for older in properties.findall(qn("w:docGrid")):
        properties.remove(older)
    properties.append(
        parse_xml(f'<w:docGrid {nsdecls("w")} w:type="lines" w:linePitch="{styles.LINE}"/>')
    )


def _widen(paragraph: Paragraph) -> None:
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001
    out = LETTER_LINE_OUT
    properties.append(parse_xml(f'<w:ind {nsdecls("w")} w:left="{out}" w:right="{out}"/>'))
