"""Each paper's time and memory at 79 and at 10,000 measures: cold processes beside bare Python.

The ledgers are made here, the same in every run. Fails where a paper is over its budget; formats
that are not there are named and left out.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from ganxian_ledger.render.papers import FORMATS

LEDGER = Path(sys.executable).parent / "ledger"
BARE = [sys.executable, "-c", "pass"]
SIZES = (79, 10_000)
ROUNDS = {79: 7, 10_000: 1}


class Budget(NamedTuple):
    """How many times as long as bare Python a paper may take, and its megabytes, at each size."""

    times: tuple[float, float]
    megabytes: tuple[float, float]


BUDGETS: dict[str, Budget] = {
    ".md": Budget((60, 900), (150, 900)),
    ".docx": Budget((75, 1000), (150, 1000)),
    ".xlsx": Budget((70, 1100), (150, 900)),
    ".html": Budget((65, 1200), (150, 900)),
    ".pdf": Budget((90, 1500), (400, 3500)),
    ".csv": Budget((60, 900), (150, 900)),
    ".json": Budget((60, 900), (150, 900)),
}
"""About twice what two cores took that had other work too; most of it is reading the ledger."""
UNITS = (
    "区生态环境局",
    "区城管局",
    "区工信局",
    "区农业农村局",
    "区水利局",
    "区林业分局",
    "区住建局",
)
PLAN = """\
schema_version: 1
plan:
  title: 2024年示例区建设行动工作方案
  number: 示例建字〔2024〕1号
  issuer: 示例区建设行动领导小组
  office: 领导小组办公室
  issued: 2024-01-10
  start: 2024-01-01
  due: 2024-12-31
sections:
"""
TASK = """\
      - id: '{task}'
        title: 推进第{task}项工作
        measures:
"""
MEASURE = """\
          - id: '{id}'
            title: 城镇污水管网建设与改造第{number}段
            text: 加快城镇污水管网建设，推进雨污分流改造，完成第{number}段。
            lead: {lead}
            support: [{support}]
            due: 2024-{due:02}-28
"""
RECORD = (
    "              - {{date: 2024-{month:02}-{day:02}, type: {type}, by: {by}, {more}, "
    "note: 推进管网和污水厂二期施工，与责任单位会商{number}次}}\n"
)


def make(folder: Path, count: int) -> None:
    """A ledger of so many measures in six sections, each with a record a month."""
    folder.mkdir()
    (folder / "tasks.yaml").write_text(PLAN + "".join(_sections(count)), "utf-8")
    units = "".join(f"  - {{name: {name}, kind: 区直部门}}\n" for name in UNITS)
    (folder / "units.yaml").write_text(f"schema_version: 1\nunits:\n{units}", "utf-8")
    targets = "".join(map(_target, range(1, 62)))
    (folder / "targets.yaml").write_text(f"schema_version: 1\ntargets:\n{targets}", "utf-8")


def _sections(count: int) -> Iterator[str]:
    done, task = 0, 0
    for section in range(1, 7):
        yield f"  - id: 三（{section}）\n    title: 第{section}部分重点工作\n    tasks:\n"
        last = count * section // 6
        while done < last:
            task += 1
            size = min(9, last - done)
            yield TASK.format(task=task)
            for place in range(1, size + 1):
                yield from _measure(f"{task}.{place}", done + place)
            done += size


def _measure(key: str, number: int) -> Iterator[str]:
    """A measure with a record a month up to June; every fourth was closed, every ninth is idle."""
    lead, *support = (UNITS[(number + n) % len(UNITS)] for n in range(1 + number % 4))
    due = 12 if number % 3 else 4 + number % 9
    others = ", ".join(support)
    yield MEASURE.format(id=key, number=number, lead=lead, support=others, due=due)
    if number % 9 == 0:
        yield "            log: []\n"
        return
    yield "            log:\n"
    for month in range(1, 7):
        more = f"percent: {min(99, month * (8 + number % 9))}"
        yield RECORD.format(
            month=month, day=1 + number % 20, type="progress", by=lead, more=more, number=month
        )
    if number % 4 == 0:
        yield RECORD.format(
            month=6, day=25, type="close", by="领导小组办公室", more="method: 现场核查", number=7
        )


def _target(number: int) -> str:
    """A target with a reading a month."""
    readings = "".join(
        f"      - {{period: 2024-{month:02}, date: 2024-{month:02}-28, "
        f"value: {number * month}, by: {UNITS[number % len(UNITS)]}}}\n"
        for month in range(1, 7)
    )
    return (
        f"  - id: target-{number}\n    name: 第{number}项指标\n    clause: 二\n"
        f"    goal: {{at_least: {number * 12 + number % 5}}}\n    unit: 公里\n"
        f"    kind: cumulative\n    lead: {UNITS[number % len(UNITS)]}\n    readings:\n{readings}"
    )


class Run(NamedTuple):
    """Seconds and megabytes of one cold process."""

    seconds: float
    megabytes: float


def once(command: list[str]) -> Run:
    """Run a command alone, waiting for it in a way that tells its memory; it must not fail."""
    environment = {**os.environ, "LEDGER_TODAY": "2024-06-30"}
    begun = time.perf_counter()
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) as process:
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.stderr is not None
        told = process.stderr.read().decode()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: {told}")
    return Run(seconds, used.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024))


def measured(command: list[str], rounds: int) -> tuple[float, float]:
    """How many times as long as bare Python (median of pairs), and the most megabytes."""
    once(BARE)
    pairs = [(once(command), once(BARE)) for _ in range(rounds)]
    return (
        median(mine.seconds / its.seconds for mine, its in pairs),
        max(mine.megabytes for mine, _ in pairs),
    )


def over(ending: str, size: int, ledger: Path, out: Path) -> bool:
    """Measure one paper and say so; whether it is over its budget in two tries."""
    file = out / f"paper{ending}"
    command = [str(LEDGER), "report", "--month", "2024-06", "--data", str(ledger), "-o", str(file)]
    at = SIZES.index(size)
    most, memory = BUDGETS[ending].times[at], BUDGETS[ending].megabytes[at]
    times, megabytes = measured(command, ROUNDS[size])
    if times > most:
        times = min(times, measured(command, ROUNDS[size])[0])  # the machine may have been busy
    is_over = times > most or megabytes > memory
    print(
        f"{size:>6}  {ending:<6}{times:>10.1f}{most:>8.0f}{megabytes:>10.0f}{memory:>8.0f}"
        f"{file.stat().st_size / 1000:>12.0f}{'  over' if is_over else ''}",
        flush=True,
    )
    return is_over


def main() -> int:
    """Measure every paper; 1 where one is over its budget."""
    print(f"{'':>6}  {'':<6}{'× bare':>10}{'budget':>8}{'MB':>10}{'budget':>8}{'file kB':>12}")
    missing = [ending for ending in BUDGETS if ending not in FORMATS]
    if ".pdf" in FORMATS and find_spec("typst") is None:
        missing.append(".pdf")
    for ending in missing:
        print(f"left out: {ending}")
    with TemporaryDirectory() as name:
        results = []
        for size in SIZES:
            ledger = Path(name) / str(size)
            make(ledger, size)
            results += [
                over(ending, size, ledger, Path(name))
                for ending in FORMATS
                if ending not in missing
            ]
    return int(any(results))


if __name__ == "__main__":
    sys.exit(main())
