"""The folder of a site: drafts, the lock, and what happens when a step fails in the middle."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from ganxian_ledger.adapters import pages
from ganxian_ledger.adapters.pages import DRAFT, LOCK, MANIFEST, Busy, drafting, held

OLD = {"index.html": b"old", "unit-1a2b.html": b"old", "measure-8.2.html": b"old"}
NEW = {"index.html": b"new", "unit-1a2b.html": b"old", "measure-8.3.html": b"new"}


def put(folder: Path, contents: dict[str, bytes]) -> pages.Moved:
    with drafting(folder) as draft:
        for name, content in contents.items():
            draft.add(name, content)
        return draft.publish()


def standing(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.glob("*.html")}


def test_pages_are_replaced_together_and_only_those_that_changed(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    assert put(folder, OLD) == (3, 0)
    kept = (folder / "unit-1a2b.html").stat()

    assert put(folder, NEW) == (2, 1)

    assert standing(folder) == NEW
    assert (folder / "unit-1a2b.html").stat().st_mtime_ns == kept.st_mtime_ns
    assert held(folder) == (frozenset(NEW), ())
    assert not (folder / DRAFT).exists()


def test_nobody_sees_a_page_before_all_are_there(tmp_path: Path) -> None:
    put(tmp_path, OLD)

    with drafting(tmp_path) as draft:
        for name, content in NEW.items():
            draft.add(name, content)
            assert standing(tmp_path) == OLD
        draft.publish()

    assert standing(tmp_path) == NEW


def test_a_draft_that_is_given_up_leaves_what_was_there(tmp_path: Path) -> None:
    put(tmp_path, OLD)
    before = sorted(tmp_path.rglob("*"))

    with pytest.raises(TypeError):
        put(tmp_path, {"index.html": b"new", "measure-8.3.html": None})  # type: ignore[dict-item]

    assert standing(tmp_path) == OLD
    assert sorted(tmp_path.rglob("*")) == before


def test_folders_that_were_made_for_nothing_go_again(tmp_path: Path) -> None:
    with drafting(tmp_path / "a" / "b"):
        assert (tmp_path / "a" / "b").is_dir()

    assert list(tmp_path.iterdir()) == []


def test_a_run_waits_for_another_and_gives_up_without_touching_its_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, OLD)
    live = tmp_path / DRAFT / "index.html"
    monkeypatch.setenv("LEDGER_LOCK_TIMEOUT", "0.1")

    with FileLock(tmp_path / LOCK):
        live.parent.mkdir()
        live.write_bytes(b"another run's")
        with pytest.raises(Busy, match=r"等了 0\.1 秒"):
            put(tmp_path, NEW)
        assert live.read_bytes() == b"another run's"

    assert standing(tmp_path) == OLD


def test_what_stops_in_the_middle_of_moving_is_finished_by_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, OLD)
    real = Path.replace

    def full(self: Path, target: Path) -> Any:
        if target.name == "index.html":
            raise OSError(28, "full")
        return real(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", full)
        with pytest.raises(OSError, match="full"):
            put(tmp_path, NEW)

    assert standing(tmp_path)["index.html"] == b"old"
    assert held(tmp_path).foreign == ()
    put(tmp_path, NEW)
    assert standing(tmp_path) == NEW


def test_a_page_that_is_held_for_a_moment_on_windows_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, OLD)
    waited: list[float] = []
    monkeypatch.setattr(time, "sleep", waited.append)
    for name in ("replace", "unlink"):
        monkeypatch.setattr(Path, name, refusing_first(getattr(Path, name)))

    put(tmp_path, NEW)

    assert standing(tmp_path) == NEW
    assert len(waited) == len({MANIFEST, "index.html", "measure-8.3.html", "measure-8.2.html"})


def refusing_first(real: Any) -> Any:
    """A step that Windows refuses the first time for each page or list."""
    seen: set[Path] = set()

    def step(self: Path, *more: Any, **named: Any) -> Any:
        is_moved = self.parent.name == DRAFT and more
        is_stale = self.name in OLD and self.parent.name != DRAFT
        if (is_moved or is_stale) and self not in seen:
            seen.add(self)
            error = PermissionError(13, "in use")
            error.winerror = 32  # type: ignore[attr-defined,unused-ignore]
            raise error
        return real(self, *more, **named)

    return step


@pytest.mark.parametrize("name", ["index.html", MANIFEST, LOCK, DRAFT, "unit-12.html"])
def test_what_has_one_of_our_names_and_is_not_ours_is_foreign(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"another's")

    assert held(tmp_path).foreign == (name,)
    assert not pages.is_used(tmp_path)


def test_links_in_the_places_of_lock_and_draft_are_foreign(tmp_path: Path) -> None:
    folder, outside = tmp_path / "site", tmp_path / "outside"
    put(folder, OLD)
    outside.mkdir()
    (outside / "index.html").write_bytes(b"another's")
    (folder / LOCK).unlink(missing_ok=True)
    (folder / LOCK).symlink_to(outside / "index.html")
    (folder / DRAFT).symlink_to(outside, target_is_directory=True)

    assert held(folder).foreign == (DRAFT, LOCK)
    assert (outside / "index.html").read_bytes() == b"another's"
