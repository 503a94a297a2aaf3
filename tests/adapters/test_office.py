"""LibreOffice: a PDF of a Word document, nothing fetched, nothing left over, faults in words."""

from __future__ import annotations

import os
import shutil
import socketserver
import stat
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from PIL import Image
from tests.support.cli import LedgerCli
from tests.support.pdf import opened, text_of

from ganxian_ledger.adapters import office
from ganxian_ledger.adapters.office import NoOffice, Unconverted

DEMO = Path(__file__).parents[2] / "examples" / "demo"
there = pytest.mark.skipif(
    shutil.which("soffice") is None and shutil.which("libreoffice") is None,
    reason="LibreOffice is not installed",
)
posix = pytest.mark.skipif(sys.platform == "win32", reason="a program is a shell script here")


def a_document(words: str = "你好") -> bytes:
    document = Document()
    document.add_paragraph(words)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


@there
def test_a_document_becomes_a_pdf_with_the_same_bytes_each_time() -> None:
    made = [office.to_pdf(a_document("城镇污水管网建设")) for _ in range(2)]
    assert text_of(made[0]) == "城镇污水管网建设"
    assert made[0] == made[1]
    with opened(made[0]) as document:
        assert document.metadata["CreationDate"].startswith("D:1980")


@there
def test_what_is_no_word_document_is_refused_in_words() -> None:
    with pytest.raises(Unconverted, match="没有生成 PDF") as refused:
        office.to_pdf(b"no document")
    assert "--via" in refused.value.remedy


@pytest.fixture
def asked() -> Iterator[tuple[int, list[str]]]:
    """The port of a server on this machine, and what it is asked for."""
    paths: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def parse_request(self) -> bool:
            is_sound = super().parse_request()
            paths.append(self.path)
            return is_sound

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with socketserver.TCPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1], paths
        server.shutdown()


def a_linked_picture(link: str) -> bytes:
    """A document whose picture is not in it but at an address."""
    picture, plain, out = BytesIO(), BytesIO(), BytesIO()
    Image.new("RGB", (9, 9)).save(picture, "PNG")
    document = Document()
    document.add_paragraph("你好")
    document.add_picture(picture)
    document.save(plain)
    with ZipFile(plain) as source, ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/_rels/document.xml.rels":
                outside = f'Target="{link}" TargetMode="External"'.encode()
                content = content.replace(b'Target="media/image1.png"', outside)
            if name == "word/document.xml":
                content = content.replace(b"r:embed=", b"r:link=")
            target.writestr(name, content)
    return out.getvalue()


@there
def test_nothing_that_a_document_links_to_is_fetched(asked: tuple[int, list[str]]) -> None:
    port, paths = asked
    made = office.to_pdf(a_linked_picture(f"http://127.0.0.1:{port}/x.png"))
    assert "你好" in text_of(made)
    assert paths == []


def _program(folder: Path, monkeypatch: Any, script: str) -> Path:
    """A program that stands in for LibreOffice; it is found first in PATH."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(office, "faces_found", lambda: frozenset({"仿宋"}))
    return folder


@posix
def test_a_program_that_does_not_finish_is_ended_with_all_that_it_started(
    tmp_path: Path, monkeypatch: Any
) -> None:
    folder = _program(tmp_path, monkeypatch, f"sleep 300 & echo $! > {tmp_path}/child; wait")
    with pytest.raises(Unconverted, match="秒内没有转换完"):
        office.to_pdf(a_document(), seconds=1)
    child = int((folder / "child").read_text())
    state = Path(f"/proc/{child}/stat")
    assert not state.exists() or state.read_text().split()[2] == "Z"


@posix
def test_it_gets_a_profile_of_its_own_and_a_scrubbed_environment(
    tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.setenv("LEDGER_SECRET", "x")
    _program(tmp_path, monkeypatch, f'env > {tmp_path}/env; echo "$@" > {tmp_path}/words')
    with pytest.raises(Unconverted, match="没有生成 PDF"):
        office.to_pdf(a_document())
    words = (tmp_path / "words").read_text().split()
    assert words[0].startswith("-env:UserInstallation=file:///")
    assert "--headless" in words
    kept = {line.partition("=")[0] for line in (tmp_path / "env").read_text().splitlines()}
    assert "LEDGER_SECRET" not in kept
    profile = Path(words[0].partition("file://")[2])
    assert not profile.exists()


@posix
def test_what_the_program_says_of_its_failure_is_told(tmp_path: Path, monkeypatch: Any) -> None:
    _program(tmp_path, monkeypatch, "echo 'Error: source file could not be loaded'")
    with pytest.raises(Unconverted, match="：source file could not be loaded"):
        office.to_pdf(a_document())


def test_without_it_one_hears_how_to_get_it(monkeypatch: Any) -> None:
    monkeypatch.setattr(office, "found", lambda _: None)
    monkeypatch.setattr(office, "_places", lambda *_: iter(()))
    with pytest.raises(NoOffice) as refused:
        office.to_pdf(a_document())
    assert "libreoffice-writer" in refused.value.remedy


def test_it_is_found_where_installers_put_it() -> None:
    windows = list(office._places("win32", {"PROGRAMFILES": "C:/Program Files"}))
    assert [one.as_posix() for one in windows] == [
        "C:/Program Files/LibreOffice/program/soffice.exe"
    ]
    assert next(office._places("darwin", {})).name == "soffice"
    assert list(office._places("linux", {})) == []


def test_without_a_font_for_chinese_it_is_refused(monkeypatch: Any) -> None:
    monkeypatch.setattr(office, "executable", lambda: "soffice")
    monkeypatch.setattr(office, "faces_found", frozenset)
    with pytest.raises(Unconverted, match="没有中文字体"):
        office.to_pdf(a_document())


@there
def test_a_report_is_written_via_libreoffice(tmp_path: Path) -> None:
    file = tmp_path / "通报.pdf"
    words = ("report", "--month", "2024-06", "--data", str(DEMO), "-o", str(file))
    LedgerCli(tmp_path)(*words, "--via", "libreoffice").expects(0)
    text = text_of(file.read_bytes())
    assert "关于2024年6月" in text
    assert "合计79" in text


def test_via_is_for_pdf_alone_and_names_the_ways(tmp_path: Path) -> None:
    run = LedgerCli(tmp_path)
    words = ("report", "--month", "2024-06", "--data", str(DEMO))
    assert "--via 只用于 PDF" in run(*words, "-o", "x.docx", "--via", "typst").expects(2).err
    assert "可用：typst、libreoffice" in run(*words, "-o", "x.pdf", "--via", "wps").expects(2).err
