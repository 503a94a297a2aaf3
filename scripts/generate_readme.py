"""The outputs in README.md: every command of its console blocks is run, its output put below."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from scripts.generated import settle

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "README.md"
DAY = "2024-06-30"
LEDGERS = ("data", "examples/demo")
_BLOCK = re.compile(r"(?<=```console\n).*?(?=```)", re.DOTALL)


def texts() -> dict[Path, str]:
    """The page with its outputs made anew, on copies of the ledgers that no commit changes."""
    page = PAGE.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as name:
        for ledger in LEDGERS:
            shutil.copytree(ROOT / ledger, Path(name) / ledger)
        return {PAGE: _BLOCK.sub(lambda block: _again(block.group(), Path(name)), page)}


def _again(block: str, folder: Path) -> str:
    commands = [line[2:] for line in block.splitlines() if line.startswith("$ ")]
    return "\n".join(f"$ {command}\n{_output(command, folder)}" for command in commands)


def _output(command: str, folder: Path) -> str:
    """What a command prints, both streams, in a folder on the day of the examples."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("LEDGER_", "GIT_"))}
    done = subprocess.run(
        ["bash", "-c", f"exec 2>&1; {command}"],
        cwd=folder,
        env={**kept, "PATH": path, "LEDGER_TODAY": DAY, "NO_COLOR": "1", "PYTHONUTF8": "1"},
        check=True,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    return "\n".join(line.rstrip() for line in done.stdout.rstrip().split("\n")) + "\n"


if __name__ == "__main__":
    sys.exit(settle(texts(), check="--check" in sys.argv[1:]))
