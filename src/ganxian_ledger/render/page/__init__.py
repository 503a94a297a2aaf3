"""A page as one HTML file that needs nothing else: no network, no other file, no library."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ganxian_ledger.domain.views.page import Page


def page(view: Page, folders: Sequence[Path] = ()) -> bytes:
    """One page as a file; the same page makes the same bytes.

    Args:
        view: The page.
        folders: The ledger's own template folders; the first that has a piece wins.

    Raises:
        TemplateFault: where a layout is faulty, or the page is too large.
    """
    from ganxian_ledger.render.page.press import PagePress  # noqa: PLC0415 (Jinja2 is heavy)

    return PagePress(folders).file(view)
