"""Which fonts for official documents lie in the folders where systems keep fonts."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from ganxian_ledger.domain.views.doctor_facts import FACES, Face

DEEPEST = 4
"""Folders below a font folder that are looked into."""
MOST = 20_000
"""Files that are looked at."""
_ENDINGS = (".ttf", ".ttc", ".otf", ".otc")


def faces_found() -> frozenset[Face]:
    """The faces of which a font is there, judged by the names of the files."""
    names = list(_names(_folders(os.environ, sys.platform)))
    return frozenset(
        face
        for face, beginnings in FACES.items()
        if any(name.startswith(beginnings) for name in names)
    )


def _folders(environment: Mapping[str, str], platform: str) -> list[Path]:
    """Where this system keeps fonts, of the machine and of the user."""
    home = Path(environment.get("USERPROFILE") or environment.get("HOME") or os.sep)
    if platform == "win32":
        local = environment.get("LOCALAPPDATA")
        return [
            Path(environment.get("WINDIR", r"C:\Windows")) / "Fonts",
            *([Path(local) / "Microsoft" / "Windows" / "Fonts"] if local else []),
        ]
    if platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library" / "Fonts"]
    return [
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        Path("/usr/share/texmf/fonts/opentype"),
        Path("/usr/share/texlive/texmf-dist/fonts/opentype"),
        home / ".fonts",
        home / ".local" / "share" / "fonts",
    ]


def _names(folders: list[Path]) -> Iterator[str]:
    """The names of font files in lower case; what cannot be read is left out."""
    left = MOST
    for top in folders:
        for here, below, files in os.walk(top):
            if len(Path(here).relative_to(top).parts) >= DEEPEST:
                below.clear()
            yield from (name.lower() for name in files if name.lower().endswith(_ENDINGS))
            left -= len(files)
            if left < 0:
                return
