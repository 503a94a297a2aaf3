"""Generated documents: write them, or say which are stale."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path


def settle(texts: Mapping[Path, str], *, check: bool) -> int:
    """Write the texts that differ from their files; with `check` only name them, and return 1."""
    stale = [path for path, text in texts.items() if not _is(path, text)]
    for path in stale:
        if check:
            print(f"stale: {path.name}: run make docs", file=sys.stderr)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(texts[path], encoding="utf-8", newline="\n")
            print(f"written: {path.name}")
    return int(check and bool(stale))


def _is(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text
