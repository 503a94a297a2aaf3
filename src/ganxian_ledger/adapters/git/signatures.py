"""Signatures of commits, verified against the SSH keys of known people and no others."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from ganxian_ledger.adapters.git import program
from ganxian_ledger.domain.model.access import Person

OLDEST = (2, 34)
"""The first version of Git that knows SSH signatures."""
_FORMAT = "--format=%H%x00%G?%x00%GS"
_REASONS = {
    "N": "没有 SSH 签名",
    "B": "签名与提交的内容对不上",
    "U": "签名用的密钥没有登记",
    "X": "签名已经过期",
    "Y": "签名用的密钥已经过期",
    "R": "签名用的密钥已经作废",
}
_NO_OTHER_PROGRAM = dict.fromkeys(
    ("gpg_program", "gpg_openpgp_program", "gpg_x509_program"), os.devnull
)
"""A name would be looked for in PATH, which may lead into the repository."""
_OTHER = "签名核对不了"


class Signature(NamedTuple):
    """Whose key signed a commit, or why that is not known."""

    signer: Person | None
    unsigned: str = ""


def signatures_of(
    root: Path, commits: Iterable[str], people: Sequence[Person]
) -> Mapping[str, Signature]:
    """Whose key signed each commit; in one run of Git.

    Raises:
        GitFailed: where Git does not work here.
    """
    each = tuple(dict.fromkeys(commits))
    if not each or not any(one.keys for one in people):
        return {}
    keygen = program.found("ssh-keygen")
    hindrance = _hindrance(root, keygen)
    if keygen is None or hindrance:
        return dict.fromkeys(each, Signature(None, hindrance))
    with TemporaryDirectory(prefix="ledger-") as folder:
        allowed = Path(folder) / "allowed"
        allowed.write_text("".join(_allowed(people)), encoding="ascii")
        told = program.tell(
            root,
            "log",
            "--no-walk=unsorted",
            "--stdin",
            _FORMAT,
            given="".join(f"{one}\n" for one in each).encode("ascii"),
            gpg_ssh_allowedSignersFile=str(allowed),
            gpg_ssh_program=keygen,
            **_NO_OTHER_PROGRAM,
        )
    lines = (line.split("\0") for line in told.decode("utf-8", "replace").splitlines())
    return {commit: _signature(grade, signer, people) for commit, grade, signer in lines}


def _hindrance(root: Path, keygen: str | None) -> str:
    """Why no signature can be verified on this machine; empty where it can."""
    told = program.tell(root, "version").decode("utf-8", "replace")
    numbers = re.search(r"(\d+)\.(\d+)", told)
    if numbers is None or tuple(map(int, numbers.groups())) < OLDEST:
        return "这台机器的 Git 太旧，签名核对不了（要 2.34 或更新的版本）"
    if keygen is None:
        return "这台机器没有 ssh-keygen，签名核对不了（请安装 OpenSSH 客户端）"
    return ""


def _allowed(people: Sequence[Person]) -> Iterable[str]:
    """The lines of an allowed-signers file; people are named by their position."""
    for position, person in enumerate(people):
        for key in person.bare_keys:
            yield f'p{position} namespaces="git" {key}\n'


def _signature(grade: str, signer: str, people: Sequence[Person]) -> Signature:
    if grade != "G":
        return Signature(None, _REASONS.get(grade, _OTHER))
    position = signer.removeprefix("p")
    if not position.isdecimal() or int(position) >= len(people):
        return Signature(None, _REASONS["U"])
    return Signature(people[int(position)])
