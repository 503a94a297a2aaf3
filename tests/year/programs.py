"""The other spreadsheet program: files saved again by LibreOffice, many with one call."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

SOFFICE = shutil.which("soffice")


def saved_again(files: Sequence[Path], ending: str, work: Path) -> dict[Path, Path]:
    """The files as LibreOffice saves them (xlsx or xls), in place; by old path the new one."""
    if not files or SOFFICE is None:
        return {}
    made = work / "存"
    made.mkdir(parents=True, exist_ok=True)
    profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", ending, "--outdir", str(made)]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=300)
    moved = {}
    for file in files:
        saved = made / f"{file.stem}.{ending}"
        file.unlink()
        moved[file] = file.with_suffix(f".{ending}")
        shutil.move(saved, moved[file])
    return moved
