"""The issuer's name at the head of a letter: a long one is set smaller, to stand on one line.

The standard leaves its size to the issuer (GB/T 9704-2012, 7.2.4 and 10.1).
"""

from __future__ import annotations

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.shared import Length, Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from ganxian_ledger.render.paged import halves

STYLE = "信函标志"
LINE = 1.15
"""The height of its line in sizes of its font."""
_WIDTH = Pt(442)
"""156 mm, as wide as the text."""
_SMALLEST = Pt(16)
"""3号; what is longer still takes a second line."""


def fit(document: Document) -> None:
    """Set the issuer's name as large as its style says, or as it has room."""
    own = next((style for style in document.styles if style.name == STYLE), None)
    if not isinstance(own, ParagraphStyle) or own.font.size is None:
        return
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.HEADER and not relation.is_external:
            part = relation.target_part
            assert isinstance(part, XmlPart)
            for element in part.element.iter(qn("w:p")):
                if element.style == own.style_id:
                    _fit(Paragraph(element, part), own.font.size)


def _fit(paragraph: Paragraph, usual: Length) -> None:
    wide = halves(paragraph.text)
    if wide * usual <= 2 * _WIDTH:
        return
    size = Pt(max(2 * _WIDTH // wide, _SMALLEST) * 2 // Pt(1) / 2)
    paragraph.paragraph_format.line_spacing = Pt(round(size.pt * LINE))
    for run in paragraph.runs:
        run.font.size = size
