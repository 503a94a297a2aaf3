"""The program `git`: the one door to it, and nothing that a repository configures is run by it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import IO

from ganxian_ledger.domain.errors import CannotLoad

_GUARDS = (
    "--no-pager",
    "--no-replace-objects",
    "--no-optional-locks",
    "--literal-pathspecs",
)
_SETTINGS = {
    "core.fsmonitor": "",
    "core.hooksPath": os.devnull,
    "core.quotePath": "false",
    "core.alternateRefsCommand": "",
    "core.sshCommand": "false",
    "diff.external": "",
    "i18n.logOutputEncoding": "UTF-8",
    "log.showSignature": "false",
    "protocol.allow": "never",
    "safe.bareRepository": "explicit",
    "gpg.program": "false",
    "gpg.openpgp.program": "false",
    "gpg.x509.program": "false",
    "gpg.ssh.program": "ssh-keygen",
    "gpg.ssh.revocationFile": "",
    "gpg.ssh.allowedSignersFile": os.devnull,
}
"""What a repository may set to have programs run, files read, or its answers changed."""
_ENVIRONMENT = {
    "LC_ALL": "C",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_GRAFT_FILE": os.devnull,
}


_INCOMPLETE = ("could not fetch", "unable to read", "bad object", "not a tree object")
"""What Git says of an object that is not there."""
_FETCH = "克隆不完整：运行 git fetch 或重新克隆，再用 git fsck 检查"


class NoGit(CannotLoad):
    """The program `git` is not there."""


class GitFailed(CannotLoad):
    """Git could not do what was asked of it; `told` are its own words."""

    def __init__(self, message: str, *, remedy: str = "", told: str = "") -> None:
        super().__init__(message, remedy=remedy)
        self.told = told


@dataclass(frozen=True, slots=True)
class Answer:
    """What a run of Git wrote, and its exit code."""

    code: int
    out: bytes
    err: str


def executable() -> str:
    """The program's path; never one that lies in the working folder.

    Raises:
        NoGit: where there is none.
    """
    path = found("git")
    if path is None:
        raise NoGit("没有找到 Git 程序", remedy="安装 Git 2.24 或更新的版本，再运行 ledger doctor")
    return path


def found(name: str) -> str | None:
    """The path of a program that Git or this one runs; never one in the working folder."""
    path = shutil.which(name)
    return path if path is not None and _is_listed(Path(path).parent) else None


def _is_listed(folder: Path) -> bool:
    """Whether a folder is named in PATH (Windows looks into the working folder first)."""
    listed = os.environ.get("PATH", os.defpath).split(os.pathsep)
    return any(one and Path(one) == folder and Path(one).is_absolute() for one in listed)


def ask(root: Path, *arguments: str, given: bytes = b"", **settings: str) -> Answer:
    """Run Git in a folder, with further settings (`gpg_ssh_allowedSignersFile="…"`).

    Raises:
        NoGit: where there is no Git.
    """
    done = subprocess.run(
        [*_command(root, settings), *arguments],
        input=given,
        capture_output=True,
        env=_environment(root),
        check=False,
    )
    return Answer(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace").strip())


def tell(root: Path, *arguments: str, given: bytes = b"", **settings: str) -> bytes:
    """What Git answers.

    Raises:
        NoGit: where there is no Git.
        GitFailed: where it fails, with a remedy where one is known.
    """
    answer = ask(root, *arguments, given=given, **settings)
    if answer.code:
        raise failure(root, answer.err)
    return answer.out


@contextmanager
def stream(root: Path, *arguments: str, lines: Iterable[bytes]) -> Iterator[IO[bytes]]:
    """Git's answers as they come, while the lines are handed to it.

    Raises:
        NoGit: where there is no Git.
    """
    with subprocess.Popen(
        [*_command(root, {}), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(root),
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        feeder = Thread(target=_feed, args=(process.stdin, tuple(lines)), daemon=True)
        feeder.start()
        try:
            yield process.stdout
        finally:
            process.kill()
            feeder.join()


def failure(root: Path, told: str) -> GitFailed:
    """Git's complaint in Chinese, with what can be done."""
    if "dubious ownership" in told:
        return GitFailed(
            f"Git 不信任目录 {root}：它属于别的用户",
            remedy=f'确认无误后运行 git config --global --add safe.directory "{root.as_posix()}"',
            told=told,
        )
    if "not a git repository" in told:
        return GitFailed(f"{root} 不是 Git 仓库", remedy="在台账的仓库里运行", told=told)
    if any(words in told for words in _INCOMPLETE):
        return GitFailed("仓库里缺少需要的内容", remedy=_FETCH, told=told)
    first = told.partition("\n")[0].removeprefix("fatal: ")
    return GitFailed(f"Git 没有做成：{first or '没有说明原因'}", told=told)


def _command(root: Path, settings: dict[str, str]) -> list[str]:
    named = {key.replace("_", "."): value for key, value in settings.items()}
    listed = (("-c", f"{key}={value}") for key, value in {**_SETTINGS, **named}.items())
    return [executable(), "-C", str(root), *_GUARDS, *(word for pair in listed for word in pair)]


def _environment(root: Path) -> dict[str, str]:
    """The caller's, without what a hook or a person set for other runs of Git.

    Git looks for its repository in the folder itself, and not above it.
    """
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    return {**kept, **_ENVIRONMENT, "GIT_CEILING_DIRECTORIES": str(root.parent)}


def _feed(pipe: IO[bytes], lines: tuple[bytes, ...]) -> None:
    try:
        with pipe:
            pipe.writelines(lines)
    except OSError:  # Git is gone; who reads its answers will see that
        return
