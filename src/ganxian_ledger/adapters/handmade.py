"""Whether somebody worked on a document since this program wrote it."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

MOST_BYTES = 100_000
"""Bytes of a document's properties that are looked at."""
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time that our archives, and those of Word, give to everything in them."""
OURS = frozenset({"", "Microsoft Excel"})
"""What our documents name as the program that saved them; XlsxWriter writes the second."""


def is_handmade(file: Path) -> bool:
    """Whether an existing document was saved by another program, or is none that we know.

    Every office program writes its name, or the time of saving, into a document's properties; ours
    have neither a name of our own nor two different times. Other programs leave the time in the
    archive.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            if any(entry.date_time != EARLIEST for entry in archive.infolist()):
                return True
            program = _said(archive, "docProps/app.xml", "Application")
            saved = _said(archive, "docProps/core.xml", "dcterms:modified")
            made = _said(archive, "docProps/core.xml", "dcterms:created")
            who = _said(archive, "docProps/core.xml", "cp:lastModifiedBy")
    except (OSError, KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return True
    return program not in OURS or saved != made or bool(who)


def _said(archive: zipfile.ZipFile, part: str, name: str) -> str:
    """The text of one property; empty where there is none."""
    with archive.open(part) as opened:
        text = opened.read(MOST_BYTES).decode("utf-8", "replace")
    found = re.search(rf"<{name}(?:\s[^>]*)?>([^<]*)<", text)
    return found[1].strip() if found else ""
