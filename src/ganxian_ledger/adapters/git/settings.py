"""What this machine's Git is, and how a repository is set for ledgers."""

from __future__ import annotations

import os
import re
from pathlib import Path

from ganxian_ledger.adapters.git import program
from ganxian_ledger.domain.views.doctor_facts import GitFacts, RepositoryFacts

DRIVER = "ledger merge-driver %O %A %B %P"
DRIVER_NAME = "按记录合并台账"
_OURS = "command line:"
"""Where settings come from that this program gives itself."""
_ASKED = ("merge", "text", "eol")


def facts_of_git() -> GitFacts:
    """Git's version; None where there is no Git.

    Its words are given where the version is not in them.
    """
    try:
        told = program.tell(Path(os.sep), "--version").decode("utf-8", "replace").strip()
    except program.NoGit:
        return GitFacts(None)
    except (program.GitFailed, OSError) as error:
        return GitFacts((), str(error))
    numbers = re.search(r"(\d+)\.(\d+)(?:\.(\d+))?", told)
    return GitFacts(tuple(int(n or 0) for n in numbers.groups()) if numbers else (), told)


def facts_of_repository(root: Path, file: str) -> RepositoryFacts:
    """How the repository treats a file of the ledger (its path below the root).

    Raises:
        NoGit: where there is no Git.
        GitFailed: where Git does not work here.
    """
    settings = _settings(root)
    told = program.tell(root, "check-attr", "-z", *_ASKED, "--", file)
    fields = told.decode("utf-8", "replace").split("\0")
    attributes = dict(zip(fields[1::3], fields[2::3], strict=False))
    return RepositoryFacts(
        root=root.as_posix(),
        driver=settings.get("merge.ledger.driver", ""),
        wanted_driver=DRIVER,
        merge=attributes.get("merge", ""),
        text=attributes.get("text", ""),
        eol=attributes.get("eol", ""),
        quotes_paths=settings.get("core.quotepath", "true").lower() not in _NO,
        autocrlf=settings.get("core.autocrlf", "false").lower(),
        is_shallow=program.tell(root, "rev-parse", "--is-shallow-repository").strip() == b"true",
    )


_NO = frozenset({"false", "no", "off", "0"})


def _settings(root: Path) -> dict[str, str]:
    """The settings in force, by their names in lower case, without this program's own."""
    told = program.tell(root, "config", "--list", "--show-origin", "-z")
    fields = told.decode("utf-8", "replace").split("\0")
    found = {}
    for origin, pair in zip(fields[0::2], fields[1::2], strict=False):
        name, _, value = pair.partition("\n")
        if not origin.startswith(_OURS):
            found[name.lower()] = value
    return found


def register_driver(root: Path) -> None:
    """Name the merge driver in the repository's own settings.

    Raises:
        NoGit: where there is no Git.
        GitFailed: where Git cannot write them.
    """
    program.tell(root, "config", "--local", "--replace-all", "merge.ledger.name", DRIVER_NAME)
    program.tell(root, "config", "--local", "--replace-all", "merge.ledger.driver", DRIVER)


def show_paths_plainly(root: Path) -> None:
    """Let Git show Chinese file names as they are, in this repository.

    Raises:
        NoGit: where there is no Git.
        GitFailed: where Git cannot write its settings.
    """
    program.tell(root, "config", "--local", "--replace-all", "core.quotepath", "false")
