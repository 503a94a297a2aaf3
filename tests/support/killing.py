"""Kills a writer at random instants and says what it left; run as a program of its own.

It stands apart from pytest because it forks, which only a program without threads may do.
`python -m tests.support.killing WRITER ROUNDS SEED FOLDER` prints one JSON object.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.support.build import a_measure, ledger_files

from ganxian_ledger.adapters import store
from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.adapters.yaml.patch import encoded, patched
from ganxian_ledger.domain.edits import Progress, decide
from ganxian_ledger.domain.edits.said import Said
from ganxian_ledger.usecases import edit
from ganxian_ledger.usecases.opening import open_sound

TODAY = date(2024, 6, 30)
WRITES = 200
Writer = Callable[[LedgerFolder, str], None]


def intent(mark: str) -> Progress:
    """What `recording` records."""
    return Progress("8.3", 50, said=Said(note=mark))


def recording(folder: LedgerFolder, mark: str) -> None:
    """The whole way: lock, read, decide, cut, prove, write."""
    edit.record(folder, intent(mark), today=TODAY)


def storing(folder: LedgerFolder, mark: str) -> None:
    """Only the last part, over and over, so that most kills meet a write."""
    for n in range(WRITES):
        with store.locked(folder):
            old = folder.file("tasks.yaml").read_bytes()
            new = old.partition(b"# END")[0] + f"# END {mark} {n}\n".encode()
            store.replace(folder, "tasks.yaml", new, expecting=old)


def naive(folder: LedgerFolder, mark: str) -> None:
    """What the store must be better than."""
    for n in range(WRITES):
        old = folder.file("tasks.yaml").read_bytes()
        new = old.partition(b"# END")[0] + f"# END {mark} {n}\n".encode()
        folder.file("tasks.yaml").write_bytes(new)


WRITERS: dict[str, Writer] = {"recording": recording, "storing": storing, "naive": naive}


def a_folder(path: Path) -> LedgerFolder:
    """A ledger of some 200 kB, so that writing takes a while."""
    more = [a_measure(id=f"8.{n}", text="管网" * 400) for n in range(4, 90)]
    path.mkdir(parents=True)
    for name, data in ledger_files(more_measures=more).items():
        (path / name).write_bytes(data)
    return LedgerFolder(path)


def expected(folder: LedgerFolder, before: bytes, mark: str) -> bytes:
    """The bytes that `recording` should make of these; worked out elsewhere, without the store."""
    with TemporaryDirectory() as elsewhere:
        copy = LedgerFolder(Path(elsewhere))
        for name in ("tasks.yaml", "targets.yaml", "units.yaml"):
            copy.file(name).write_bytes(folder.file(name).read_bytes())
        copy.file("tasks.yaml").write_bytes(before)
        opened = open_sound(copy, TODAY)
        change = decide(opened.ledger, intent(mark), today=TODAY).change
        document = opened.reading.documents["tasks.yaml"]
        return encoded(document, patched(document, change).text)


def wholes(folder: LedgerFolder, writer: Writer, before: bytes, mark: str) -> list[bytes]:
    """Every text that a writer may leave, in the order of its writing; the last one is its goal."""
    if writer is recording:
        return [expected(folder, before, mark)]
    head = before.partition(b"# END")[0]
    return [head + f"# END {mark} {n}\n".encode() for n in range(WRITES)]


def one_round(folder: LedgerFolder, writer: Writer, mark: str, wait: float) -> str:
    """Start a writer, kill it, and say what stands in the file."""
    file = folder.file("tasks.yaml")
    before = file.read_bytes()
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(told)
        try:
            writer(folder, mark)
            os.write(tell, b"done")
        finally:
            os._exit(0)
    os.close(tell)
    time.sleep(wait)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    acknowledged = os.read(told, 4) == b"done"
    os.close(told)
    after = file.read_bytes()
    if after == before:
        return "lost" if acknowledged else "old"
    allowed = wholes(folder, writer, before, mark)
    if acknowledged and after != allowed[-1]:
        return "lost"
    return "new" if after in allowed else "torn"


def main(name: str, rounds: int, seed: int, path: Path) -> None:
    """Rounds of killing; after each the next ordinary command must work and clean up."""
    dice, writer = Random(seed), WRITERS[name]
    folder = a_folder(path)
    begun = time.perf_counter()
    recording(folder, "first")
    span = time.perf_counter() - begun
    counts: Counter[str] = Counter()
    for n in range(rounds):
        whole = folder.file("tasks.yaml").read_bytes()
        result = one_round(folder, writer, f"mark-{n}", dice.uniform(0, span * 1.1))
        counts[result] += 1
        counts["left"] += bool(list(path.glob(".*.ledger-tmp")))
        if name == "naive":
            folder.file("tasks.yaml").write_bytes(whole)
            continue
        recording(folder, f"after-{n}")
        assert f"after-{n}".encode() in folder.file("tasks.yaml").read_bytes()
        assert not list(path.glob(".*.ledger-tmp"))
        if n % 10 == 9:  # let the file not grow for ever
            folder.file("tasks.yaml").write_bytes(ledger_bytes(folder))
    sys.stdout.write(json.dumps(counts))


def ledger_bytes(folder: LedgerFolder) -> bytes:
    """The file without what was recorded."""
    text = folder.file("tasks.yaml").read_bytes()
    head, key, rest = text.partition(b"            log:\n")
    return head + rest[rest.index(b"          - id:") :] if key else text


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
