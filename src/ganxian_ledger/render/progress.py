"""A bar on a terminal that says how much is done; nothing of it stays."""

from __future__ import annotations

from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn


class Bar:
    """One bar with its words; it is gone when it is closed."""

    def __init__(self, words: str, file: TextIO, *, colour: bool) -> None:
        console = Console(
            file=file, color_system="standard" if colour else None, markup=False, emoji=False
        )
        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
        )
        self._progress = Progress(*columns, console=console, transient=True)
        self._task = self._progress.add_task(words, total=None)
        self._progress.start()

    def show(self, done: int, whole: int) -> None:
        """So much is done of the whole."""
        self._progress.update(self._task, completed=done, total=whole)

    def close(self) -> None:
        """Take the bar away."""
        self._progress.stop()
