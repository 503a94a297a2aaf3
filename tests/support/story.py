"""A ledger's history with known contents: merges, a renamed folder, new layout, late commits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

from tests.support.build import ledger_files
from tests.support.repo import Repo

PEOPLE = {"城管": "张三 <cg@example.org>", "水利": "李四 <sl@example.org>"}
FIRST = "{date: 2024-05-10, type: progress, by: 区城管局, percent: 10}"
SECOND = "{date: 2024-05-28, type: progress, by: 区城管局, percent: 30, issue: 缺资金}"
WATER = "{date: 2024-05-20, type: progress, by: 区水利局, percent: 50}"
SUBMIT = "{date: 2024-06-05, type: submit, by: 区水利局}"
READING = "{period: 2024-04, date: 2024-05-06, value: 25.5, by: 区城管局}"


@dataclass
class Story:
    """The repository, and the ids of its commits by what happened in them."""

    repo: Repo
    commits: dict[str, str] = field(default_factory=dict)

    def commit(self, name: str, files: Mapping[str, bytes] | None, date: str, who: str) -> None:
        """Commit the files of the ledger under a name."""
        made = self.repo.commit(name, files, author=PEOPLE[who], date=f"{date}:00+08:00")
        self.commits[name] = made


@dataclass(frozen=True)
class State:
    """What is recorded on 8.3 (`sewers`), on 8.4 (`water`; None: it is gone), and of pm25."""

    sewers: tuple[str, ...] = ()
    water: tuple[str, ...] | None = ()
    readings: tuple[str, ...] = ()
    more: str = ""
    new: str = ""

    @property
    def files(self) -> dict[str, bytes]:
        """The files of the ledger."""
        measures = [] if self.water is None else [_water(self.water)]
        return ledger_files(
            measure=f"{self.more}{_listed('log', self.sewers)}",
            target=_listed("readings", self.readings),
            unit="aliases: [城管局]\n",
            project="log: []\n",
            more_measures=[*measures, *([self.new] if self.new else [])],
            more_units=["name: 区水利局\nkind: 区直部门\n"],
        )


def state(*, sewers: tuple[str, ...] = (), water: tuple[str, ...] = ()) -> dict[str, bytes]:
    """The files of the ledger with these records on 8.3 and on 8.4."""
    return State(sewers, water).files


def _water(log: tuple[str, ...]) -> str:
    return f"id: '8.4'\ntitle: 河道清淤\ntext: 清淤。\nlead: 区水利局\n{_listed('log', log)}"


def _listed(key: str, records: tuple[str, ...]) -> str:
    return f"{key}:\n" + "".join(f"  - {one}\n" for one in records) if records else ""


NEW = """\
id: '8.5'
title: 排污口
text: 排查。
lead: 区水利局
log:
  - {date: 2024-06-10, type: progress, by: 区水利局, percent: 5}
"""
TEXT = "text: 加快城镇污水管网建设和改造。\ndue: 2024-09-30\n"


def told(root: Path) -> Story:
    """The whole story, from the first commit to records that are not committed yet."""
    repo = Repo(root)
    root.mkdir(parents=True, exist_ok=True)
    repo.git("init", "-q", "-b", "main")
    story = Story(repo)
    repo.write(state(), "plan")
    story.commit("建账", None, "2024-05-01T09:00", "城管")
    repo.write(state(sewers=(FIRST,)), "plan")
    story.commit("首报", None, "2024-05-12T09:00", "城管")
    repo.git("mv", "plan/tasks.yaml", "plan/targets.yaml", "plan/units.yaml", "data")
    repo.git("mv", "plan/projects.yaml", "data")
    story.commit("改名", None, "2024-05-15T09:00", "城管")
    story.commit("排版", _laid_out(state(sewers=(FIRST,))), "2024-05-16T09:00", "水利")
    _branches(story)
    _later(story, State((FIRST, SECOND), (WATER,), (READING,)))
    return story


def _branches(story: Story) -> None:
    """One branch records on 8.4, the other on 8.3, and both are merged."""
    repo = story.repo
    repo.git("checkout", "-q", "-b", "side")
    story.commit("支线", state(sewers=(FIRST,), water=(WATER,)), "2024-06-02T09:00", "水利")
    repo.git("checkout", "-q", "main")
    story.commit("主线", state(sewers=(FIRST, SECOND)), "2024-06-03T09:00", "城管")
    repo.git(
        *("-c", "user.name=x", "-c", "user.email=x@example.org"),
        *("merge", "-q", "--no-commit", "--no-ff", "-s", "ours", "side"),
    )
    story.commit("合并", state(sewers=(FIRST, SECOND), water=(WATER,)), "2024-06-04T09:00", "城管")


def _later(story: Story, now: State) -> None:
    """Corrections, records that are changed and removed, measures that come and go."""
    story.commit("读数", now.files, "2024-05-20T09:00", "城管")
    now = replace(now, more=TEXT)
    story.commit("勘误", now.files, "2024-06-06T09:00", "水利")
    changed = FIRST.replace("10}", "15}")
    now = replace(now, sewers=(changed,))
    story.commit("改删", now.files, "2024-06-07T09:00", "水利")
    now = replace(now, new=NEW)
    story.commit("增补", now.files, "2024-06-11T09:00", "水利")
    now = replace(now, water=None)
    story.commit("撤销", now.files, "2024-06-12T09:00", "城管")
    broken = now.files["tasks.yaml"] + b"      - 'broken\n"
    story.commit("写坏", {**now.files, "tasks.yaml": broken}, "2024-06-13T09:00", "城管")
    story.commit("修好", now.files, "2024-06-14T09:00", "城管")
    closed = "{date: 2024-06-20, type: close, by: 领导小组办公室, note: 现场看过}"
    story.repo.write(replace(now, sewers=(changed, closed)).files)


def _laid_out(files: dict[str, bytes]) -> dict[str, bytes]:
    """The same in another layout: a comment, quotes, a record in block style."""
    text = files["tasks.yaml"].decode()
    flow = FIRST.strip("{}").split(", ")
    indent = " " * 16
    text = text.replace(FIRST, f"\n{indent}".join(flow)).replace("区城管局\n", "'区城管局'\n")
    return {**files, "tasks.yaml": f"# 工作台账\n{text}".encode()}


def altered(dice: Random, files: dict[str, bytes]) -> dict[str, bytes]:
    """The files with one line doubled, dropped or changed; perhaps no longer a ledger."""
    name = dice.choice(sorted(files))
    lines = files[name].decode().splitlines(keepends=True)
    at = dice.randrange(len(lines))
    kind = dice.randrange(4)
    if kind == 0:
        del lines[at]
    elif kind == 1:
        lines[at] = lines[at].replace("2024", "2025").replace("percent: ", "percent: 1")
    elif kind == 2:
        lines[at] = f"{lines[at].rstrip()}   # 注释\n\n"
    else:
        lines.insert(at, lines[at])
    return {**files, name: "".join(lines).encode()}
