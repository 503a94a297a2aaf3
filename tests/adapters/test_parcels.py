"""Zip files from everywhere: names as they were meant, nothing packed in ways of its own."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from ganxian_ledger.adapters import parcels
from ganxian_ledger.adapters.parcels import Parcel, Unsafe


def zipped(file: Path, names: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in names.items():
            info = zipfile.ZipInfo("x")
            info.filename = name
            info.compress_type = method
            archive.writestr(info, content)
    return file


def paths(parcel: Parcel) -> list[str]:
    return ["/".join(one.parts) for one in parcel.entries]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("./表.xlsx", "表.xlsx"),
        ("./区/./表.xlsx", "区/表.xlsx"),
        ("区\\表.xlsx", "区/表.xlsx"),
        ("区\\佐证\\验收单.pdf", "区/佐证/验收单.pdf"),
    ],
)
def test_names_are_taken_as_they_were_meant(tmp_path: Path, written: str, meant: str) -> None:
    parcel = Parcel(zipped(tmp_path / "表.zip", {written: b"1", "区\\": b""}))
    assert paths(parcel) == [meant]
    assert parcel.read(parcel.entries[0], 10) == b"1"


def test_a_character_of_gbk_may_hold_a_backslash(tmp_path: Path) -> None:
    name = "区\\誠.xlsx"
    data = name.encode("gbk")
    assert data.count(b"\\") == 2
    stand_in = "a" * len(data)
    file = zipped(tmp_path / "表.zip", {stand_in: b"1"})
    file.write_bytes(file.read_bytes().replace(stand_in.encode(), data))
    assert paths(Parcel(file)) == ["区/誠.xlsx"]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_only_what_every_program_packs_is_unpacked(tmp_path: Path, method: int) -> None:
    file = zipped(tmp_path / "表.zip", {"表.xlsx": b"1" * 100}, method)
    with pytest.raises(Unsafe, match="不认识的压缩方式"):
        Parcel(file)


def test_few_zip_files_are_open_at_a_time(tmp_path: Path) -> None:
    held = [Parcel(zipped(tmp_path / f"{n}.zip", {"表.xlsx": b"%d" % n})) for n in range(40)]
    try:
        assert len(parcels._SHELF) == parcels.OPEN
        read = [parcel.read(parcel.entries[0], 10) for parcel in held]
        assert read == [b"%d" % n for n in range(40)]
        assert len(parcels._SHELF) == parcels.OPEN
    finally:
        parcels.close()
