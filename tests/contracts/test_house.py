"""The house itself: sizes, names, start-up, and what is shipped."""

from __future__ import annotations

import ast
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from ganxian_ledger.cli.exits import ExitCode

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "ganxian_ledger"
LONGEST_FILE, LONGEST_FUNCTION = 400, 40
LONGEST_TEST_FILE, LONGEST_TEST_FUNCTION = 700, 100
BANNED = {"utils", "helpers", "common", "misc", "base", "manager", "handler", "processor"}


def sources() -> list[Path]:
    """Every file of the program."""
    return sorted(SOURCE.rglob("*.py"))


def the_tests() -> list[Path]:
    """Every file of the tests and of what supports them."""
    return sorted((ROOT / "tests").rglob("*.py"))


def lengths(files: Iterable[Path]) -> dict[str, int]:
    """How many lines each file has."""
    return {str(f.relative_to(ROOT)): len(f.read_text("utf-8").splitlines()) for f in files}


def functions(file: Path) -> Iterator[ast.FunctionDef]:
    """Every function of a file."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def longer(files: Iterable[Path], limit: int) -> list[str]:
    """The functions that have more lines than that."""
    return [
        f"{file.name}:{node.lineno} {node.name}"
        for file in files
        for node in functions(file)
        if (node.end_lineno or node.lineno) - node.lineno + 1 > limit
    ]


def test_no_file_is_too_long() -> None:
    assert {name: n for name, n in lengths(sources()).items() if n > LONGEST_FILE} == {}
    assert {name: n for name, n in lengths(the_tests()).items() if n > LONGEST_TEST_FILE} == {}


def test_no_function_is_too_long() -> None:
    assert longer(sources(), LONGEST_FUNCTION) == []
    assert longer(the_tests(), LONGEST_TEST_FUNCTION) == []


def test_no_file_is_named_after_nothing() -> None:
    assert [f.name for f in sources() if f.stem in BANNED] == []


def test_every_module_says_what_it_holds() -> None:
    silent = [f.name for f in sources() if not ast.get_docstring(ast.parse(f.read_text("utf-8")))]

    assert silent == []


def test_only_the_boundary_and_the_completion_catch_everything() -> None:
    catching = {
        file.name
        for file in sources()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"})
    }

    assert catching <= {"boundary.py", "completion.py"}


@pytest.mark.parametrize("arguments", [["--help"], ["--version"]])
def test_help_and_version_load_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import sys\n"
        "from ganxian_ledger.cli.app import run\n"
        f"run({arguments!r})\n"
        "heavy = {'ruamel.yaml', 'jinja2', 'rich', 'filelock', 'pydantic'} & set(sys.modules)\n"
        "print(sorted(heavy), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, encoding="utf-8"
    )

    assert done.stderr.splitlines()[-1] == "[]"


def test_every_exit_code_is_documented() -> None:
    page = (ROOT / "docs" / "exit-codes.md").read_text(encoding="utf-8")

    assert [code for code in ExitCode if f"| {int(code)} | {code.words} |" not in page] == []


@pytest.mark.slow
def test_the_wheel_ships_templates_and_schemas(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(tmp_path), str(ROOT)],
        check=True,
        capture_output=True,
    )
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        names = set(wheel.namelist())

    assert "ganxian_ledger/templates/report/monthly.md.j2" in names
    assert "ganxian_ledger/templates/init/github.yml" in names
    assert "ganxian_ledger/schema/tasks.schema.json" in names
    assert "ganxian_ledger/py.typed" in names
