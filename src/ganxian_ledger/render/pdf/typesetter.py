"""The one door to typst: a layout and a paper in, a PDF out; nothing else is read.

The layout, the shared pieces and the paper's content are handed over as files in memory. The
folder on disk below which typst may read is empty, and no package is downloaded.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Never

import typst

from ganxian_ledger.domain.views.paper import Paper
from ganxian_ledger.render import layouts
from ganxian_ledger.render.layouts import PARTS, Layout, TemplateFault, shown
from ganxian_ledger.render.pdf import faces
from ganxian_ledger.render.pdf.complaints import words_of
from ganxian_ledger.render.pdf.content import content_of

SUFFIX = ".typ"
MAIN = "main.typ"
CONTENT = "paper.json"
MOST_BYTES = 1_000_000
"""Bytes that a shared piece may have."""
MOST_TAGGED = 1000
"""Rows of tables beyond which nothing is tagged: tags make a long list's file ten times as big."""
_NOWHERE = "http://127.0.0.1:9"
_PROXIES = ("ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "all_proxy", "https_proxy", "http_proxy")
_PLACE = re.compile(r"┌─ (?P<file>.+):(?P<line>\d+):\d+$", re.MULTILINE)


class Typesetter:
    """Typst with the machine's fonts, which are looked for once."""

    def __init__(self) -> None:
        self._fonts = typst.Fonts()

    def pdf(self, paper: Paper, layout: Layout) -> bytes:
        """The PDF of a paper.

        Raises:
            NoChineseFont: where there is no font for Chinese.
            TemplateFault: where the layout is faulty, with its line where it is known.
        """
        families = self._fonts.families()
        chosen = faces.chosen(families)
        content = content_of(paper, chosen, faces.latin(families), layout.words)
        pieces = _pieces(layout)
        read = {name: layouts.content_of(path, MOST_BYTES) for name, path in pieces.items()}
        read[MAIN] = layout.content
        paths = {**pieces, MAIN: layout.path}
        files = {name: layouts.decoded(text, paths[name]).encode() for name, text in read.items()}
        files[CONTENT] = json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")
        try:
            return self._compiled(files, is_tagged=_rows(paper) <= MOST_TAGGED)
        except typst.TypstError as error:
            _tell(error, paths)

    def _compiled(self, files: dict[str, bytes], *, is_tagged: bool) -> bytes:
        with TemporaryDirectory(prefix="ledger-") as empty, _offline():
            made = typst.Compiler(
                files,  # type: ignore[type-var] # its stubs know no mapping
                root=empty,
                font_paths=self._fonts,
                package_path=empty,
                package_cache_path=empty,
            ).compile(format="pdf", timestamp=0, pdf_tags=is_tagged)
        assert isinstance(made, bytes)
        return made


def _rows(paper: Paper) -> int:
    return sum(len(block.table.rows) for block in paper.block.values() if block.table)


def _pieces(layout: Layout) -> dict[str, Path]:
    """The shared pieces by their paths from the root (parts/…); the first folder's win."""
    found: dict[str, Path] = {}
    for folder in reversed(layout.folders):
        for path in sorted((folder / PARTS).glob(f"*{SUFFIX}")):
            name = f"{PARTS}/{path.name}"
            first = layouts.locate(name, layout.folders)
            if first is not None:
                found[name] = first
    return found


@contextmanager
def _offline() -> Iterator[None]:
    """Lead whatever typst would download to nowhere; it has no switch against it."""
    before = {name: os.environ.get(name) for name in _PROXIES}
    os.environ.update(dict.fromkeys(_PROXIES, _NOWHERE))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _tell(error: typst.TypstError, files: Mapping[str, Path]) -> Never:
    """Raise the fault in Chinese, at a line of the ledger's own layouts where there is one."""
    places = [
        (path, int(found["line"]))
        for found in _PLACE.finditer(error.diagnostic)
        for name, path in files.items()
        if found["file"].replace("\\", "/").endswith(name)
    ]
    own = [one for one in places if not one[0].is_relative_to(layouts.shipped())]
    path, line = next(iter([*own, *places]), (files[MAIN], 0))
    place = f"{shown(path)}:{line}" if line else shown(path)
    message, remedy = words_of(error.message)
    raise TemplateFault(f"版式 {place}：{message}", remedy=remedy) from None
