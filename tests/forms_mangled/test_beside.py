"""What lies beside a form, and the zip files that it comes in: nothing leads out, nothing hangs."""

from __future__ import annotations

import os
import sys
import zipfile
from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from tests.support.forms import DAY, OTHER, UNIT, filled, measure, sent, small_ledger

from ganxian_ledger.adapters import parcels
from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.domain.forms.outcome import FormOutcome, Status
from ganxian_ledger.domain.model.event import Submission
from ganxian_ledger.usecases import keeping
from ganxian_ledger.usecases.collect import Request, collect
from ganxian_ledger.usecases.collected import Collected
from ganxian_ledger.usecases.opening import open_sound

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")


@pytest.fixture
def folder(tmp_path: Path) -> LedgerFolder:
    return small_ledger(tmp_path / "账")


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    path = tmp_path / "回收"
    path.mkdir()
    return path


def run(folder: LedgerFolder, *paths: Path, **request: Any) -> Collected:
    return collect(folder, paths, Request(**request), today=DAY)


def only(done: Collected) -> FormOutcome:
    """The one form; files that it did not name are told as well."""
    (outcome,) = (one for one in done.outcomes if one.status is not Status.SKIPPED)
    return outcome


def submitting(folder: LedgerFolder, names: str, **more: str) -> bytes:
    """A form that submits 8.3 with these files, and 8.4 with those."""
    answers = measure("8.3", percent=100, submit="是", evidence=names)
    for name in more.values():
        answers |= measure("8.4", percent=100, submit="是", evidence=name)
    return filled(sent(folder), answers)


def evidence_of(folder: LedgerFolder, number: str = "8.3") -> list[tuple[str, bytes]]:
    """The paths that the ledger names, with the bytes that stand there and have the right sum."""
    event = open_sound(folder, DAY).ledger.entry(number).measure.log[-1]
    assert isinstance(event, Submission)
    found = []
    for one in event.evidence:
        assert one.path is not None
        content = (folder.root / one.path).read_bytes()
        assert sha256(content).hexdigest() == one.sha256
        found.append((one.path, content))
    return found


def everything(folder: LedgerFolder) -> Mapping[str, bytes]:
    files = (path for path in folder.root.rglob("*") if path.is_file() and path.suffix != ".lock")
    return {path.relative_to(folder.root).as_posix(): path.read_bytes() for path in files}


BAD_NAMES = (
    *("../../data/tasks.yaml", "/etc/passwd", "C:\\x.pdf", "..", "a/b.pdf", "CON.pdf", "nul"),
    *(
        "a.pdf.",
        "证明\u202efdp.pdf",
        "a\u200b.pdf",
        "a*b.pdf",
        "a\x07.pdf",
        "没有.pdf",
        "~/.ssh/id",
    ),
)


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_name_that_leads_elsewhere_or_is_no_name_refuses_the_row(
    folder: LedgerFolder, inbox: Path, name: str
) -> None:
    (inbox / "a.pdf").write_bytes(b"a")
    (inbox / "表.xlsx").write_bytes(submitting(folder, name.replace("\x07", "_x0007_")))
    before = everything(folder)

    outcome = only(run(folder, inbox))

    assert outcome.status is Status.REFUSED
    assert {fault.code for fault in outcome.faults} <= {"F317", "F319", "F320"}
    assert all(fault.spot.cell == "K5" for fault in outcome.faults)
    assert everything(folder) == before


@posix
def test_links_folders_and_pipes_of_the_right_name_are_no_evidence(
    folder: LedgerFolder, inbox: Path, tmp_path: Path
) -> None:
    (tmp_path / "secret").write_bytes(b"secret")
    (inbox / "链.pdf").symlink_to(tmp_path / "secret")
    (inbox / "夹.pdf").mkdir()
    os.mkfifo(inbox / "管.pdf")
    (inbox / "表.xlsx").write_bytes(submitting(folder, "链.pdf、夹.pdf、管.pdf"))

    outcome = next(one for one in run(folder, inbox).outcomes if one.file.endswith("表.xlsx"))

    assert [fault.code for fault in outcome.faults] == ["F319"] * 3


@posix
@pytest.mark.parametrize("name", ["管.xlsx", "管.zip"])
@pytest.mark.parametrize("is_named", [True, False])
def test_a_pipe_in_the_place_of_a_form_is_not_waited_for(
    folder: LedgerFolder, inbox: Path, name: str, is_named: bool
) -> None:
    os.mkfifo(inbox / name)
    outcome = only(run(folder, inbox / name if is_named else inbox))
    assert (outcome.status, outcome.faults[0].message) == (Status.REFUSED, "不是普通文件，没有读")


def test_evidence_that_is_named_twice_counts_once(folder: LedgerFolder, inbox: Path) -> None:
    (inbox / "a.pdf").write_bytes(b"a")
    (inbox / "表.xlsx").write_bytes(submitting(folder, "a.pdf、A.pdf\na.PDF", other="a.pdf"))

    assert only(run(folder, inbox)).status is Status.TAKEN
    assert evidence_of(folder) == [(f"evidence/2024-06/{UNIT}/8.3/a.pdf", b"a")]
    assert evidence_of(folder, "8.4") == [(f"evidence/2024-06/{UNIT}/8.4/a.pdf", b"a")]


@posix
@pytest.mark.parametrize("second", [b"a", b"b"])
def test_names_that_differ_by_case_alone_never_share_a_place_on_any_system(
    folder: LedgerFolder, inbox: Path, second: bytes
) -> None:
    (inbox / "a.pdf").write_bytes(b"a")
    (inbox / "A.PDF").write_bytes(second)
    (inbox / "表.xlsx").write_bytes(submitting(folder, "a.pdf、A.PDF"))

    assert only(run(folder, inbox)).status is Status.TAKEN
    held = evidence_of(folder)
    assert sorted({content for _, content in held}) == sorted({b"a", second})
    assert len({path.casefold() for path, _ in held}) == len({path for path, _ in held})


@posix
def test_a_copy_of_other_case_that_is_there_already_is_not_doubled(
    folder: LedgerFolder, inbox: Path
) -> None:
    place = folder.root / f"evidence/2024-06/{UNIT}/8.3"
    place.mkdir(parents=True)
    (place / "A.pdf").write_bytes(b"another")
    (inbox / "a.pdf").write_bytes(b"a")
    (inbox / "表.xlsx").write_bytes(submitting(folder, "a.pdf"))

    assert only(run(folder, inbox)).status is Status.TAKEN
    assert evidence_of(folder) == [(f"evidence/2024-06/{UNIT}/8.3/a-2.pdf", b"a")]


@pytest.mark.parametrize(
    ("name", "end"), [(f"{'验' * 80}.pdf", "验.pdf"), (f"a.{'收' * 80}", "收")]
)
def test_a_very_long_name_is_cut(folder: LedgerFolder, inbox: Path, name: str, end: str) -> None:
    (inbox / name).write_bytes(b"a")
    (inbox / "表.xlsx").write_bytes(submitting(folder, name))

    assert only(run(folder, inbox)).status is Status.TAKEN
    ((path, _),) = evidence_of(folder)
    assert path.endswith(end)
    assert len(path.rpartition("/")[2].encode()) <= keeping.MOST_NAME


@pytest.mark.parametrize("name", ["a.pdf", "表.xlsx"])
def test_a_file_that_changes_while_it_is_taken_leaves_nothing(
    folder: LedgerFolder, inbox: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (inbox / "a.pdf").write_bytes(b"a")
    (inbox / "表.xlsx").write_bytes(submitting(folder, "a.pdf"))
    before = everything(folder)
    write = keeping.Keeping.write

    def changed(self: keeping.Keeping, paths: Any) -> None:
        (inbox / name).write_bytes(b"changed")
        write(self, paths)

    monkeypatch.setattr(keeping.Keeping, "write", changed)
    with pytest.raises(keeping.Unkept, match="变了"):
        run(folder, inbox)
    assert everything(folder) == before


def zipped(parts: Mapping[str, bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return made.getvalue()


def test_a_zip_of_gbk_names_brings_form_and_evidence(folder: LedgerFolder, inbox: Path) -> None:
    form = submitting(folder, "验收单.pdf")
    (inbox / "包.zip").write_bytes(gbk_zip({"水利/表.xlsx": form, "水利/验收单.pdf": b"a"}))

    assert only(run(folder, inbox)).status is Status.TAKEN
    assert evidence_of(folder)[0][1] == b"a"


def gbk_zip(parts: Mapping[str, bytes]) -> bytes:
    """A zip file as programs in China write it: names in GBK, and no word of that."""
    standing = {f"{number:03}": name for number, name in enumerate(parts)}
    content = zipped(
        {number.ljust(len(name.encode("gbk"))): parts[name] for number, name in standing.items()}
    )
    for number, name in standing.items():
        raw = name.encode("gbk")
        held = number.ljust(len(raw)).encode()
        assert content.count(held) == 2
        content = content.replace(held, raw)
    return content


BAD_ZIPS = {
    "../表.xlsx": "不能用",
    "/表.xlsx": "不能用",
    "a/../../表.xlsx": "不能用",
    "CON/表.xlsx": "不能用",
    "a\u202e.xlsx": "不能用",
    "a./表.xlsx": "不能用",
}


@pytest.mark.parametrize("name", BAD_ZIPS)
def test_a_zip_with_a_name_that_leads_elsewhere_is_not_opened(
    folder: LedgerFolder, inbox: Path, name: str
) -> None:
    (inbox / "包.zip").write_bytes(zipped({name: filled(sent(folder), measure("8.3", percent=60))}))
    before = everything(folder)

    outcome = only(run(folder, inbox))

    assert outcome.status is Status.REFUSED
    assert BAD_ZIPS[name] in outcome.faults[0].message
    assert everything(folder) == before
    assert not list(inbox.parent.rglob("表.xlsx"))


def test_bombs_nests_and_links_in_a_zip_are_named(folder: LedgerFolder, inbox: Path) -> None:
    form = filled(sent(folder), measure("8.3", percent=60))
    bomb = zipped({"表.xlsx": form, "a.bin": b"\0" * (8 << 20)})
    nest = zipped({"里.zip": zipped({"表.xlsx": form})})
    link = BytesIO()
    with zipfile.ZipFile(link, "w") as archive:
        info = zipfile.ZipInfo("表.xlsx")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    for name, content in (("弹", bomb), ("套", nest), ("链", link.getvalue())):
        (inbox / f"{name}.zip").write_bytes(content)
    before = everything(folder)

    told = [f.message for outcome in run(folder, inbox).outcomes for f in outcome.faults]

    assert told == [
        "压缩包里还有压缩包，没有打开",
        "压缩包里的“a.bin”解压后过大",
        "压缩包里的“表.xlsx”是链接",
    ]
    assert everything(folder) == before


def test_a_zip_of_thousands_of_files_is_taken_and_one_of_more_is_not(
    folder: LedgerFolder, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = submitting(folder, "a1.pdf")
    many = {"表.xlsx": form, **{f"a{n}.pdf": b"%d" % n for n in range(3000)}}
    (inbox / "包.zip").write_bytes(zipped(many))
    assert only(run(folder, inbox, dry_run=True)).status is Status.TAKEN

    monkeypatch.setattr(parcels, "ENTRIES", 3000)
    assert "超过 3000 个" in only(run(folder, inbox)).faults[0].message
    monkeypatch.setattr(parcels, "DIRECTORY", 1000)
    assert "超过 3000 个" in only(run(folder, inbox)).faults[0].message


def test_more_zip_files_than_may_be_open_are_all_read(
    folder: LedgerFolder, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parcels, "OPEN", 2)
    forms = {
        UNIT: submitting(folder, "a.pdf"),
        OTHER: filled(sent(folder, OTHER), measure("8.5", percent=30)),
    }
    for number in range(3):
        for unit, form in forms.items():
            place = inbox / f"{number}{unit}.zip"
            place.write_bytes(zipped({"表.xlsx": form, "a.pdf": b"a"}))

    done = run(folder, inbox)

    assert [one.status for one in done.outcomes if one.status is Status.REFUSED] == []
    assert [one.status for one in done.outcomes].count(Status.TAKEN) == 2
    assert evidence_of(folder)[0][1] == b"a"
    assert not parcels._SHELF
