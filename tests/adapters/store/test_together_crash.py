"""Two files entered together: killed anywhere, by many at once, and read at every instant.

The counts can be raised: LEDGER_TEST_KILLS=300 and LEDGER_TEST_WRITERS=200.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.support import entering

from ganxian_ledger.adapters.folder import LedgerFolder

REPOSITORY = Path(__file__).parents[3]
KILLS = int(os.environ.get("LEDGER_TEST_KILLS", "30"))
WRITERS = int(os.environ.get("LEDGER_TEST_WRITERS", "12"))
ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": f"{REPOSITORY / 'src'}{os.pathsep}{REPOSITORY}",
    "PYTHONDONTWRITEBYTECODE": "1",
    "LEDGER_LOCK_TIMEOUT": "600",
}
COMMAND = [sys.executable, "-m", "tests.support.entering"]
posix = pytest.mark.skipif(sys.platform == "win32", reason="fork and SIGKILL are POSIX")


def answered(*arguments: str) -> object:
    """What the program for crashes prints."""
    ran = subprocess.run(
        [*COMMAND, *arguments],
        cwd=REPOSITORY,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


@posix
@pytest.mark.parametrize("stage", ["entering", "finishing what another began"])
def test_whatever_befalls_any_call_both_files_are_old_or_both_are_new(
    tmp_path: Path, stage: str
) -> None:
    is_begun = str(int(stage != "entering"))
    assert answered("dying", str(tmp_path / "data"), is_begun) == []


@posix
def test_a_reader_never_sees_one_file_new_and_the_other_old_while_writers_are_killed(
    tmp_path: Path,
) -> None:
    seen = answered("killing", str(tmp_path / "data"), str(KILLS), "8")
    assert isinstance(seen, dict)
    assert {key: seen.get(key, 0) for key in ("mixed", "torn", "lost", "litter")} == {
        "mixed": 0,
        "torn": 0,
        "lost": 0,
        "litter": 0,
    }
    assert seen["fine"] == KILLS
    assert seen["whole"] > KILLS


def test_of_many_enterings_at_once_every_record_is_in_both_files_once(tmp_path: Path) -> None:
    folder = entering.begun(tmp_path / "data")
    writers = [
        subprocess.Popen(
            [*COMMAND, "enter", str(folder.path), f"note-{n}"],
            cwd=REPOSITORY,
            env=ENVIRONMENT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for n in range(WRITERS)
    ]
    (folder.path / "go").touch()
    answers = [writer.communicate(timeout=600) for writer in writers]
    assert [answer for answer in answers if answer[0] != "done\n"] == []
    tasks, returns = entering.notes(folder)
    assert tasks == returns
    assert sorted(tasks) == sorted(f"note-{n}" for n in range(WRITERS))
    assert entering.litter(folder) == []


# --- with strace ----------------------------------------------------------------------------------


def has_strace() -> bool:
    """Whether there is strace, and the system lets it trace."""
    program = shutil.which("strace")
    return (
        program is not None
        and subprocess.run([program, "-qq", "true"], capture_output=True, check=False).returncode
        == 0
    )


straced = pytest.mark.skipif(not has_strace(), reason="strace is missing or may not trace")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = entering.begun(tmp_path / "data")
    (folder.path / "go").touch()
    return folder.path


def traced(data: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["strace", "-f", "-qq", *options, *COMMAND, "enter", str(data), "first"],
        cwd=REPOSITORY,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )


@straced
def test_the_journal_is_on_the_disk_before_a_file_changes_and_goes_when_all_have(
    data: Path, tmp_path: Path
) -> None:
    log = tmp_path / "trace"
    watched = "trace=write,fsync,utimensat,flock,/^rename,/^unlink"
    ran = traced(data, "-y", "-o", str(log), "-e", watched)
    assert ran.returncode == 0, ran.stderr
    here = rf"fsync\(\d+<{re.escape(str(data))}>\)"
    steps = [
        r"flock\(\d+<[^>]*\.ledger\.lock>, LOCK_EX",
        r"write\(\d+<[^>]*\.ledger\.pending\.\w+\.ledger-tmp>",
        r"utimensat\(.*\.ledger\.pending",
        r"fsync\(\d+<[^>]*\.ledger\.pending\.\w+\.ledger-tmp>",
        r"rename\w*\(.*\.ledger\.pending\"",
        here,
        r"fsync\(\d+<[^>]*\.tasks\.yaml\.\w+\.ledger-tmp>",
        r"rename\w*\(.*tasks\.yaml\"",
        r"fsync\(\d+<[^>]*\.returns\.yaml\.\w+\.ledger-tmp>",
        r"rename\w*\(.*returns\.yaml\"",
        here,
        r"unlink\w*\(.*\.ledger\.pending\"",
        here,
        r"flock\(\d+<[^>]*\.ledger\.lock>, LOCK_UN",
        r"write\(1<[^>]*>, \"done",
    ]
    lines = iter(log.read_text("utf-8").splitlines())
    missing = [step for step in steps if not any(re.search(step, line) for line in lines)]
    assert missing == [], log.read_text("utf-8")


@straced
@pytest.mark.parametrize("call", ["fsync:3", "/^rename:2", "/^rename:3"])
@pytest.mark.parametrize("fate", ["signal=KILL", "error=ENOSPC", "error=EIO"])
def test_after_the_journal_stands_the_records_count_whatever_the_system_says(
    data: Path, call: str, fate: str
) -> None:
    name, _, when = call.partition(":")
    inject = f"inject={name}:{fate}:when={when}"
    first = traced(data, "-o", os.devnull, "-e", f"trace={name}", "-e", inject)
    assert first.returncode != 0
    assert (data / ".ledger.pending").exists()
    assert not (data / "returns.yaml").exists()
    folder = LedgerFolder(data)
    assert entering.notes(folder) == (["first"], ["first"])
    entering.enter(folder, "second")
    assert entering.notes(folder) == (["first", "second"], ["first", "second"])
    assert (data / "returns.yaml").exists()
    assert entering.litter(folder) == []
