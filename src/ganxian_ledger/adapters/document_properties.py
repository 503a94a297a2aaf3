"""The properties that a document carries of its own (docProps/custom.xml), without opening it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

PART = "docProps/custom.xml"
MOST_BYTES = 100_000
"""Bytes of the properties that are looked at."""
_PROPERTY = re.compile(
    r'<property\b[^>]*\bname="([^"]*)"[^>]*>\s*<vt:lpwstr>([^<]*)</vt:lpwstr>\s*</property>'
)


def properties_of(file: Path) -> Mapping[str, str]:
    """The texts by their names; none where it has none or cannot be read."""
    import zipfile  # noqa: PLC0415 (heavy, and few commands need it)
    from html import unescape  # noqa: PLC0415

    try:
        with zipfile.ZipFile(file) as archive, archive.open(PART) as part:
            text = part.read(MOST_BYTES).decode("utf-8", "replace")
    except (OSError, KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return {}
    return {unescape(name): unescape(value) for name, value in _PROPERTY.findall(text)}
