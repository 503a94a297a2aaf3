"""What a paper says, read back by programs that had no part in writing it.

Every format becomes the same plain thing: lines of text, grids of cells, and what could act.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

from lxml import html

from ganxian_ledger.render.width import safe_text

Cell = str | Decimal | date | None
Row = tuple[Cell, ...]
Grid = tuple[Row, ...]

BREAK = "\n"
FORMULA = tuple("=+-@\t\r＝＋－＠")
PAGE_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})


class Extract(NamedTuple):
    """What a paper says. `traps` names what could run, calculate or lead away from it."""

    lines: tuple[str, ...]
    grids: tuple[Grid, ...]
    traps: tuple[str, ...] = ()
    data: Mapping[str, Any] | None = None
    """The values themselves, where the format is made of values."""

    @property
    def texts(self) -> Iterator[str]:
        """Every line and every cell."""
        yield from self.lines
        for grid in self.grids:
            for row in grid:
                yield from (str(cell) for cell in row if cell is not None)

    @property
    def text(self) -> str:
        """All of it, one below the other."""
        return BREAK.join(self.texts)


def plain(text: str) -> str:
    """A text without white space, in which what does not show stands as its escape."""
    return re.sub(r"\s", "", safe_text(text))


def extract(file: Path) -> Extract:
    """Read a paper by the ending of its name."""
    return READERS[file.suffix](file.read_bytes())


# --- Markdown


def read_markdown(data: bytes) -> Extract:
    """Markdown as CommonMark with tables understands it; any markup from outside is a trap."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable("table").parse(data.decode("utf-8"))
    lines: list[str] = []
    grids: list[Grid] = []
    rows: list[Row] = []
    row: list[str] = []
    traps: list[str] = []
    within = False
    for token in tokens:
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            rows.append(tuple(row))
        elif token.type == "table_open":
            rows, within = [], True
        elif token.type == "table_close":
            grids.append(tuple(rows))
            within = False
        elif token.type == "inline":
            text, found = _inline(token.children or [])
            traps += found
            (row if within else lines).append(text)
        elif token.type in {"html_block", "code_block", "fence", "blockquote_open", "hr"}:
            traps.append(f"{token.type}: {token.content[:60]}")
    return Extract(tuple(lines), tuple(grids), tuple(traps))


def _inline(children: list[Any]) -> tuple[str, list[str]]:
    text, traps = "", []
    for child in children:
        if child.type in {"softbreak", "hardbreak"} or child.content == "<br>":
            text += BREAK
        elif child.type in {"text", "text_special"}:
            text += child.content
        elif child.type not in {"strong_open", "strong_close"}:
            traps.append(f"{child.type}: {child.content[:60]}")
    return text, traps


# --- CSV and JSON


def read_csv(data: bytes) -> Extract:
    """Tables parted by empty lines; the quote before what looks like a formula is taken off."""
    rows = list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))
    traps = [
        cell
        for row in rows
        for cell in row
        if cell.startswith(FORMULA) and not re.fullmatch(r"[+-]?\d+(\.\d+)?", cell)
    ]
    parted = [list(block) for filled, block in groupby(rows, bool) if filled]
    grids = tuple(tuple(tuple(map(_unquoted, row)) for row in block) for block in parted)
    return Extract((), grids, tuple(traps))


def _unquoted(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


def read_json(data: bytes) -> Extract:
    """Values by name; lists of rows with one set of names become grids with these as heads."""
    whole = json.loads(data, parse_float=Decimal, parse_int=Decimal)
    lines: list[str] = []
    grids: list[Grid] = []
    for value in _walk(whole):
        if isinstance(value, str):
            lines.append(value)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            heads = tuple(value[0])
            if all(tuple(row) == heads for row in value):
                grids.append((heads, *(tuple(map(_plain, row.values())) for row in value)))
    return Extract(tuple(lines), tuple(grids), data=whole)


def _walk(value: Any) -> Iterator[Any]:
    yield value
    inner = value.values() if isinstance(value, dict) else value
    if isinstance(value, dict | list):
        for one in inner:
            yield from _walk(one)


def _plain(value: Any) -> Cell:
    if isinstance(value, list):
        return "、".join(map(str, value))
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return value if isinstance(value, Decimal) or value is None else str(value)


# --- spreadsheets


def read_xlsx(data: bytes) -> Extract:
    """A workbook: each sheet is a grid of its used cells, merged cells once, hidden ones too."""
    import openpyxl

    traps = [
        name
        for name in zipfile.ZipFile(BytesIO(data)).namelist()
        if re.search(r"externalLink|vbaProject|activeX|embeddings|connections|queryTable", name)
    ]
    book = openpyxl.load_workbook(BytesIO(data), rich_text=False)
    lines, grids = [], []
    for sheet in book.worksheets:
        lines.append(sheet.title)
        traps += [f"{sheet.title}!{cell.coordinate}: {what}" for cell, what in _acting(sheet)]
        grids.append(tuple(tuple(map(_cell_of, row)) for row in sheet.iter_rows()))
    margins = list(_margins(data))
    traps += [text for text in margins if set(re.findall(r"&.", _HEADING.sub("", text))) - _SIGNS]
    lines += [text.replace("&&", "&") for text in margins]
    return Extract(tuple(lines), tuple(grids), tuple(traps))


_HEADING = re.compile(r"&&|&\"[^\"]*\"|&\d+")
_SIGNS = frozenset({"&L", "&C", "&R", "&P", "&N"})
"""The signs of a sheet's head and foot that are no trap: where it stands, the page's number."""


def _margins(data: bytes) -> Iterator[str]:
    """The heads and feet of sheets as they are written, with their signs."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/sheet"):
                for _, one in ET.iterparse(BytesIO(archive.read(name))):
                    if one.tag.endswith(("oddHeader", "oddFooter", "evenHeader", "evenFooter")):
                        yield one.text or ""


def _acting(sheet: Any) -> Iterator[tuple[Any, str]]:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type in "fe":
                yield cell, f"{cell.data_type} {cell.value}"
            if cell.hyperlink is not None:
                yield cell, f"link {cell.hyperlink.target}"


def _cell_of(cell: Any) -> Cell:
    """A cell as a reader sees it: dates as dates, percentages as their number before the sign."""
    value = cell.value
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, bool | int | float):
        number = Decimal(repr(value))
        return number * 100 if re.search(r'(?<!")%', cell.number_format) else number
    return value if value is None or isinstance(value, date) else str(value)


# --- Word

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def read_docx(data: bytes) -> Extract:
    """A document: its body in order, then heads and feet; a cell over several columns once each."""
    import docx

    whole = docx.Document(BytesIO(data))
    lines: list[str] = []
    grids: list[Grid] = []
    for part in _bodies(whole):
        for block in part:
            if block.tag == f"{_W}tbl":
                grids.append(tuple(_table_rows(block)))
            else:
                lines += [_words(one) for one in block.iter(f"{_W}p")]
    return Extract(tuple(lines), tuple(grids), tuple(_acting_in_word(data)))


def _bodies(whole: Any) -> Iterator[Any]:
    yield whole.element.body
    for section in whole.sections:
        for name in ("header", "footer", "even_page_footer", "even_page_header"):
            yield getattr(section, name)._element


def _words(block: Any) -> str:
    text = ""
    for one in block.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):
        name = one.tag.removeprefix(_W)
        text += {"t": one.text or "", "tab": "\t", "noBreakHyphen": "-"}.get(name, BREAK)
    return text


def _table_rows(table: Any) -> Iterator[Row]:
    for row in table.iterchildren(f"{_W}tr"):
        cells: list[Cell] = []
        for cell in row.iterchildren(f"{_W}tc"):
            span = cell.find(f"{_W}tcPr/{_W}gridSpan")
            text = BREAK.join(map(_words, cell.iterchildren(f"{_W}p")))
            cells += [text] * (1 if span is None else int(span.get(f"{_W}val")))
        yield tuple(cells)


def _acting_in_word(data: bytes) -> Iterator[str]:
    """Fields other than page numbers, links, and parts that bring in something else."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith((".bin", ".vbs")) or "activeX" in name:
                yield name
            if not name.endswith((".xml", ".rels")):
                continue
            root = ET.fromstring(archive.read(name))
            for one in root.iter():
                if one.get("TargetMode") == "External":
                    yield f"{name}: {one.get('Target')}"
                code = one.text or "" if one.tag == f"{_W}instrText" else one.get(f"{_W}instr")
                if code is not None and code.strip() and code.split()[0] not in PAGE_FIELDS:
                    yield f"{name}: {code}"
                if one.tag in {f"{_W}hyperlink", f"{_W}altChunk", f"{_W}object"}:
                    yield f"{name}: {one.tag}"


def charts_in(data: bytes) -> tuple[Grid, ...]:
    """The values of each chart of a document or workbook: a row of categories, then the series."""
    chart = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
    found = []
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name in sorted(archive.namelist()):
            if not re.search(r"charts/chart\d*\.xml$", name):
                continue
            root = ET.fromstring(archive.read(name))
            rows: list[Row] = []
            for series in root.iter(f"{chart}ser"):
                if not rows:
                    rows.append(("", *_points(series.find(f"{chart}cat"))))
                title = "".join(v.text or "" for v in series.iterfind(f"{chart}tx//{chart}v"))
                values = _points(series.find(f"{chart}val"))
                rows.append((title, *(Decimal(v) if v else None for v in values)))
            found.append(tuple(rows))
    return tuple(found)


def _points(element: Any) -> list[str]:
    """The values of a chart's cache by their index; empty where there is none."""
    chart = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
    if element is None:
        return []
    count = element.find(f".//{chart}ptCount")
    values = [""] * (0 if count is None else int(count.get("val")))
    for point in element.iter(f"{chart}pt"):
        values[int(point.get("idx"))] = point.findtext(f"{chart}v") or ""
    return values


# --- web pages

_INLINE = frozenset(
    {"a", "abbr", "b", "em", "i", "mark", "small", "span", "strong", "time", "tspan", "wbr"}
)
_AWAY = frozenset({"iframe", "object", "embed", "form", "base", "img", "video", "audio", "frame"})
_ADDRESSES = frozenset({"href", "src", "action", "formaction", "xlink:href", "data", "srcset"})
_HERE = re.compile(r"#\S*|[\w.%-]+\.html(#\S*)?|data:,")
_SAID = ("aria-label", "title", "alt", "placeholder")


def read_html(data: bytes) -> Extract:
    """A page as it stands in the file, before any script has run; tables row by row."""
    root = html.document_fromstring(data.decode("utf-8"))
    grids = tuple(
        tuple(tuple(_shown(cell) for cell in row if cell.tag in {"td", "th"}) for row in rows)
        for table in root.iter("table")
        if (rows := list(table.iter("tr")))
    )
    said = [value for one in root.iter() for name in _SAID if (value := one.get(name))]
    body = _shown(root, without=frozenset({"table", "script", "style"}))
    return Extract((*body.split(BREAK), *said), grids, tuple(_acting_on_page(root)))


def _shown(element: Any, without: frozenset[str] = frozenset()) -> str:
    """The text of an element; a line for each of its blocks."""
    lines = "".join(_pieces(element, without)).split(BREAK)
    return BREAK.join(line.strip() for line in lines if line.strip())


def _pieces(element: Any, without: frozenset[str]) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in without:
        return
    edge = "" if element.tag in _INLINE else BREAK
    yield edge
    yield element.text or ""
    for child in element:
        yield from _pieces(child, without)
        yield child.tail or ""
    yield edge


def _acting_on_page(root: Any) -> Iterator[str]:
    """Scripts and styles that the policy does not name, addresses elsewhere, handlers, comments."""
    policies = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    policy = dict(part.strip().partition(" ")[::2] for part in "".join(policies).split(";"))
    if policy.get("default-src") != "'none'" or "unsafe" in str(policy):
        yield f"policy: {policy}"
    for one in root.iter():
        if not isinstance(one.tag, str):
            yield f"comment {one.text}"
            continue
        if one.tag in _AWAY:
            yield one.tag
        if one.tag in {"script", "style"} and _digest(one.text) not in policy[f"{one.tag}-src"]:
            yield f"a {one.tag} that the policy does not name"
        yield from (
            f"{one.tag} {name}={value}"
            for name, value in one.items()
            if name.startswith(("on", "style"))
            or (name in _ADDRESSES and not _HERE.fullmatch(value))
        )


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode()


# --- PDF


def read_pdf(data: bytes) -> Extract:
    """A document page by page: the words outside of ruled tables, and these tables.

    Spaces without width, which only say where a line may break, are left out.
    """
    import pdfplumber

    lines: list[str] = []
    grids: list[Grid] = []
    traps: list[str] = []
    with pdfplumber.open(BytesIO(data)) as document:
        for page in document.pages:
            rest = page
            for table in page.find_tables():
                rest = rest.outside_bbox(table.bbox)
                rows = table.extract()
                grids.append(tuple(tuple((c or "").replace(ZERO, "") for c in r) for r in rows))
            lines += (rest.extract_text() or "").replace(ZERO, "").splitlines()
            traps += [str(one.get("uri") or one["data"])[:80] for one in page.annots]
        catalog = str(document.doc.catalog)
    traps += [name for name in ("JavaScript", "OpenAction", "Launch") if name in catalog]
    return Extract(tuple(lines), tuple(grids), tuple(traps))


ZERO = "\u200b"
READERS: dict[str, Callable[[bytes], Extract]] = {
    ".md": read_markdown,
    ".csv": read_csv,
    ".json": read_json,
    ".xlsx": read_xlsx,
    ".docx": read_docx,
    ".html": read_html,
    ".pdf": read_pdf,
}
