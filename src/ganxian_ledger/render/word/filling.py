"""A Word template filled: its tags checked, rendered in the sandbox, its faults told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from io import BytesIO
from types import CodeType
from typing import Any

from docx.document import Document
from docxtpl import DocxTemplate
from lxml import etree

from ganxian_ledger.render.jinja import FAULTS, Folders
from ganxian_ledger.render.layouts import Layout
from ganxian_ledger.render.sandbox import Sandbox
from ganxian_ledger.render.word.faults import Misused, near_by, plain, tell
from ganxian_ledger.render.word.marks import escaped
from ganxian_ledger.render.word.slots import TARGET, Slot

_LEFT_OVER = re.compile(r"[{｛] ?[{｛%％#＃]|[}｝%％#＃] ?[}｝]")
_FULL_WIDTH = re.compile(r"[｛｝％＃]")
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_UNCOMPILED = (SyntaxError, MemoryError, RecursionError, ArithmeticError, TypeError, ValueError)
"""What Python's own compiler says to tags; Jinja2's errors, with their lines, are none of these."""
_PARAGRAPH = re.compile(r"<w:p([ >])")


def fill(document: Document, layout: Layout, view: Mapping[str, object]) -> None:
    """Render a template in its place: body, headers, footers and footnotes.

    Args:
        document: The template as opened; it becomes the paper.
        layout: Where it is from.
        view: The names that it sees.

    Raises:
        TemplateFault: where a tag is faulty, with the words near by.
    """
    template = _Template(document)
    try:
        template.render(dict(view), _Compiling(Folders(()), _written), autoescape=True)
    except (*FAULTS, Misused) as error:
        tell(error, layout, template.source)


def _written(value: object) -> str:
    return value.mark if isinstance(value, Slot) else escaped(value)


class _Compiling(Sandbox):
    """The sandbox; what Python cannot compile is the template's fault, and has no place in it."""

    def from_string(self, *args: Any, **named: Any) -> Any:  # noqa: ANN401 (as Jinja2's own)
        """As Jinja2's own; a text that many papers are made of is compiled once."""
        try:
            code = _compiled(*args, **named)
            return self.template_class.from_code(self, code, self.make_globals(None))
        except _UNCOMPILED:
            raise Misused(
                "标记套得太深或写得太长",
                remedy="少套几层 for、if 和括号；一个数不超过 15 位",
            ) from None


@lru_cache(maxsize=16)
def _compiled(source: str) -> CodeType:
    """The code of a template's text, which knows nothing of the paper."""
    return _Compiling(Folders(()), _written).compile(source)


class _Template(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
    """docxtpl, with the template's text checked before, and its result after it is rendered."""

    def __init__(self, document: Document) -> None:
        super().__init__(BytesIO())
        self.docx = document
        self.source = ""
        """The XML that is being rendered, a line for each paragraph."""

    def patch_xml(self, src_xml: str) -> str:
        """As docxtpl's own; halves of tags, which it would take for text, are faults."""
        _check(src_xml.split("</w:p>"))
        patched: str = super().patch_xml(src_xml)
        return patched

    def render_xml_part(
        self,
        src_xml: str,
        part: object,
        context: dict[str, Any],
        jinja_env: Sandbox,
    ) -> str:
        """As docxtpl's own, with the source kept; slots are for the body alone.

        What tags tear apart is a fault: docxtpl would mend it by dropping what does not fit.
        """
        self.source = _PARAGRAPH.sub(r"\n<w:p\1", src_xml)
        rendered: str = super().render_xml_part(src_xml, part, context, jinja_env)
        if part is not self.docx.part and f"<?{TARGET}" in rendered:
            raise Misused("表格和图只能放在正文里", remedy="从页眉、页脚、脚注移到正文")
        try:
            etree.fromstring(rendered.encode("utf-8"))
        except etree.XMLSyntaxError:
            raise Misused(
                "开始标记和结束标记没有落在同样的位置",
                remedy="for 和 endfor、if 和 endif 要都写成 {%p … %} 各占一段，或都在同一段里",
            ) from None
        return rendered

    def fix_tables(self, xml: str) -> etree._Element:
        """As docxtpl's own, which takes the grids of the template's tables as they are told."""
        try:
            tree: etree._Element = super().fix_tables(xml)
        except FAULTS:
            raise Misused(
                "自己画的表格列宽或合并的单元格不对", remedy="在 Word 里重画这个表格"
            ) from None
        return tree

    def render_properties(self, context: object, jinja_env: object = None) -> None:
        """Properties are told by the paper, not by the template."""


def _check(paragraphs: Iterable[str]) -> None:
    """Look for tags that are none; a tag does not reach over the end of a paragraph.

    Raises:
        Misused: for full-width braces and for halves of tags.
    """
    for paragraph in paragraphs:
        marks = _LEFT_OVER.findall(_TAG.sub("", plain(paragraph)))
        if not marks:
            continue
        near = near_by(paragraph, 1)
        wide = next(filter(_FULL_WIDTH.search, marks), None)
        if wide is not None:
            remedy = "用半角（英文输入法）重新输入 {{ }}、{% %}"
            raise Misused(f"“{near}”里有全角的“{wide}”", remedy=remedy)
        remedy = "标记要成对：{{ 名字 }}、{% 语句 %}，两个括号之间没有空格"
        raise Misused(f"“{near}”里的“{marks[0]}”不成标记", remedy=remedy)
