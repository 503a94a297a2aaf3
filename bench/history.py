"""How long `ledger log` takes on a history of a thousand commits of one record each.

Fails where it takes longer than the budget; says where the time goes.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from ganxian_ledger.adapters.git.history import steps_to
from ganxian_ledger.adapters.git.objects import contents
from ganxian_ledger.adapters.git.repository import Repository
from ganxian_ledger.adapters.yaml import onward
from ganxian_ledger.adapters.yaml.lint import decode
from ganxian_ledger.domain.views.history import Question
from ganxian_ledger.usecases.context import context
from ganxian_ledger.usecases.history import log

ROOT = Path(__file__).parent.parent
LEDGER = Path(sys.executable).parent / "ledger"
COMMITS = 1000
BUDGET = 15.0
"""Seconds for the whole process; on a machine of 2024 it takes two or three."""
RECORD = (
    "              - {{date: {day}, type: progress, by: 区生态环境局, percent: {percent}, "
    "note: 推进管网和污水厂二期施工，与责任单位会商，现场督导{n}次，形成问题清单并逐项整改销号}}\n"
)


def states(count: int) -> Iterator[Mapping[str, str]]:
    """The files that each commit changes: the real plan, then one record after the other."""
    files = {file.name: file.read_text("utf-8") for file in (ROOT / "data").glob("*.yaml")}
    yield files
    head, *measures = re.split(r"^(?=          - id: )", files["tasks.yaml"], flags=re.MULTILINE)
    parts = [re.fullmatch(r"(.*\n(?: {12}.*\n)*)((?s:.*))", text) for text in measures]
    heads = [part[1] for part in parts if part]
    tails = [part[2] for part in parts if part]
    logs, dice = [""] * len(heads), Random(1)
    for n in range(1, count + 1):
        at = dice.randrange(len(logs))
        day = f"2024-{5 + n * 7 // (count + 1):02}-{1 + n * 196 // (count + 1) % 28:02}"
        logs[at] = logs[at] or "            log:\n"
        logs[at] += RECORD.format(day=day, percent=n * 99 // count, n=n)
        lines = (part for trio in zip(heads, logs, tails, strict=True) for part in trio)
        yield {"tasks.yaml": "".join([head, *lines])}


def make(folder: Path, count: int) -> None:
    """A repository with that history."""
    subprocess.run(["git", "init", "-q", "-b", "main", str(folder)], check=True)
    git = ["git", "-C", str(folder)]
    with subprocess.Popen([*git, "fast-import", "--quiet"], stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        for n, files in enumerate(states(count)):
            who = f"Nobody <nobody@example.org> {1714525200 + n * 28800} +0800"
            process.stdin.write(f"commit refs/heads/main\nauthor {who}\ncommitter {who}\n".encode())
            process.stdin.write(_data(f"record {n}"))
            for name, text in files.items():
                process.stdin.write(f"M 100644 inline data/{name}\n".encode() + _data(text))
    subprocess.run([*git, "checkout", "-q", "main"], check=True)


def _data(text: str) -> bytes:
    encoded = text.encode()
    return b"data %d\n%s\n" % (len(encoded), encoded)


def phases(folder: Path) -> Iterator[tuple[str, float]]:
    """Where the time goes: each phase alone, then all of it in one warm process."""
    here = context(str(folder / "data"))
    repository = Repository.of(here.folder)
    begun = time.perf_counter()
    steps = steps_to(repository, repository.commit("HEAD"))
    yield "git log, cat-file --batch-check", time.perf_counter() - begun
    begun = time.perf_counter()
    blobs = dict.fromkeys(blob for step in steps for blob in step.blobs.values())
    texts = [data or b"" for data in contents(repository.root, blobs, most=1 << 30)]
    yield f"cat-file --batch, {sum(map(len, texts)) >> 20} MB", time.perf_counter() - begun
    begun = time.perf_counter()
    version = onward.whole("")
    for data in texts:
        version = onward.onward(version, decode(data).text)
    yield "decoding and parsing", time.perf_counter() - begun
    begun = time.perf_counter()
    log(here, Question(), lambda _done, _whole: None)
    yield "all, with comparing and words", time.perf_counter() - begun


def main() -> int:
    """Make the history, time the command, and say where its time goes."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        make(folder, COMMITS)
        begun = time.perf_counter()
        done = subprocess.run(
            [str(LEDGER), "log", "--format", "csv"],
            cwd=folder,
            env={**os.environ, "LEDGER_TODAY": "2025-12-31"},
            check=True,
            capture_output=True,
        )
        took = time.perf_counter() - begun
        print(f"ledger log: {len(done.stdout.splitlines()) - 1} lines in {took:.1f} s")
        for words, seconds in phases(folder):
            print(f"  {words:<36}{seconds:>6.2f} s")
    return int(took > BUDGET)


if __name__ == "__main__":
    sys.exit(main())
