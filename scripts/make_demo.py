"""Write examples/demo: the real plan with a year of invented records; `--check` fails where stale.

The layout and the comments are those of data/. The same seed gives the same bytes. With
`--measures N` the tasks are repeated under higher numbers, with `-o DIR` it is written elsewhere.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.domain.model.ledger import Entry, Ledger
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.usecases.opening import open_sound
from scripts.demo_readings import MONITORED, NOTES, PROJECTS, READINGS
from scripts.demo_scheme import SCHEME
from scripts.demo_stories import BEHIND, CLOSES, DRAWN, DUE, SPECIAL, YEAR, Record, log_of, workday
from scripts.generated import settle

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "data"
TARGET = ROOT / "examples" / "demo"
SEED = 2024
END = date(YEAR, 12, 31)

HEAD = (
    "# 演示：本文件属于演示台账。方案条文、单位和指标照 data/；进展、销号、读数、项目等记录\n"
    "# 全部为虚构，只供演示和测试，不代表任何单位的实际工作；人员一律写作“演示人员”。\n"
    "# 本文件由 scripts/make_demo.py 生成，不要手改。\n#\n"
)
POLICY = (
    "  # 演示：报送日和亮红的口径为演示而设，方案没有\n"
    "  policy:\n    return_day: 25\n    lag_red: 30\n"
)
MEASURE = re.compile(r"^ {10}- id: '([0-9.]+)'$")
TASK = re.compile(r"^ {6}- id: '([0-9]+)'$")
ITEM = re.compile(r"^  - id: (\S+)$")
QUOTED = re.compile(r"[:#] |[:\s]$|^[-?:,\[\]{}#&*!|>'\"%@`]| #")


@dataclass(frozen=True)
class Made:
    """What goes into the files: logs by measure, the evidence folder's path and texts."""

    seed: int
    folder: str
    ledger: Ledger

    def evidence(self, task: str) -> tuple[str, str]:
        """The path of a task's evidence and its text."""
        title = next(t.title for s in self.ledger.sections for t in s.tasks if t.id == task)
        text = (
            f"演示材料（虚构）\n\n第{task}项“{title}”各项措施的完成情况说明和现场核查记录。\n"
            "本材料只供演示，不是任何单位的实际材料。\n"
        )
        return f"{self.folder}/evidence/{int(task):02}-佐证材料.txt", text


def texts(
    target: Path = TARGET, *, seed: int = SEED, measures: int | None = None
) -> dict[Path, str]:
    """Every file of the demonstration ledger by its path."""
    ledger = open_sound(LedgerFolder(SOURCE), END).ledger
    made = Made(seed, _below_root(target), ledger)
    held = {name: (SOURCE / name).read_text("utf-8") for name in _NAMES}
    written = {
        "tasks.yaml": _tasks(held["tasks.yaml"], made, measures or len(ledger.entries)),
        "targets.yaml": _targets(held["targets.yaml"], ledger),
        "units.yaml": held["units.yaml"],
        "projects.yaml": _projects(held["projects.yaml"], ledger),
    }
    files = {target / name: _headed(text) for name, text in written.items()}
    used = sorted({e.task.id for e in ledger.entries}, key=int)
    proofs = [made.evidence(task) for task in used]
    cited = written["tasks.yaml"]
    files |= {target / "evidence" / Path(p).name: text for p, text in proofs if p in cited}
    files[target / "assessment.yaml"] = SCHEME
    return files


_NAMES = ("tasks.yaml", "targets.yaml", "units.yaml", "projects.yaml")


def _below_root(target: Path) -> str:
    """The ledger's folder as evidence paths name it, from the repository's root."""
    root = ROOT if target == TARGET else LedgerFolder(target).root
    return target.resolve().relative_to(root.resolve()).as_posix()


def _headed(text: str) -> str:
    first, _, rest = text.partition("\n")
    return (
        f"{first.replace('../schema', '../../schema')}\n#\n{HEAD}{rest.removeprefix('#' + chr(10))}"
    )


def _tasks(text: str, made: Made, measures: int) -> str:
    """The tasks with their logs; more of them where more are asked for."""
    plan, _, rest = text.partition("sections:\n")
    plan = re.sub(r"^(  title: .+)$", r"\1（演示）", plan, count=1, flags=re.MULTILINE)
    lines = rest.splitlines()
    closes = dict(_closing_months(made))
    body = list(_with_logs(lines, made, closes))
    body.extend(_more(lines, made, closes, measures - len(made.ledger.entries)))
    return f"{plan}{POLICY}sections:\n" + "\n".join(body) + "\n"


def _closing_months(made: Made) -> Iterator[tuple[str, int]]:
    """The month in which each ordinary measure is closed: few early, most late."""
    drawn_up = {*SPECIAL, *BEHIND, *CLOSES}
    ordinary = [e.id for e in made.ledger.entries if e.id not in drawn_up]
    drawn = sorted(ordinary, key=lambda i: sha256(f"{made.seed}:{i}".encode()).hexdigest())
    for place, name in enumerate(drawn):
        yield name, DRAWN[place] if place < len(DRAWN) else DRAWN[-1]


def _with_logs(
    lines: Iterable[str], made: Made, closes: Mapping[str, int], shift: int = 0
) -> Iterator[str]:
    """The lines of measures, each followed by its log; numbers higher by `shift`."""
    current: str | None = None
    for line in lines:
        found = MEASURE.match(line)
        if current is not None and (found or not line.startswith(" " * 12)):
            yield from _log(current, made, closes, shift)
            current = None
        yield _renumbered(line, shift)
        if found:
            current = found.group(1)
    if current is not None:
        yield from _log(current, made, closes, shift)


def _renumbered(line: str, shift: int) -> str:
    found = MEASURE.match(line) or TASK.match(line)
    if not (found and shift):
        return line
    old = found.group(1)
    task, dot, number = old.partition(".")
    return line.replace(f"'{old}'", f"'{int(task) + shift}{dot}{number}'")


def _log(base: str, made: Made, closes: Mapping[str, int], shift: int) -> Iterator[str]:
    entry = made.ledger.entry(base)
    if base in DUE:
        yield "            # 演示：方案没有单列时限，此处为演示而设"
        yield f"            due: {DUE[base]}"
    lead = made.ledger.units.named(entry.measure.lead[0])
    name = f"{shift}:{base}" if shift else base
    records = log_of(base, lead, seed=made.seed, name=name, closes=closes.get(base, 12))
    yield "            log:"
    for record in records:
        yield from _record(record, made, entry)


def _record(record: Record, made: Made, entry: Entry) -> Iterator[str]:
    mark = "- "
    for key, value in record.items():
        lead = " " * 14 + mark
        mark = "  "
        if key == "evidence":
            path, text = made.evidence(entry.task.id)
            yield f"{lead}evidence:"
            yield f"{' ' * 18}- path: {path}"
            yield f"{' ' * 20}sha256: {sha256(text.encode()).hexdigest()}"
            yield f"{' ' * 20}title: 第{entry.task.id}项佐证材料（演示）"
        else:
            yield f"{lead}{key}: {_scalar(value)}"


def _scalar(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    if isinstance(value, str) and QUOTED.search(text):
        return "'" + text.replace("'", "''") + "'"
    return text


def _more(lines: list[str], made: Made, closes: Mapping[str, int], wanted: int) -> Iterator[str]:
    """Whole tasks again under higher numbers until there are enough, the last one cut short."""
    if wanted <= 0:
        return
    blocks = _blocks(lines)
    step = max(int(block) for block in blocks)
    yield from ("", "  - id: 五", "    title: 演示扩充", "    tasks:")
    shift = 0
    while wanted > 0:
        shift += step
        for block in blocks.values():
            kept = _cut(block, wanted)
            wanted -= sum(bool(MEASURE.match(line)) for line in kept)
            yield from _with_logs(kept, made, closes, shift)
            if wanted <= 0:
                return


def _blocks(lines: list[str]) -> dict[str, list[str]]:
    """The lines of each task, by its number."""
    blocks: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in lines:
        found = TASK.match(line)
        if found:
            current = blocks.setdefault(found.group(1), [])
        elif line and not line.startswith(" " * 6):
            current = None
        if current is not None and line:
            current.append(line)
    return blocks


def _cut(block: list[str], most: int) -> list[str]:
    """The task with no more measures than wanted."""
    places = [i for i, line in enumerate(block) if MEASURE.match(line)]
    return block[: places[most]] if len(places) > most else block


def _after_items(text: str, more: Mapping[str, list[str]]) -> str:
    """Lines put behind the items of a list, by their ids."""
    lines: list[str] = []
    current: str | None = None
    for line in [*text.splitlines(), ""]:
        if current is not None and not line.startswith("    "):
            lines.extend(more.get(current, ()))
            current = None
        found = ITEM.match(line)
        current = found.group(1) if found else current
        lines.append(line)
    return "\n".join(lines[:-1]) + "\n"


def _targets(text: str, ledger: Ledger) -> str:
    more: dict[str, list[str]] = {}
    board = Board(ledger, ledger.plan.issued)
    for target in ledger.targets:
        leads = board.leads_of(target)
        if target.id in READINGS:
            by, every, values = READINGS[target.id]
            more[target.id] = list(
                _readings(by or leads[0], every, values.split(), monitored=by == MONITORED)
            )
        elif target.id in NOTES:
            by, note = NOTES[target.id]
            more[target.id] = list(_noted(by or leads[0], note))
    return _after_items(text, more)


def _readings(by: str, every: str, values: list[str], *, monitored: bool) -> Iterator[str]:
    yield "    readings:"
    for number, value in enumerate(values, 1):
        if value == "-":
            continue
        period, month = (
            (f"{YEAR}-{number:02}", number) if every == "M" else (f"{YEAR}-Q{number}", number * 3)
        )
        yield f"      - period: {period}"
        yield f"        date: {_taken(month, monitored=monitored)}"
        yield f"        value: {value}"
        yield f"        by: {by}"
        yield "        source: 演示数据"


def _noted(by: str, note: str) -> Iterator[str]:
    yield "    readings:"
    for number in range(1, 5):
        yield f"      - period: {YEAR}-Q{number}"
        yield f"        date: {_taken(number * 3, monitored=False)}"
        yield f"        by: {by}"
        yield f"        note: {note}（演示）"


def _taken(month: int, *, monitored: bool) -> date:
    """Counts come on the month's last working day, monitored values some days later."""
    first = date(YEAR + month // 12, month % 12 + 1, 1)
    last = first - timedelta(days=1)
    if monitored:
        return min(workday(first.month, 8), END) if first.year == YEAR else END
    return last - timedelta(days=max(last.weekday() - 4, 0))


def _projects(text: str, ledger: Ledger) -> str:
    owners = {p.id: ledger.units.named(p.owner) for p in ledger.projects}
    return _after_items(
        text, {name: list(_steps(owners[name], name)) for name in PROJECTS if name in owners}
    )


def _steps(by: str, name: str) -> Iterator[str]:
    yield "    log:"
    for day, stage, percent, invested, issue in PROJECTS[name]:
        yield f"      - date: {day}"
        yield f"        by: {by}"
        yield f"        stage: {stage}"
        yield f"        invested: {invested}"
        yield f"        percent: {percent}"
        if issue:
            yield f"        issue: {issue}"


def main(arguments: list[str] | None = None) -> int:
    """Write the ledger, or with `--check` name what is stale."""
    parser = argparse.ArgumentParser(description="Write the demonstration ledger.")
    parser.add_argument("--check", action="store_true", help="write nothing, fail where stale")
    parser.add_argument("--measures", type=int, help="how many measures (no fewer than the plan's)")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("-o", "--output", type=Path, default=TARGET, metavar="DIR")
    given = parser.parse_args(arguments)
    made = texts(given.output, seed=given.seed, measures=given.measures)
    return settle(made, check=given.check)


if __name__ == "__main__":
    sys.exit(main())
