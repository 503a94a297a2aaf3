"""The same ledger gives the same bytes, whoever makes the paper, where and when."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.papers.conftest import DEMO
from tests.support.cli import SOURCE, scrubbed

from ganxian_ledger.render.papers import FORMATS

PLACES = {
    "one": {
        "PYTHONHASHSEED": "1",
        "LANG": "C",
        "LC_ALL": "C",
        "TZ": "America/New_York",
        "HOME": "/nowhere",
    },
    "other": {"PYTHONHASHSEED": "4242", "LANG": "zh_CN.UTF-8", "TZ": "Asia/Shanghai"},
}
MAKE = """
import sys
from ganxian_ledger.cli.app import main
for words in (("report", "--month", "2024-06"), ("units",), ("show", "8.3")):
    for ending in sys.argv[2:]:
        try:
            main([*words, "--data", sys.argv[1], "-o", f"{words[0]}{ending}"])
        except SystemExit as done:
            if done.code:
                raise
"""
"""Makes each paper in the folder where it stands."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two folders of papers, made by two programs in unlike places from a copy of one ledger."""
    folders = []
    for name, place in PLACES.items():
        folder = tmp_path_factory.mktemp(name)
        shutil.copytree(DEMO, folder / "data")
        kept = {k: v for k, v in scrubbed().items() if not k.startswith(("LC_", "LANG", "TZ"))}
        env = {**kept, "PYTHONPATH": str(SOURCE), "LEDGER_TODAY": "2025-01-15", **place}
        subprocess.run(
            [sys.executable, "-c", MAKE, "data", *FORMATS],
            cwd=folder,
            env=env,
            check=True,
            capture_output=True,
        )
        folders.append(folder)
    return folders


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("kind", ["report", "units", "show"])
def test_two_programs_write_the_same_bytes(made: list[Path], kind: str, ending: str) -> None:
    one, other = (folder / f"{kind}{ending}" for folder in made)

    assert one.read_bytes() == other.read_bytes()
    assert one.stat().st_size > 0
