"""The pages of the Word templates: sizes, margins, grid and letterhead of GB/T 9704-2012."""

from __future__ import annotations

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from scripts import word_styles as styles

LONG, SHORT = Mm(297), Mm(210)
TOP, BOTTOM, LEFT, RIGHT = Mm(37), Mm(35), Mm(28), Mm(26)
"""5.2.2: 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm."""
NUMBER_BELOW = Mm(9.5)
"""From the text to the lower edge of the page number's line: its dash is 7 mm below (7.5)."""
LETTER_TOP, LETTER_BOTTOM = Mm(29.5), Mm(20)
"""10.1: the issuer's name 30 mm below the paper's edge, the lower double line 20 mm above it.

The name's half a millimetre less: so much is left above a character in its line.
"""
LIFT = BOTTOM - NUMBER_BELOW - LETTER_BOTTOM
"""What keeps page numbers at their height where the lower double line fixes the foot."""
LETTER_LINE_OUT = Mm(-8), Mm(-6)
"""How far the double lines, of 170 mm in the middle of the page, stand out beside the text."""


def upright(section: Section) -> None:
    """An upright page of an official document."""
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = SHORT, LONG
    section.top_margin, section.bottom_margin = TOP, BOTTOM
    section.left_margin, section.right_margin = LEFT, RIGHT
    section.footer_distance = BOTTOM - NUMBER_BELOW
    _grid(section)


def across(section: Section) -> None:
    """A page across: the upright one turned, so that it is bound at the same edge."""
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = LONG, SHORT
    section.top_margin, section.bottom_margin = LEFT, RIGHT
    section.left_margin, section.right_margin = BOTTOM, TOP
    section.footer_distance = RIGHT - NUMBER_BELOW
    _grid(section)


def then_across(document: Document) -> Section:
    """End the upright pages; what follows stands on pages across."""
    section: Section = document.add_section(WD_SECTION.NEW_PAGE)
    document.paragraphs[-1].style = styles.BREAK
    across(section)
    return section


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


def _grid(section: Section) -> None:
    """Lines of the page; no grid of characters, which LibreOffice spreads to twenty a line."""
    section.header_distance = Mm(15)
    section.gutter = Pt(0)
    properties = section._sectPr  # noqa: SLF001
    for older in properties.findall(qn("w:docGrid")):
        properties.remove(older)
    properties.append(
        parse_xml(f'<w:docGrid {nsdecls("w")} w:type="lines" w:linePitch="{styles.LINE}"/>')
    )


def _widen(paragraph: Paragraph) -> None:
    layout = paragraph.paragraph_format
    layout.left_indent, layout.right_indent = LETTER_LINE_OUT
