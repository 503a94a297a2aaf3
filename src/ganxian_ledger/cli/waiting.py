"""How far a long work has come, on a terminal, for those who wait."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from ganxian_ledger.cli import console

if TYPE_CHECKING:
    from ganxian_ledger.render.progress import Bar

PATIENCE = 0.7
"""Seconds without a bar."""


@contextmanager
def waiting(words: str) -> Iterator[Callable[[int, int], None]]:
    """Hand out what is to be told how much is done; it shows a bar if that takes long."""
    begun = monotonic()
    bars: list[Bar] = []
    is_watched = console.is_terminal(sys.stderr)

    def tell(done: int, whole: int) -> None:
        if not bars and is_watched and monotonic() - begun > PATIENCE:
            from ganxian_ledger.render.progress import Bar

            bars.append(Bar(words, sys.stderr, colour=console.has_colour(sys.stderr)))
        for bar in bars:
            bar.show(done, whole)

    try:
        yield tell
    finally:
        for bar in bars:
            bar.close()
