"""PDF by typst: a paper set by a layout of the ledger's own or a shipped one."""

from __future__ import annotations

from ganxian_ledger.domain.errors import NotHere
from ganxian_ledger.domain.views.paper import Paper
from ganxian_ledger.render.layouts import Layout


class NoTypst(NotHere):
    """The library typst is not installed."""


def document(paper: Paper, layout: Layout) -> bytes:
    """The PDF of a paper; the same paper, layout and fonts give the same bytes.

    Raises:
        NoTypst: where typst is not installed.
        NoChineseFont: where there is no font for Chinese.
        TemplateFault: where the layout is faulty.
    """
    try:
        from ganxian_ledger.render.pdf.typesetter import Typesetter  # noqa: PLC0415 (heavy)
    except ModuleNotFoundError as error:
        if error.name != "typst":
            raise
        raise NoTypst(
            "没有安装生成 PDF 的组件 typst",
            remedy='运行 pip install "ganxian-ledger[pdf]"；有 LibreOffice 的加 --via libreoffice',
        ) from None
    return Typesetter().pdf(paper, layout)
