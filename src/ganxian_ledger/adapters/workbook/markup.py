"""XML of a foreign package, with no document type, no entities, and UTF-8 alone."""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

from ganxian_ledger.adapters.workbook import limits
from ganxian_ledger.adapters.workbook.reasons import Hostile

Attributes = dict[str, str]
_ENCODINGS = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})


class Walk:
    """A walk through a part; a subclass overrides what it cares for.

    `path` holds the local names of the elements that are open, the innermost last.
    """

    def __init__(self) -> None:
        self.path: list[str] = []

    def opened(self, name: str, attributes: Attributes) -> None:
        """An element begins; it stands at the end of `path`."""

    def closed(self, name: str) -> None:
        """An element ends; it is gone from `path`."""

    def said(self, text: str) -> None:
        """A piece of text within the innermost element."""


def walk(part: bytes, through: Walk) -> None:
    """Go through a whole part.

    Raises:
        Hostile: broken, where it is not well-formed; unsafe, where it has a DTD or is not UTF-8.
    """
    parser = expat.ParserCreate("UTF-8")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _no_document_type
    parser.XmlDeclHandler = _only_utf8
    parser.StartElementHandler = _opening(through)
    parser.EndElementHandler = _closing(through)
    parser.CharacterDataHandler = through.said
    try:
        parser.Parse(part, True)  # noqa: FBT003 (the C function takes no keyword)
    except expat.ExpatError:
        raise Hostile("broken", "XML 不完整") from None


def _opening(through: Walk) -> Callable[[str, Attributes], None]:
    path = through.path
    opened = through.opened

    def begin(name: str, attributes: Attributes) -> None:
        if ":" in name:
            name = name.rpartition(":")[2]
        path.append(name)
        if len(path) > limits.DEPTH:
            raise Hostile("unsafe", "嵌套过深")
        opened(name, attributes)

    return begin


def _closing(through: Walk) -> Callable[[str], None]:
    path = through.path
    closed = through.closed

    def end(_name: str) -> None:
        closed(path.pop())

    return end


def _no_document_type(*_: object) -> None:
    raise Hostile("unsafe", "含有 DTD")


def _only_utf8(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding is not None and encoding.lower() not in _ENCODINGS:
        raise Hostile("unsafe", "不是 UTF-8 编码")
