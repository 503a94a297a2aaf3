"""Generated documents: write them, or say which are stale."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path


def settle(texts: Mapping[Path, str] | Mapping[Path, bytes], *, check: bool) -> int:
    """Write what differs from its file; with `check` only name it, and return 1."""
    stale = {path: text for path, text in texts.items() if not _is(path, text)}
    for path, text in stale.items():
        if check:
            print(f"stale: {path.name}: run make docs", file=sys.stderr)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path, text)
            print(f"written: {path.name}")
    return int(check and bool(stale))


def _write(path: Path, text: str | bytes) -> None:
    if isinstance(text, bytes):
        path.write_bytes(text)
    else:
        path.write_text(text, encoding="utf-8", newline="\n")


def _is(path: Path, text: str | bytes) -> bool:
    if not path.is_file():
        return False
    if isinstance(text, bytes):
        return path.read_bytes() == text
    return path.read_text(encoding="utf-8") == text
