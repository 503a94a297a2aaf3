"""Which ledger is meant: --data, then LEDGER_DATA, then the nearest data/."""

from __future__ import annotations

from pathlib import Path

import pytest

from ganxian_ledger.adapters.folder import find_folder
from ganxian_ledger.domain.errors import CannotLoad


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with three ledgers, in which the program stands somewhat deeper."""
    for name in ("data", "given", "named"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "tasks.yaml").touch()
    (tmp_path / "a" / "b").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "a" / "b")
    return tmp_path


def test_the_nearest_data_above_is_found(place: Path) -> None:
    assert find_folder(None).path.resolve() == place / "data"


def test_the_environment_comes_before_the_nearest(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEDGER_DATA", str(place / "named"))

    assert find_folder(None).path == place / "named"


def test_the_option_comes_before_the_environment(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEDGER_DATA", str(place / "named"))

    assert find_folder(str(place / "given")).path == place / "given"


@pytest.mark.parametrize("given", ["", "  ", "nowhere"])
def test_an_empty_or_unknown_folder_never_means_another_ledger(place: Path, given: str) -> None:
    with pytest.raises(CannotLoad):
        find_folder(given)
