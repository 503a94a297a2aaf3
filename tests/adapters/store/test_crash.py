"""Killed writers, many writers at once, and the order of the system calls.

The counts can be raised: LEDGER_TEST_KILLS=300 and LEDGER_TEST_WRITERS=200.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from tests.support.build import a_measure, ledger_files, write_ledger

REPOSITORY = Path(__file__).parents[3]
KILLS = int(os.environ.get("LEDGER_TEST_KILLS", "40"))
WRITERS = int(os.environ.get("LEDGER_TEST_WRITERS", "40"))
ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": f"{REPOSITORY / 'src'}{os.pathsep}{REPOSITORY}",
    "PYTHONDONTWRITEBYTECODE": "1",
    "LEDGER_LOCK_TIMEOUT": "600",
}
posix = pytest.mark.skipif(sys.platform == "win32", reason="fork and SIGKILL are POSIX")


def killed(writer: str, rounds: int, folder: Path) -> Counter[str]:
    """What a writer left, by kind, when it was killed so many times."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.support.killing", writer, str(rounds), "8", str(folder)],
        cwd=REPOSITORY,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return Counter(json.loads(ran.stdout))


@posix
@pytest.mark.parametrize("writer", ["recording", "storing"])
def test_a_killed_writer_leaves_the_old_file_or_the_new_one(writer: str, tmp_path: Path) -> None:
    left = killed(writer, KILLS, tmp_path / "data")
    assert (left["torn"], left["lost"]) == (0, 0), left
    assert left["old"] + left["new"] == KILLS
    assert left["old"]


@posix
def test_the_same_kills_tear_a_naive_writers_file(tmp_path: Path) -> None:
    assert killed("naive", KILLS, tmp_path / "data")["torn"] > 0


def test_of_many_writers_at_once_every_record_is_there_once(tmp_path: Path) -> None:
    files = ledger_files(more_measures=[a_measure(id=f"8.{n}") for n in range(4, 14)])
    folder = write_ledger(tmp_path / "data", files)
    writers = []
    for n in range(WRITERS):
        command = [sys.executable, "-m", "tests.support.writing", str(folder.path)]
        writers.append(
            subprocess.Popen(
                [*command, f"8.{3 + n % 11}", f"note-{n}-"],
                cwd=REPOSITORY,
                env=ENVIRONMENT,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
        )
        if n % 8 == 7:  # starting is work for the processor, and not what is tested
            time.sleep(0.5)
    (folder.path / "go").touch()
    answers = [writer.communicate(timeout=600) for writer in writers]
    assert [answer for answer in answers if answer[0] != "done\n"] == []
    text = folder.file("tasks.yaml").read_text("utf-8")
    found = Counter(re.findall("note-([0-9]+)-", text))
    assert found == Counter(str(n) for n in range(WRITERS))
    assert list(folder.path.glob(".*.ledger-tmp")) == []


# --- with strace ----------------------------------------------------------------------------------


def has_strace() -> bool:
    """Whether there is strace, and the system lets it trace."""
    program = shutil.which("strace")
    if program is None:
        return False
    return (
        subprocess.run([program, "-qq", "true"], capture_output=True, check=False).returncode == 0
    )


straced = pytest.mark.skipif(not has_strace(), reason="strace is missing or may not trace")
CALLS = ("fchmod", "fsync", "/^rename")


def traced(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    writer = [sys.executable, "-m", "tests.support.writing", str(folder), "8.3", "note"]
    return subprocess.run(
        ["strace", "-f", "-qq", *options, *writer],
        cwd=REPOSITORY,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = write_ledger(tmp_path / "data", ledger_files()).path
    (folder / "go").touch()
    return folder


@straced
def test_the_bytes_reach_the_disk_before_the_name_and_the_name_before_the_answer(
    data: Path, tmp_path: Path
) -> None:
    log = tmp_path / "trace"
    ran = traced(data, "-y", "-o", str(log), "-e", "trace=write,fchmod,fsync,flock,/^rename")
    assert ran.returncode == 0, ran.stderr
    steps = [
        ("take the lock", r"flock\(\d+<[^>]*\.ledger\.lock>, LOCK_EX"),
        ("write the temporary file", r"write\(\d+<[^>]*\.ledger-tmp>"),
        ("copy the mode", r"fchmod\(\d+<[^>]*\.ledger-tmp>"),
        ("sync the temporary file", r"fsync\(\d+<[^>]*\.ledger-tmp>\)"),
        ("replace the file", r"rename\w*\(.*\.ledger-tmp\", .*tasks\.yaml\""),
        ("sync the folder", rf"fsync\(\d+<{re.escape(str(data))}>\)"),
        ("give the lock back", r"flock\(\d+<[^>]*\.ledger\.lock>, LOCK_UN"),
        ("say so", r"write\(1<[^>]*>, \"done"),
    ]
    lines = log.read_text("utf-8").splitlines()
    found = [
        next((n for n, line in enumerate(lines) if re.search(pattern, line)), None)
        for _, pattern in steps
    ]
    assert None not in found, [name for (name, _), n in zip(steps, found, strict=True) if n is None]
    assert found == sorted(n for n in found if n is not None), "\n".join(lines)


@straced
@pytest.mark.parametrize("call", [*CALLS, "fsync:2"])
@pytest.mark.parametrize("fate", ["signal=KILL", "error=ENOSPC", "error=EIO"])
def test_a_fault_at_any_call_leaves_a_whole_file_and_the_next_command_works(
    data: Path, call: str, fate: str
) -> None:
    name, _, when = call.partition(":")
    old = (data / "tasks.yaml").read_bytes()
    inject = f"inject={name}:{fate}:when={when or 1}"
    first = traced(data, "-o", os.devnull, "-e", f"trace={name}", "-e", inject)
    middle = (data / "tasks.yaml").read_bytes()
    assert first.returncode != 0
    assert (middle != old) == (call == "fsync:2")
    assert "Traceback" not in first.stderr or "Refused" in first.stderr
    second = traced(data, "-o", os.devnull, "-e", "trace=none")
    assert second.returncode == 0, second.stderr
    assert (data / "tasks.yaml").read_bytes().startswith(old)
    assert list(data.glob(".*.ledger-tmp")) == []
