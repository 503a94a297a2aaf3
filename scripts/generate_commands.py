"""docs/commands.md and docs/exit-codes.md: from the help of the commands and the exit codes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from ganxian_ledger.cli.app import COMMANDS
from ganxian_ledger.cli.exits import ExitCode
from scripts.generated import settle

DOCS = Path(__file__).parent.parent / "docs"
_NOTE = "<!-- 由 scripts/generate_commands.py 生成，不要手改；改命令后运行 make docs -->\n"


def texts() -> dict[Path, str]:
    """Both pages by their paths."""
    return {DOCS / "commands.md": commands_page(), DOCS / "exit-codes.md": exits_page()}


def commands_page() -> str:
    """The help of every command as it is printed."""
    parts = [f"# 命令手册\n\n{_NOTE}\n```text\n$ ledger --help\n{_help()}```\n"]
    parts += [
        f"\n## {name}\n\n```text\n$ ledger {name} --help\n{_help(name)}```\n" for name in _names()
    ]
    return "".join(parts)


def _names() -> list[str]:
    return list(COMMANDS)


def _help(*words: str) -> str:
    environment = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "ganxian_ledger", *words, "--help"],
        env=environment,
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return "\n".join(line.rstrip() for line in done.stdout.strip().split("\n")) + "\n"


def exits_page() -> str:
    """The table of exit codes."""
    rows = "".join(f"| {int(code)} | {code.words} |\n" for code in ExitCode)
    return f"# 退出码\n\n{_NOTE}\n| 退出码 | 意思 |\n| --- | --- |\n{rows}"


if __name__ == "__main__":
    sys.exit(settle(texts(), check="--check" in sys.argv[1:]))
