"""Run `ledger` in this process or as a program, and see what it says and with which code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from ganxian_ledger.cli.app import main

TODAY = "2024-06-30"
SOURCE = Path(__file__).parents[2] / "src"
SCRUBBED = ("LEDGER_", "_LEDGER_", "_TYPER_", "GIT_", "NO_COLOR", "FORCE_COLOR", "TERM", "COLUMNS")
"""Beginnings of the variables that must not reach a test from outside."""


@dataclass(frozen=True)
class Result:
    """What a command wrote to stdout and stderr, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Stdout as JSON."""
        return json.loads(self.out)

    def expects(self, code: int) -> Result:
        """The same, where the exit code is this one."""
        assert self.code == code, f"exit code {self.code}\n{self.out}\n{self.err}"
        return self


@dataclass(frozen=True)
class LedgerCli:
    """The program, run in a folder on a fixed day without the environment's settings."""

    folder: Path

    def __call__(self, *arguments: str, **env: str) -> Result:
        """Run it in this process."""
        out, err = StringIO(), StringIO()
        with _place(self.folder, env), redirect_stdout(out), redirect_stderr(err):
            try:
                main(arguments)
            except SystemExit as done:
                code = int(done.code or 0)
        return Result(code, out.getvalue(), err.getvalue())

    def program(self, *arguments: str, encoding: str = "utf-8", **env: str) -> Result:
        """Run it as a program of its own, through pipes of the given encoding."""
        done = subprocess.run(
            [sys.executable, "-m", "ganxian_ledger", *arguments],
            cwd=self.folder,
            env={
                **scrubbed(),
                "PYTHONPATH": str(SOURCE),
                "PYTHONIOENCODING": encoding,
                "LEDGER_TODAY": TODAY,
                **env,
            },
            capture_output=True,
            check=False,
        )
        return Result(done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding))


def scrubbed() -> dict[str, str]:
    """The environment without anything that changes what `ledger` does."""
    return {key: value for key, value in os.environ.items() if not key.startswith(SCRUBBED)}


@contextmanager
def _place(folder: Path, env: Mapping[str, str]) -> Iterator[None]:
    """Stand in a folder, with a scrubbed environment."""
    here, before = Path.cwd(), dict(os.environ)
    os.environ.clear()
    os.environ.update({**{k: v for k, v in before.items() if not k.startswith(SCRUBBED)}})
    os.environ.update({"LEDGER_TODAY": TODAY, **env})
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(here)
        os.environ.clear()
        os.environ.update(before)
