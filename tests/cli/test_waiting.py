"""A long work shows how far it has come, where somebody watches, and nothing else anywhere."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.support.build import ledger_files
from tests.support.cli import SOURCE, scrubbed
from tests.support.repo import Repo

RUN = """\
import sys
from ganxian_ledger.cli import app, waiting
waiting.PATIENCE = -1
sys.exit(int(app.run(sys.argv[1:])))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no terminals to open there")
def test_a_bar_is_drawn_on_a_terminal_and_taken_away(tmp_path: Path) -> None:
    import pty

    repo = Repo.make(tmp_path, ledger_files())
    ours, theirs = pty.openpty()
    environment = {**scrubbed(), "PYTHONPATH": str(SOURCE), "TERM": "xterm", "COLUMNS": "100"}
    done = subprocess.run(
        [sys.executable, "-c", RUN, "log", "--format", "csv"],
        cwd=repo.root,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=theirs,
        check=True,
    )
    os.close(theirs)
    drawn = os.read(ours, 1 << 16).decode()
    os.close(ours)

    assert "建立台账" in done.stdout.decode()
    assert "读取历次提交" in drawn
    assert "1/1" in drawn
    assert drawn.rstrip().endswith(("\x1b[2K", "\x1b[?25h"))


def test_nothing_is_drawn_where_nobody_watches(tmp_path: Path) -> None:
    repo = Repo.make(tmp_path, ledger_files())
    done = subprocess.run(
        [sys.executable, "-c", RUN, "log"],
        cwd=repo.root,
        env={**scrubbed(), "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        check=True,
    )
    assert done.stderr == b""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT to send there")
def test_an_interrupt_leaves_with_its_own_code(tmp_path: Path) -> None:
    repo = Repo.make(tmp_path, ledger_files())
    slow = RUN.replace(
        "waiting.PATIENCE = -1\n",
        "import time\n"
        "from ganxian_ledger.usecases import history\n"
        "told = history._Reader.chapter\n"
        "def chapter(*words):\n"
        "    print('reading', flush=True)\n"
        "    time.sleep(30)\n"
        "    return told(*words)\n"
        "history._Reader.chapter = chapter\n",
    )
    with subprocess.Popen(
        [sys.executable, "-c", slow, "log"],
        cwd=repo.root,
        env={**scrubbed(), "PYTHONPATH": str(SOURCE)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"reading\n"
        begun = time.monotonic()
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=20)
    assert (process.returncode, told.decode().strip()) == (130, "已中断")
    assert time.monotonic() - begun < 20
