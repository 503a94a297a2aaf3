"""A throw-away Git repository that holds a ledger, built commit by commit."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.support.build import ledger_files
from tests.support.cli import LedgerCli

SETTINGS = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
}
OFFICE = "办公室 <office@example.org>"


@dataclass(frozen=True)
class Repo:
    """A repository; the ledger stands in `data/`."""

    root: Path

    @classmethod
    def make(cls, root: Path, files: Mapping[str, bytes] | None = None) -> Repo:
        """A new repository whose first commit holds the files of a ledger (a small one)."""
        root.mkdir(parents=True, exist_ok=True)
        repo = cls(root)
        repo.git("init", "-q", "-b", "main")
        repo.write(ledger_files() if files is None else files)
        repo.commit("first", date="2024-05-01T09:00:00+08:00")
        return repo

    def git(self, *arguments: str, **env: str) -> str:
        """Run Git here, with nothing of this machine's settings."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.root,
            env={**kept, **SETTINGS, **env},
            check=True,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        return done.stdout.strip()

    def write(self, files: Mapping[str, bytes], folder: str = "data") -> None:
        """Put files into the ledger's folder."""
        (self.root / folder).mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            (self.root / folder / name).write_bytes(data)

    def commit(
        self,
        message: str,
        files: Mapping[str, bytes] | None = None,
        *,
        author: str = OFFICE,
        date: str = "2024-06-01T09:00:00+08:00",
        key: Path | None = None,
    ) -> str:
        """Commit everything (after writing these files; signed, with a key), and give its id."""
        self.write(files or {})
        name, _, email = author.rstrip(">").partition(" <")
        self.git("add", "--all")
        signing = ("-c", "gpg.format=ssh", "-c", f"user.signingkey={key}") if key else ()
        self.git(
            *signing,
            "commit",
            "-q",
            *(["-S"] if key else []),
            "--allow-empty",
            "-m",
            message,
            GIT_AUTHOR_NAME=name,
            GIT_AUTHOR_EMAIL=email,
            GIT_COMMITTER_NAME=name,
            GIT_COMMITTER_EMAIL=email,
            GIT_AUTHOR_DATE=date,
            GIT_COMMITTER_DATE=date,
        )
        return self.git("rev-parse", "HEAD")

    @property
    def ledger(self) -> LedgerCli:
        """The program, run at the root of the repository."""
        return LedgerCli(self.root)
