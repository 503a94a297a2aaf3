"""Ctrl-C: words and a code, whenever it comes."""

from __future__ import annotations

import signal
import subprocess
import sys
import time

import pytest
from tests.support.cli import SOURCE, LedgerCli, scrubbed

from ganxian_ledger.cli import console

READY = """
import sys
from ganxian_ledger.__main__ import main

class Mark:
    def find_spec(self, name, *_):
        if name == "ganxian_ledger.cli":
            sys.stderr.write("ready\\n")

sys.meta_path.insert(0, Mark())
sys.argv = ["ledger", "--help"]
main()
"""
"""The program, which says when it begins to load itself: what comes before is Python's own."""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to one program")
@pytest.mark.parametrize("milliseconds", [2, 5, 10, 20, 40, 60, 90, 150, 300])
def test_an_interrupt_while_loading_shows_no_traceback(
    ledger: LedgerCli, milliseconds: int
) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", READY],
        cwd=ledger.folder,
        env={**scrubbed(), "PYTHONPATH": str(SOURCE), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert child.stderr is not None
    assert child.stderr.readline() == "ready\n"
    time.sleep(milliseconds / 1000)
    child.send_signal(signal.SIGINT)
    _, said = child.communicate()
    assert (child.returncode, said) in {(130, "已中断\n"), (0, "")}


def test_an_interrupt_of_a_program_that_cannot_be_loaded_yet(ledger: LedgerCli) -> None:
    script = (
        "import sys; sys.modules['ganxian_ledger.cli'] = type('Slow', (), {"
        "'__getattr__': lambda *_: exec('raise KeyboardInterrupt')})();"
        "from ganxian_ledger.__main__ import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**scrubbed(), "PYTHONPATH": str(SOURCE), "PYTHONUTF8": "1"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr.decode()) == (130, "已中断\n")


@pytest.mark.parametrize("dry", [False, True])
def test_an_interrupt_after_writing_says_what_is_written(
    ledger: LedgerCli, monkeypatch: pytest.MonkeyPatch, dry: bool
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(console, "data", interrupted)
    tasks = ledger.folder / "data" / "tasks.yaml"
    text = tasks.read_text(encoding="utf-8")

    said = ledger("cancel", "22.1", "--reason", "合并", *["-n"] * dry).expects(130).err

    written = tasks.read_text(encoding="utf-8") != text
    assert written is not dry
    assert ("已写入 data/tasks.yaml:" in said and "不要再记一遍\n" in said) is written
    assert said.endswith("已中断\n")
