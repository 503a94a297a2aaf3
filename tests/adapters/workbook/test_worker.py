"""The worker process: one for many files, limited, and made anew when it is gone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.adapters.workbook.packages import book, cell, row

from ganxian_ledger.adapters.workbook import process, wire
from ganxian_ledger.adapters.workbook.process import Gone, Worker
from ganxian_ledger.adapters.workbook.reader import Reader
from ganxian_ledger.domain.errors import NotHere
from ganxian_ledger.domain.forms.raw import RawBook, Unreadable

GOOD = book(row(1, cell("A1", "<v>1</v>")))
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


def pid_of(reader: Reader) -> int:
    assert reader._worker is not None
    return reader._worker._process.pid


def test_no_worker_is_started_for_what_the_first_bytes_tell() -> None:
    with Reader() as reader:
        assert isinstance(reader.read(b"a,b"), Unreadable)
        assert reader._worker is None


def test_many_files_are_read_by_one_worker_that_ends_with_the_reader() -> None:
    with Reader() as reader:
        found = [reader.read(data) for data in (GOOD, b"PK\x03\x04", GOOD)]
        kept = reader._worker
        assert kept is not None
    assert [type(one) for one in found] == [RawBook, Unreadable, RawBook]
    assert kept._process.returncode is not None


@posix
def test_a_worker_that_somebody_ended_between_two_files_costs_nothing() -> None:
    with Reader() as reader:
        reader.read(GOOD)
        before = pid_of(reader)
        os.kill(before, signal.SIGKILL)
        assert isinstance(reader.read(GOOD), RawBook)
        assert pid_of(reader) != before


@posix
def test_a_file_that_ends_the_worker_is_refused_and_the_next_one_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[int] = []

    def dies(self: Worker, data: bytes, seconds: float) -> bytes:
        asked.append(self._process.pid)
        os.kill(self._process.pid, signal.SIGKILL)
        raise Gone

    with Reader() as reader:
        reader.read(GOOD)
        with monkeypatch.context() as patch:
            patch.setattr(Worker, "ask", dies)
            found = reader.read(GOOD)
        assert isinstance(found, Unreadable)
        assert found.reason == "broken"
        assert len(set(asked)) == 2  # once more with a new one, then it is the file
        assert isinstance(reader.read(GOOD), RawBook)


@posix
def test_a_file_that_takes_too_long_is_refused_and_the_next_one_is_read() -> None:
    with Reader(seconds=0.5) as reader:
        reader.read(GOOD)
        os.kill(pid_of(reader), signal.SIGSTOP)
        begin = time.monotonic()
        found = reader.read(GOOD)
        assert isinstance(found, Unreadable)
        assert found.reason == "too-slow"
        assert 0.4 < time.monotonic() - begin < 3
        assert isinstance(reader.read(GOOD), RawBook)


def test_an_interrupt_ends_the_worker_with_its_half_read_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def interrupted(stream: object) -> bytes:
        raise KeyboardInterrupt

    with Reader() as reader:
        reader.read(GOOD)
        kept = reader._worker
        assert kept is not None
        with monkeypatch.context() as patch:
            patch.setattr(wire, "receive", interrupted)
            with pytest.raises(KeyboardInterrupt):
                reader.read(GOOD)
        assert kept._process.returncode is not None
        assert isinstance(reader.read(GOOD), RawBook)


def test_a_worker_that_does_not_come_up_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_START", "raise SystemExit(3)")
    with Reader() as reader, pytest.raises(NotHere, match="没有启动") as refused:
        reader.read(GOOD)
    assert "python-calamine" in refused.value.remedy


def test_a_worker_of_another_version_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    start = (
        "import sys; sys.stdout.buffer.write((5).to_bytes(8, 'big') + b'ready'); sys.stdin.read()"
    )
    monkeypatch.setattr(process, "_START", start)
    with Reader() as reader, pytest.raises(NotHere, match="没有启动"):
        reader.read(GOOD)


def test_the_worker_runs_the_package_of_the_reader_though_another_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "ganxian_ledger"
    other.mkdir()
    (other / "__init__.py").write_text("raise SystemExit(3)")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with Reader() as reader:
        assert isinstance(reader.read(GOOD), RawBook)


def test_nothing_is_imported_from_the_folder_one_stands_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("json", "zipfile", "python_calamine", "ganxian_ledger"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(3)")
    monkeypatch.chdir(tmp_path)
    with Reader() as reader:
        assert isinstance(reader.read(GOOD), RawBook)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds a process's addresses")
def test_the_worker_may_not_take_all_of_the_memory() -> None:
    code = (
        "import sys; sys.path.append(sys.argv[1])\n"
        "from ganxian_ledger.adapters.workbook.worker import _limit\n"
        "_limit()\n"
        "try:\n    bytearray(1600 << 20)\nexcept MemoryError:\n    print('bounded')\n"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, str(process._HOME)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "bounded\n"


def test_the_readers_own_streams_stay_untouched() -> None:
    code = (
        "import sys\nsys.path.append(sys.argv[1])\n"
        "from ganxian_ledger.adapters.workbook.reader import Reader\n"
        "with Reader() as reader:\n    found = reader.read(b'PK\\x03\\x04')\n"
        "print(found.reason, sys.stdin.read())\n"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, str(process._HOME)],
        input="mine",
        capture_output=True,
        text=True,
        check=True,
    )
    assert (done.stdout, done.stderr) == ("broken mine\n", "")
