"""From the page's view to the file: the layout, the style and the script, and their hashes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from ganxian_ledger.domain.views.page import Page
from ganxian_ledger.render import layouts
from ganxian_ledger.render.jinja import Press
from ganxian_ledger.render.layouts import Layout, TemplateFault
from ganxian_ledger.render.page.markup import Verbatim, css_string, digest, escaped
from ganxian_ledger.render.page.shape import Grid, Part, shaped

KIND = "page"
GENERATOR = "ganxian-ledger"
"""Stands in every page's head, so that it is known whose it is."""
PIECES = ("page.html.j2", "_grid.html.j2", "_chart.html.j2", "page.css", "listing.css", "page.js")
"""The files that a page is made of, below the folder `page`."""
MOST_BYTES = 200_000
"""Bytes that a style or a script may have."""
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
"""In the shipped files this stands in no string."""


class PagePress:
    """The layout of pages, read once; makes one file after the other.

    Raises:
        TemplateFault: where a piece is faulty, or missing.
    """

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        every = (*folders, layouts.shipped())
        held = {name: _found(name, every) for name in PIECES}
        path, content = held[PIECES[0]]
        self._press = Press(Layout("page", path, content, every), escaped)
        self._base = _style(*held["page.css"])
        self._tables = _style(*held["listing.css"])
        self._script = _script(*held["page.js"])
        contents = (content.replace(b"\r\n", b"\n") for _, content in held.values())
        whole = hashlib.sha256(b"\0".join(contents))
        self._words = f"{path.name}（{whole.hexdigest()[:8]}）"

    def file(self, view: Page) -> bytes:
        """One page as a file.

        Raises:
            TemplateFault: where the layout is faulty, or the page is too large.
        """
        parts = shaped(view)
        grids = [grid for part in parts for grid in part.grids if grid.rows and not grid.is_facts]
        has_search = any(grid.is_searched for grid in grids)
        style = "\n".join(_styles(view, parts, self._base, self._tables if grids else "", grids))
        script = self._script if has_search else ""
        text = self._press.text(
            {
                "page": view,
                "parts": parts,
                "facts": (*view.facts, ("版式", self._words)),
                "generator": GENERATOR,
                "policy": _policy(style, script),
                "style": Verbatim(style),
                "script": Verbatim(script),
            }
        )
        return text.encode("utf-8")


def _found(name: str, folders: Sequence[Path]) -> tuple[Path, bytes]:
    path = layouts.locate(f"{KIND}/{name}", folders)
    if path is None:
        raise TemplateFault(f"没有版式 {KIND}/{name}", remedy="重新安装本程序")
    return path, layouts.content_of(path, MOST_BYTES)


def _read(path: Path, content: bytes, forbidden: str) -> str:
    """The text of a style or a script; its line ends are those that a browser hashes.

    An office's own stays as it is. Of ours, which is written for that, only what a browser needs
    goes into each page: no comments, no indents.

    Raises:
        TemplateFault: where it would end its element, or is not UTF-8.
    """
    text = layouts.decoded(content, path).replace("\r", "\n")
    found = next((one for one in (forbidden, "<!--") if one in text.lower()), "")
    if found:
        raise TemplateFault(f"版式 {layouts.shown(path)} 里不能有“{found}”", remedy="换一种写法")
    if path.is_relative_to(layouts.shipped()):
        lines = _COMMENT.sub("", text).splitlines()
        return "\n".join(filter(None, (line.strip() for line in lines)))
    return text


def _style(path: Path, content: bytes) -> str:
    return _read(path, content, "</style")


def _script(path: Path, content: bytes) -> str:
    return _read(path, content, "</script")


def _styles(
    view: Page, parts: Sequence[Part], base: str, tables: str, grids: Sequence[Grid]
) -> Iterator[str]:
    """The style of a page: its own words stand in it only as numbers of characters."""
    yield base
    yield f"@page{{@bottom-left{{content:{css_string(view.mark)}}}}}"
    if any(part.is_wide for part in parts):
        yield "@page across{size:A4 landscape}"
    if tables:
        yield tables
    yield from filter(None, map(_labels, grids))


def _labels(grid: Grid) -> str:
    """On a narrow screen the cells of a row stand one below the other, each behind its head."""
    rules = "".join(
        f"#{grid.identity} tr>:nth-child({place}):before{{content:{css_string(head.words)}}}"
        for place, head in enumerate(grid.heads, 1)
        if place > grid.named_by and not head.speak
    )
    return f"@media screen and (max-width:40em){{{rules}}}" if rules else ""


def _policy(style: str, script: str) -> str:
    scripts = digest(script) if script else "'none'"
    return (
        f"default-src 'none'; style-src {digest(style)}; script-src {scripts}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
