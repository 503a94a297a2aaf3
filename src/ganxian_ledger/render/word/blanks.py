"""The blanks that the office fills: marked, so that none is overlooked."""

from __future__ import annotations

from copy import deepcopy

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

from ganxian_ledger.render.blanks import parted

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def mark(root: etree._Element, style: str) -> None:
    """Set every blank in a run of its own, in a character style (an id)."""
    for text in list(root.iter(qn("w:t"))):
        run = text.getparent()
        parts = parted(text.text or "")
        if run is not None and any(is_blank for _, is_blank in parts) and _is_plain(run):
            for piece, is_blank in parts:
                run.addprevious(_run(run, piece, style if is_blank else ""))
            _drop(run)


def _is_plain(run: etree._Element) -> bool:
    """Whether a run holds one text and nothing else."""
    return run.tag == qn("w:r") and [c.tag for c in run if c.tag != qn("w:rPr")] == [qn("w:t")]


def _run(run: etree._Element, words: str, style: str) -> etree._Element:
    made = OxmlElement("w:r")
    for properties in run.findall(qn("w:rPr")):
        made.append(deepcopy(properties))
    if style:
        _set_style(made, style)
    text = OxmlElement("w:t")
    text.set(_SPACE, "preserve")
    text.text = words
    made.append(text)
    return made


def _set_style(run: etree._Element, style: str) -> None:
    found = run.find(qn("w:rPr"))
    properties = OxmlElement("w:rPr") if found is None else found
    if found is None:
        run.insert(0, properties)
    for older in properties.findall(qn("w:rStyle")):
        properties.remove(older)
    name = OxmlElement("w:rStyle")
    name.set(qn("w:val"), style)
    properties.insert(0, name)


def _drop(run: etree._Element) -> None:
    parent = run.getparent()
    assert parent is not None
    parent.remove(run)
