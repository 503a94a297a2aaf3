"""A repository: revisions, what they have in common, and the files of a ledger in each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.adapters.git import objects, program
from ganxian_ledger.adapters.yaml import lint
from ganxian_ledger.domain.errors import CannotLoad, Unknown
from ganxian_ledger.domain.model.files import FILES
from ganxian_ledger.domain.places import TASKS, Place
from ganxian_ledger.domain.rules.found import found
from ganxian_ledger.domain.rules.rule import Finding

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
NOTHING = re.compile("0{40}|0{64}")
"""What servers call the commit before the first one."""
_FORMAT = "%H%x00%P%x00%an%x00%ae%x00%at%x00%ct%x00%B"
_LINK = "120000"
_UNUSABLE = ("ownership", "not a git repository")
"""What Git says where it does not work at all; else a revision is only not there."""
_IDENTITY = re.compile("[0-9a-f]{40}|[0-9a-f]{64}")
LONGEST = 1000
"""Characters of a revision."""


class NoRepository(CannotLoad):
    """The ledger does not stand in a Git repository."""


class Missing(CannotLoad):
    """The clone lacks a commit that is needed."""


class Commit(NamedTuple):
    """One commit; times are in the zone of Shanghai."""

    id: str
    parents: tuple[str, ...]
    author: str
    email: str
    authored: datetime
    committed: datetime
    message: str

    @property
    def short(self) -> str:
        """The beginning of its id, as people write it."""
        return self.id[:SHORT]

    @property
    def subject(self) -> str:
        """The first line of its message."""
        return self.message.partition("\n")[0]


SHORT = 10
"""Digits of a commit's id that are shown."""
PORTION = 50
"""Paths that one run of Git is asked for."""


@dataclass(frozen=True)
class Repository:
    """The Git repository that a ledger stands in."""

    root: Path
    prefix: str
    """The ledger's folder below the root, with / at its end; empty where it is the root."""

    @classmethod
    def of(cls, folder: LedgerFolder) -> Repository:
        """The repository of a ledger.

        Raises:
            NoRepository: where it stands in none.
        """
        root = folder.root
        if not (root / ".git").exists():
            raise NoRepository(
                f"台账 {folder.path.as_posix()} 不在 Git 仓库里",
                remedy="先在台账的上级目录运行 git init 并提交",
            )
        return cls(root, _below(root, folder))

    def prefix_of(self, folder: LedgerFolder) -> str:
        """Where a folder is below the root, as `prefix`."""
        return _below(self.root, folder)

    @cached_property
    def is_shallow(self) -> bool:
        """Whether the clone has only a part of the history."""
        return program.tell(self.root, "rev-parse", "--is-shallow-repository").strip() == b"true"

    def commit(self, revision: str) -> str:
        """The id of the commit that a revision names.

        Raises:
            Unknown: where it names none.
            Missing: where it names none, and the clone is shallow.
            GitFailed: where Git does not work here.
        """
        found = self.find(revision)
        if found is not None:
            return found
        if self.is_shallow:
            raise Missing(
                f"这是浅克隆，里面没有版本“{revision}”",
                remedy="运行 git fetch --unshallow；流水线里把取回深度设为全部（fetch-depth: 0）",
            )
        raise Unknown(
            f"没有版本“{revision}”", remedy="写提交号、分支、标签，例如 HEAD~1、origin/main"
        )

    def find(self, revision: str) -> str | None:
        """The id of the commit that a revision names; None where there is none.

        Raises:
            GitFailed: where Git does not work here.
        """
        if not _may_name(revision):
            return None
        answer = program.ask(
            self.root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}"
        )
        if answer.code and any(words in answer.err for words in _UNUSABLE):
            raise program.failure(self.root, answer.err)
        told = answer.out.decode("ascii", "replace").strip()
        return told if answer.code == 0 and _IDENTITY.fullmatch(told) else None

    def merge_base(self, one: str, *others: str) -> str:
        """The newest commit that one has in common with the others, or with what merges them.

        Raises:
            Missing: where the clone is shallow, and has none.
            CannotLoad: where their histories have nothing in common.
        """
        answer = program.ask(self.root, "merge-base", one, *others)
        if answer.code == 0:
            return answer.out.decode().split()[0]
        if answer.code != 1:
            raise program.failure(self.root, answer.err)
        pair = f"{one[:SHORT]} 和 {others[0][:SHORT]}"
        if self.is_shallow:
            raise Missing(
                f"这是浅克隆，找不到 {pair} 的共同起点",
                remedy="运行 git fetch --unshallow；流水线里把取回深度设为全部（fetch-depth: 0）",
            )
        raise CannotLoad(f"{pair} 没有共同的历史", remedy="换一个基准版本")

    def recorded_by(self, day: date, *, until: str = "HEAD") -> Commit | None:
        """The newest commit of the main line (first parents) made by the end of a day in Shanghai.

        Raises:
            Missing: where the clone is shallow, and does not reach back to that day.
        """
        end = datetime.combine(day, time.max, SHANGHAI).replace(microsecond=0)
        options = ("--first-parent", "-1", f"--until={end.isoformat()}")
        made = next(self.commits(until, options=options, paths=()), None)
        if made is None and self.is_shallow:
            raise Missing(
                f"这是浅克隆，查不到 {day} 那天的台账", remedy="运行 git fetch --unshallow"
            )
        return made

    def commits(
        self, *range_: str, options: tuple[str, ...] = (), paths: tuple[str, ...] | None = None
    ) -> Iterator[Commit]:
        """The commits of a range (ids, `^id`), newest first; of the ledger's files, or of `paths`.

        Raises:
            GitFailed: where Git does not work here.
        """
        chosen = tuple(map(self.path_of, FILES)) if paths is None else paths
        told = program.tell(
            self.root,
            "log",
            "-z",
            "--no-show-signature",
            "--no-notes",
            "--no-mailmap",
            f"--format={_FORMAT}",
            *options,
            *range_,
            "--",
            *chosen,
        )
        fields = iter(told.decode("utf-8", "replace").split("\0")[:-1])
        while (identity := next(fields, None)) is not None:
            parents, author, email, authored, committed, message = (next(fields) for _ in range(6))
            yield Commit(
                identity,
                tuple(parents.split()),
                author,
                email,
                _time(authored),
                _time(committed),
                message,
            )

    def path_of(self, name: str, prefix: str | None = None) -> str:
        """A file's path below the root, as Git names it."""
        return f"{self.prefix if prefix is None else prefix}{name}"

    def prefix_at(self, commit: str, *, now: str | None = None) -> str | None:
        """Where the ledger's folder was at a commit; None where there was no ledger.

        A folder of another name counts where it alone holds a `tasks.yaml` that is gone `now` (at
        that commit, else in the work tree).

        Raises:
            CannotLoad: where several folders may be meant.
        """
        if self.entry(commit, self.path_of(TASKS)) is not None:
            return self.prefix
        still = None if now is None else self._task_files(now)
        gone = [
            name
            for name in self._task_files(commit)
            if (name not in still if still is not None else not self._is_there(name))
        ]
        if len(gone) > 1:
            raise CannotLoad(
                f"版本 {commit[:SHORT]} 里不知哪一个是这本台账：{'、'.join(gone)}",
                remedy="目录改名单独提交一次，内容另行提交",
            )
        return gone[0].removesuffix(TASKS) if gone else None

    def _is_there(self, path: str) -> bool:
        """Whether a file is in the work tree itself; what a link leads to is not."""
        try:
            real = (self.root / path).resolve(strict=True)
        except (OSError, RuntimeError):
            return False
        return real == self.root.resolve() / path

    def _task_files(self, commit: str) -> list[str]:
        told = program.tell(self.root, "ls-tree", "--full-tree", "-r", "-z", "--name-only", commit)
        names = (name.decode("utf-8", "surrogateescape") for name in told.split(b"\0")[:-1])
        return [name for name in names if name.rpartition("/")[2] == TASKS]

    def entry(self, commit: str, path: str) -> str | None:
        """The id of a file's content at a commit; None where it is no ordinary file there."""
        return self.entries(commit, [path]).get(path)

    def entries(self, commit: str, paths: Iterable[str]) -> Mapping[str, str]:
        """The ids of the contents of ordinary files at a commit, by their paths."""
        listed = self._listed(commit, tuple(paths))
        return {
            path: identity
            for path, mode, kind, identity in listed
            if kind == "blob" and mode != _LINK
        }

    def links(self, commit: str, prefix: str) -> tuple[str, ...]:
        """Which of the ledger's files are links at a commit."""
        listed = self._listed(commit, [self.path_of(name, prefix) for name in FILES])
        return tuple(path for path, mode, *_ in listed if mode == _LINK)

    def _listed(self, commit: str, paths: Sequence[str]) -> Iterator[tuple[str, str, str, str]]:
        """Path, mode, kind and id of what there is; asked in portions (command lines are short)."""
        for start in range(0, len(paths), PORTION):
            portion = paths[start : start + PORTION]
            told = program.tell(self.root, "ls-tree", "--full-tree", "-z", commit, "--", *portion)
            for line in told.split(b"\0")[:-1]:
                head, _, path = line.partition(b"\t")
                mode, kind, identity = head.decode().split()
                yield path.decode("utf-8", "surrogateescape"), mode, kind, identity

    def files_at(self, commit: str, prefix: str) -> dict[str, bytes | Finding | None]:
        """The bytes of the ledger's files at a commit, as `LedgerFolder.read` gives them."""
        paths = {self.path_of(name, prefix): name for name in FILES}
        entries = self.entries(commit, paths)
        files: dict[str, bytes | Finding | None] = dict.fromkeys(FILES)
        with closing(objects.contents(self.root, entries.values(), most=lint.LARGEST)) as read:
            for path, data in zip(entries, read, strict=True):
                name = paths[path]
                words = f"文件超过 {lint.LARGEST} 字节"
                files[name] = found("Y108", Place(name), words) if data is None else data
        return files


def _below(root: Path, folder: LedgerFolder) -> str:
    below = folder.path.resolve().relative_to(root).as_posix()
    return "" if below == "." else f"{below}/"


def _may_name(revision: str) -> bool:
    """Whether a text may name a commit: no option, no range, nothing that does not show."""
    shows = bool(revision.strip()) and revision.isprintable() and len(revision) <= LONGEST
    return shows and not revision.startswith(("-", "^"))


def _time(seconds: str) -> datetime:
    """A commit's time; the beginning of all times where it has none that makes sense."""
    try:
        return datetime.fromtimestamp(int(seconds), UTC).astimezone(SHANGHAI)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC).astimezone(SHANGHAI)
