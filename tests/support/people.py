"""A ledger of two units and an office with people who may record, and throw-away signing keys."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from tests.support.build import a_measure, a_person, a_target, a_unit, ledger_files
from tests.support.cli import Result
from tests.support.repo import Repo

OFFICE = "领导小组办公室"
ZHANG = "张三 <zhangsan@example.org>"
ZHAO = "赵六 <zhaoliu@example.org>"
LI = "李四 <lisi@example.org>"
WANG = "王五 <wangwu@example.org>"
STRANGER = "路人 <luren@example.org>"
UNITS = {ZHANG: "区城管局", ZHAO: "区生态环境局", LI: OFFICE, WANG: OFFICE}

Record = dict[str, Any]


def people(**keys: str) -> list[str]:
    """The four people; those named (zhang, zhao, li, wang) with a signing key."""
    names = {"zhang": ZHANG, "zhao": ZHAO, "li": LI, "wang": WANG}
    return [person(who, *([keys[word]] if word in keys else [])) for word, who in names.items()]


def person(who: str, *keys: str, unit: str = "", emails: Sequence[str] = ()) -> str:
    """A person as YAML, from what stands in a commit."""
    name, _, email = who.rstrip(">").partition(" <")
    more: dict[str, Any] = {"keys": list(keys)} if keys else {}
    listed = list(emails) or [email]
    return a_person(name=name, unit=unit or UNITS[who], emails=listed, **more)


def files(
    *log: Record,
    other: Sequence[Record] = (),
    readings: Sequence[Record] = (),
    access: Sequence[str] = (),
    group: str = "集合",
) -> dict[str, bytes]:
    """Measure 8.3 of 区城管局 with this log, 8.4 of 区生态环境局 with the other one."""
    more = [a_unit(name="区生态环境局"), a_unit(name="各乡镇", kind=group, members=["区城管局"])]
    second = a_measure(id="8.4", title="河道治理", lead="区生态环境局", log=list(other))
    return ledger_files(
        measure=a_measure(log=list(log)),
        target=a_target(readings=list(readings)),
        access=access,
        more_measures=[second],
        more_units=more,
    )


def progress(by: str = "区城管局", percent: int = 30, day: str = "2024-06-01") -> Record:
    """A report of progress."""
    return {"date": day, "type": "progress", "percent": percent, "by": by}


def step(kind: str, by: str = OFFICE, day: str = "2024-06-03", **more: Any) -> Record:
    """Any other record."""
    return {"date": day, "type": kind, "by": by, **more}


SUBMIT = step("submit", by="区城管局", day="2024-06-02")
CLOSE = step("close")


class Found(NamedTuple):
    """A finding about an edit: its code, its file, and the text that it marks."""

    code: str
    file: str
    marked: str


@dataclass(frozen=True)
class Checked:
    """What `check --base` said of a repository."""

    repo: Repo
    result: Result

    @cached_property
    def findings(self) -> list[Any]:
        """The findings about people, whole."""
        listed: list[Any] = self.result.json["findings"]
        return [one for one in listed if one["code"].startswith("C53")]

    @property
    def found(self) -> list[Found]:
        """The findings about people with what they mark."""
        return [Found(one["code"], one["path"], self._marked(one)) for one in self.findings]

    @property
    def codes(self) -> list[str]:
        """Their codes."""
        return [one["code"] for one in self.findings]

    @property
    def notes(self) -> str:
        """What was said besides."""
        return self.result.err

    def _marked(self, one: Any) -> str:
        file = self.repo.root / one["path"]
        if not file.exists():
            return ""
        line: str = file.read_text("utf-8").splitlines()[one["line"] - 1]
        return line[one["column"] - 1 : one["end_column"] - 1]


def checked(repo: Repo, base: str = "main", *options: str, **env: str) -> Checked:
    """Judge what the branch `edit` (or the work tree) adds to its base."""
    return Checked(repo, repo.ledger("check", "--base", base, *options, "--format", "json", **env))


class Key(NamedTuple):
    """A throw-away key: the file to sign with, and the line for access.yaml."""

    file: Path
    public: str


def new_key(folder: Path, name: str, kind: str = "ed25519") -> Key:
    """Make a key; skip the test where the program is missing."""
    if shutil.which("ssh-keygen") is None:
        pytest.skip("ssh-keygen (openssh-client) is not installed")
    file = folder / name
    subprocess.run(
        ["ssh-keygen", "-q", "-t", kind, "-N", "", "-C", name, "-f", str(file)], check=True
    )
    return Key(file, file.with_suffix(".pub").read_text("utf-8").strip())
