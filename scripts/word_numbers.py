"""The page numbers of the Word templates (GB/T 9704-2012, 7.5 and 8).

On pages across they stand where the turned upright page has them: at its left edge, rotated.
"""

from __future__ import annotations

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.section import Section, _Footer
from docx.shared import Length
from docx.text.paragraph import Paragraph

from scripts import word_pages as pages
from scripts import word_styles as styles

_SPACES = f'{nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"'
_WIDE = Length(190500)
"""The box of a rotated number: 15 points, a line of 14 and what programs take for its edge."""
_LONG = Length(pages.SHORT - pages.LEFT - pages.RIGHT)


def number_pages(document: Document, section: Section, *, after: int = 0) -> None:
    """— 1 — in the outer corner: right on odd pages, left on even ones, one character in (7.5)."""
    document.settings.odd_and_even_pages_header_footer = True
    for footer, align in ((section.footer, ""), (section.even_page_footer, "left")):
        own = _own(footer)._p  # noqa: SLF001
        own.addnext(parse_xml(_line(align, nsdecls("w"))))
        footer._element.remove(own)  # noqa: SLF001
        if after:
            footer.paragraphs[0].paragraph_format.space_after = after


def number_aside(document: Document, section: Section) -> None:
    """The same on pages across: at the left edge, odd ones at its lower end, even at the upper."""
    document.settings.odd_and_even_pages_header_footer = True
    for footer, align in ((section.footer, ""), (section.even_page_footer, "left")):
        run = _own(footer).add_run()
        run._r.append(parse_xml(_box(align)))  # noqa: SLF001


def _own(footer: _Footer) -> Paragraph:
    footer.is_linked_to_previous = False
    paragraph: Paragraph = footer.paragraphs[0]
    paragraph.style = styles.PAGE
    return paragraph


def _line(align: str, spaces: str = "") -> str:
    """A paragraph with the number; `align` is empty for that of the style (right)."""
    own = (
        '<w:ind w:leftChars="100" w:left="280" w:rightChars="0" w:right="0"/><w:jc w:val="left"/>'
        if align
        else ""
    )
    fields = "".join(
        f"<w:r>{field}</w:r>"
        for field in (
            '<w:t xml:space="preserve">— </w:t>',
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="end"/>',
            '<w:t xml:space="preserve"> —</w:t>',
        )
    )
    style = styles.style_id(styles.PAGE)
    return f'<w:p {spaces}><w:pPr><w:pStyle w:val="{style}"/>{own}</w:pPr>{fields}</w:p>'


def _box(align: str) -> str:
    """A rotated text box on the page, in the form that Word, WPS and LibreOffice all place right.

    LibreOffice 7.4 loses the place of one in DrawingML where it stands in a footer.
    """
    left, top = (Length(edge).pt for edge in (pages.BOTTOM - pages.NUMBER_BELOW, pages.LEFT))
    style = (
        f"position:absolute;margin-left:{left:g}pt;margin-top:{top:g}pt;"
        f"width:{_WIDE.pt:g}pt;height:{_LONG.pt:g}pt;z-index:2;"
        "mso-position-horizontal-relative:page;mso-position-vertical-relative:page"
    )
    return (
        f'<w:pict {_SPACES}><v:rect style="{style}" filled="f" stroked="f">'
        '<v:textbox style="layout-flow:vertical" inset="0,0,0,0">'
        f"<w:txbxContent>{_line(align)}</w:txbxContent></v:textbox></v:rect></w:pict>"
    )
