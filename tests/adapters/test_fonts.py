"""Fonts are found by their files, in the folders of each system."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from ganxian_ledger.adapters import fonts
from ganxian_ledger.domain.views.doctor_facts import Face


def found_with(monkeypatch: pytest.MonkeyPatch, platform: str, **env: Path) -> frozenset[Face]:
    """The faces on a system with these folders and no others."""
    monkeypatch.setattr(sys, "platform", platform)
    for name in ("WINDIR", "LOCALAPPDATA", "USERPROFILE", "HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, folder in env.items():
        monkeypatch.setenv(name, str(folder))
    return fonts.faces_found()


def put(folder: Path, *names: str) -> None:
    """Files of these names."""
    folder.mkdir(parents=True)
    for name in names:
        (folder / name).write_bytes(b"")


def test_fonts_of_windows_and_of_its_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "Windows/Fonts", "simfang.ttf", "SIMHEI.TTF", "arial.ttf")
    put(tmp_path / "Local/Microsoft/Windows/Fonts", "FZXBSJW.TTF")
    faces = found_with(
        monkeypatch, "win32", WINDIR=tmp_path / "Windows", LOCALAPPDATA=tmp_path / "Local"
    )

    assert faces == {Face.FANGSONG, Face.HEITI, Face.TITLE}


def test_fonts_of_ones_own_on_other_systems(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / ".fonts/deep", "FandolKai-Regular.otf", "仿宋_GB2312.ttf", "楷体.txt")
    put(tmp_path / "Library/Fonts", "小标宋.ttc")

    assert found_with(monkeypatch, "linux", HOME=tmp_path) >= {Face.KAITI, Face.FANGSONG}
    assert Face.TITLE in found_with(monkeypatch, "darwin", HOME=tmp_path)


def test_folders_are_looked_into_only_so_deep(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "Windows/Fonts/a/b/c/d/e", "simkai.ttf")

    assert found_with(monkeypatch, "win32", WINDIR=tmp_path / "Windows") == frozenset()


def test_no_font_folder_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert found_with(monkeypatch, "win32", WINDIR=tmp_path / "没有") == frozenset()
