"""A folder that a run fills with folders and files, which nobody sees before all are made.

They are gathered in a draft, a folder within the folder (so that they have their room on the same
disk), however many there are, and moved to their places when the last is made. A run that fails
before that leaves everything as it was. What else stands in the folder is never touched. The files
can be made again, so that none waits for the disk.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from ganxian_ledger.adapters import store
from ganxian_ledger.domain.errors import Refused

DRAFT = f".ledger-dispatch{store.TEMPORARY}"
LOCK = ".ledger-dispatch.lock"


class Busy(Refused):
    """Another run writes into the folder and did not finish in time; nothing was written."""


class Draft:
    """What one run has made; a name is that of a file, or of one in a folder (`甲/表.xlsx`)."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._home = folder, folder / DRAFT

    def add(self, name: str, content: bytes) -> None:
        """Keep a file.

        Raises:
            OSError: where it cannot be written.
        """
        file = self._home / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)

    def place(self, name: str) -> None:
        """Put a file, or a folder with its files, in its place.

        A folder that is not there yet is there with all of its files at once; in one that is, each
        file takes the place of its older one, and the others stay.

        Raises:
            OSError: where that fails; each file in place is whole.
        """
        source, target = self._home / name, self._folder / name
        if source.is_dir() and target.exists():
            for file in sorted(source.iterdir()):
                store.patiently(partial(file.replace, target / file.name))
        else:
            store.patiently(partial(source.replace, target))


@contextlib.contextmanager
def drafting(folder: Path) -> Iterator[Draft]:
    """Be the only one to write into a folder, which is made, and have an empty draft.

    What a killed run left behind is cleared. A folder that nothing came into goes again.

    Raises:
        Busy: where another run does not finish in time.
        OSError: where the folder cannot be made or written.
    """
    made = [one for one in (folder, *folder.parents) if not one.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(folder):
            _clear(folder / DRAFT)
            try:
                yield Draft(folder)
            finally:
                with contextlib.suppress(OSError):  # the next run clears it
                    _clear(folder / DRAFT)
    finally:
        for one in made:
            with contextlib.suppress(OSError):  # there is something in it, as there should be
                one.rmdir()


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder's lock, whose file goes with it.

    Raises:
        Busy: where another run does not finish in time.
        OSError: where there can be no lock.
    """
    patience = store.usual_patience()
    try:
        lock = store.taken(folder / LOCK, patience)
    except TimeoutError:
        raise Busy(
            f"等了 {patience:g} 秒，另一次 ledger dispatch 还在往“{folder}”里写；"
            "这一次什么也没有写",
            remedy="等它写完，再运行一次",
        ) from None
    try:
        yield
    finally:
        with contextlib.suppress(OSError):  # Windows removes it as it is released
            (folder / LOCK).unlink()
        lock.release()


def _clear(draft: Path) -> None:
    """Remove a draft; a link in its place is no draft.

    Raises:
        OSError: where that fails.
    """
    if draft.is_dir() and not draft.is_symlink():
        shutil.rmtree(draft)
