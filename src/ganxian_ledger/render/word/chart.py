"""A chart in a Word document: native, to be edited there, with its figures as a workbook."""

from __future__ import annotations

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.parts.document import DocumentPart

from ganxian_ledger.domain.views.paper import Chart
from ganxian_ledger.render.word import styles
from ganxian_ledger.render.word.marks import escaped
from ganxian_ledger.render.word.styles import Known
from ganxian_ledger.render.xlsx.chart_part import chart_part

_EMU = 635
"""English metric units in a twip."""
_BAR, _FRAME, _HIGHEST = 480, 1800, 8200
"""Twips of a bar with its distance, of title and legend, and of the highest chart."""
_LINES = 4200
_BOOK = "rId1"
"""The first relation of a new part."""
_MOST_TOLD = 60
"""Values that the text in place of the picture tells one by one."""
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def chart_xml(
    chart: Chart, number: int, *, width: int, known: Known, document: DocumentPart
) -> str:
    """A paragraph with a chart, whose parts are added to the document; `width` in twips."""
    reference = _added(chart, document)
    high = _LINES
    if chart.kind == "stacked":
        high = min(_FRAME + _BAR * len(chart.categories), _HIGHEST)
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{known.ids[styles.CHART]}"/></w:pPr><w:r><w:drawing>'
        f'<wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" '
        'distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width * _EMU}" cy="{high * _EMU}"/>'
        f'<wp:docPr id="{5000 + number}" name="{escaped(chart.title)}" descr="{_told(chart)}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic xmlns:a="{_DRAWING}/main">'
        f'<a:graphicData uri="{_DRAWING}/chart">'
        f'<c:chart xmlns:c="{_DRAWING}/chart" xmlns:r="{_RELATIONS}" r:id="{reference}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def _added(chart: Chart, document: DocumentPart) -> str:
    """Add the chart's part and its workbook's; the relation's id."""
    package = document.package
    assert package is not None
    made = chart_part(chart)
    name = package.next_partname("/word/charts/chart%d.xml")
    told = f'<c:externalData r:id="{_BOOK}"><c:autoUpdate val="0"/></c:externalData>'
    xml = made.xml.replace("</c:chartSpace>", f"{told}</c:chartSpace>").encode("utf-8")
    drawn = Part(name, CONTENT_TYPE.DML_CHART, xml, package)
    book = PackURI(f"/word/embeddings/{name.filename.removesuffix('.xml')}.xlsx")
    workbook = Part(book, CONTENT_TYPE.SML_SHEET, made.workbook, package)
    assert drawn.relate_to(workbook, RELATIONSHIP_TYPE.PACKAGE) == _BOOK
    return document.relate_to(drawn, RELATIONSHIP_TYPE.CHART)


def _told(chart: Chart) -> str:
    """What the chart shows, for those who cannot see it."""
    named = "、".join(series.name for series in chart.series)
    if len(chart.categories) * len(chart.series) > _MOST_TOLD:
        return escaped(f"{chart.title}：按{len(chart.categories)}类列出{named}，数值见所附数据表。")
    lines = (
        f"{category}：{'、'.join(_values(chart, place))}"
        for place, category in enumerate(chart.categories)
    )
    return escaped(f"{chart.title}。{'；'.join(lines)}。")


def _values(chart: Chart, place: int) -> list[str]:
    return [
        f"{series.name}{'无' if series.values[place] is None else series.values[place]}"
        f"{'' if series.values[place] is None else chart.unit}"
        for series in chart.series
    ]
