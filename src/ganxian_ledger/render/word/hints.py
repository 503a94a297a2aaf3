"""Marks that Chinese and Latin text share (“ ” … —) set as Chinese ones.

Word takes their font from the hint of their own run (ECMA-376, part 1, 17.3.2.26), and not from
that of a style; without it a quotation mark behind a digit is a narrow Latin one.
"""

from __future__ import annotations

import re

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

HINT = '<w:rFonts w:hint="eastAsia"/>'
_SHARED = re.compile("[“”‘’…—·×÷°±§Ⅰ-Ⅻ①-⑳→≤≥]")


def is_wanted(text: str) -> bool:
    """Whether a text has such marks."""
    return _SHARED.search(text) is not None


def mark(root: etree._Element) -> None:
    """Give the hint to every run that wants it and has none."""
    for run in root.iter(qn("w:r")):
        if not any(is_wanted(text.text or "") for text in run.iterfind(qn("w:t"))):
            continue
        properties = run.find(qn("w:rPr"))
        if properties is None:
            properties = OxmlElement("w:rPr")
            run.insert(0, properties)
        fonts = properties.find(qn("w:rFonts"))
        if fonts is None:
            fonts = OxmlElement("w:rFonts")
            properties.insert(0 if properties.find(qn("w:rStyle")) is None else 1, fonts)
        if fonts.get(qn("w:hint")) is None:
            fonts.set(qn("w:hint"), "eastAsia")
