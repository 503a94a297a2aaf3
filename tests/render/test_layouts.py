"""Layouts: the own one that is meant, or a word why not; the digits that say which it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from ganxian_ledger.render import layouts
from ganxian_ledger.render.layouts import Layout, TemplateFault

SUFFIX = ".md.j2"


def put(folder: Path, name: str, text: str = "好") -> Path:
    """A file below a folder."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode("utf-8"))
    return file


def found(folder: Path, name: str = "monthly") -> Layout:
    """The layout of a report."""
    return layouts.find("report", name, SUFFIX, (folder,))


def test_an_own_layout_that_is_a_link_out_is_refused_and_not_passed_over(tmp_path: Path) -> None:
    put(tmp_path, "elsewhere.j2")
    (tmp_path / "own" / "report").mkdir(parents=True)
    (tmp_path / "own" / "report" / "monthly.md.j2").symlink_to(tmp_path / "elsewhere.j2")
    with pytest.raises(TemplateFault, match="以外的链接"):
        found(tmp_path / "own")


def test_an_own_layout_that_is_a_folder_or_a_round_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a" / "report" / "monthly.md.j2").mkdir(parents=True)
    (tmp_path / "b" / "report").mkdir(parents=True)
    (tmp_path / "b" / "report" / "monthly.md.j2").symlink_to("monthly.md.j2")
    for name in ("a", "b"):
        with pytest.raises(TemplateFault, match="不能用"):
            found(tmp_path / name)


def test_the_ending_of_a_layout_may_be_in_capitals(tmp_path: Path) -> None:
    file = put(tmp_path, "report/简版.MD.J2")
    assert found(tmp_path, "简版").path == file
    assert "简版" in layouts.names((tmp_path,), "report", SUFFIX)


def test_a_huge_layout_is_not_read_whole(tmp_path: Path) -> None:
    file = put(tmp_path, "report/monthly.md.j2")
    with file.open("r+b") as opened:
        opened.truncate(3_000_000_000)
    with pytest.raises(TemplateFault, match="超过 20000 KB"):
        found(tmp_path)


def test_the_digits_change_with_the_layout_and_with_every_piece_that_it_may_use(
    tmp_path: Path,
) -> None:
    put(tmp_path, "report/monthly.md.j2", "一")
    seen = [found(tmp_path).words]
    for name in ("report/monthly.md.j2", "report/_piece.md.j2", "parts/chapters.md.j2"):
        put(tmp_path, name, f"二{name}")
        seen.append(found(tmp_path).words)
    assert len(set(seen)) == 4
    put(tmp_path, "report/another.md.j2", "与它无关")
    assert found(tmp_path).words == seen[-1]


def test_the_digits_do_not_change_with_a_system_s_line_ends(tmp_path: Path) -> None:
    put(tmp_path, "report/monthly.md.j2", "一\n二\n")
    before = found(tmp_path).words
    put(tmp_path, "report/monthly.md.j2", "一\r\n二\r\n")
    assert found(tmp_path).words == before
