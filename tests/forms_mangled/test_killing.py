"""`collect` that is killed: a reader sees all of it or nothing, and the next run does the rest."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROUNDS = 8
HOME = Path(__file__).parents[2]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")
def test_a_killed_run_leaves_all_or_nothing_and_the_next_one_completes(tmp_path: Path) -> None:
    path = os.pathsep.join([str(HOME / "src"), str(HOME)])
    whole = ["-m", "tests.forms_mangled.killing", str(ROUNDS), "7", str(tmp_path)]
    made = subprocess.run(
        [sys.executable, *whole],
        env={**os.environ, "PYTHONPATH": path},
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    count = json.loads(made.stdout)
    assert count["second run whole"] == ROUNDS
    assert count.get("old", 0) + count.get("new", 0) == ROUNDS
    assert not any(count.get(word, 0) for word in ("torn", "wrong copies", "copies too many"))
