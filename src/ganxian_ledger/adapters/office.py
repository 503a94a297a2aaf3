"""The program LibreOffice, where it is installed: Word documents into PDF; nothing in them runs.

It works in a folder of its own that is dropped afterwards: with a new profile in which macros and
links are off, and without what the environment says beside where programs, fonts and settings are.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from ganxian_ledger.adapters.fonts import faces_found
from ganxian_ledger.adapters.git.program import found
from ganxian_ledger.domain.errors import NotHere, Refused

TIME_LIMIT = 300.0
"""Seconds that a conversion may take; thousands of measures take one or two minutes."""
_NAMES = ("soffice", "libreoffice")
_ARGUMENTS = (
    "--headless",
    "--invisible",
    "--nologo",
    "--nodefault",
    "--norestore",
    "--nolockcheck",
    "--infilter=MS Word 2007 XML",
    "--convert-to",
    "pdf:writer_pdf_Export",
)
_KEPT = (
    *("PATH", "HOME", "TMPDIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "FONTCONFIG_PATH"),
    *("SYSTEMROOT", "WINDIR", "SYSTEMDRIVE", "TEMP", "TMP", "USERPROFILE", "LOCALAPPDATA"),
    *("APPDATA", "PROGRAMFILES", "COMSPEC", "PATHEXT"),
)
"""What LibreOffice needs of the environment: programs, fonts, folders for its work."""
_SETTINGS = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">\
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">\
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">\
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">\
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
</oor:items>
"""
_VARYING = (
    (re.compile(rb"(?<=/CreationDate\(D:)\d{14}"), b"19800101000000"),
    (re.compile(rb"(?<=/DocChecksum /)[0-9A-F]{32}"), b"0" * 32),
    (re.compile(rb"(?<=<)[0-9A-F]{32}(?=>\s*[\]<])"), b"0" * 32),
)
"""What differs from run to run, and what takes its place, of the same length."""


class NoOffice(NotHere):
    """LibreOffice is not installed."""


class Unconverted(Refused):
    """LibreOffice did not make a PDF."""


def to_pdf(document: bytes, *, seconds: float = TIME_LIMIT) -> bytes:
    """A Word document as PDF; the same document gives the same bytes.

    Args:
        document: The .docx.
        seconds: How long it may take.

    Raises:
        NoOffice: where LibreOffice is not installed.
        Unconverted: where it did not finish, made nothing, or there is no font for Chinese.
    """
    program = executable()
    if not faces_found():
        raise Unconverted(
            "本机没有中文字体，不能生成 PDF",
            remedy="安装字体（Debian：apt install fonts-noto-cjk），再运行 ledger doctor",
        )
    with TemporaryDirectory(prefix="ledger-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        _prepare(folder, document)
        told = _run(program, folder, seconds)
        made = folder / "out" / "paper.pdf"
        if not made.is_file():
            reason = f"：{told}" if told else ""
            raise Unconverted(f"LibreOffice 没有生成 PDF{reason}", remedy="换一种方式：去掉 --via")
        return _steady(made.read_bytes())


def executable() -> str:
    """The program's path.

    Raises:
        NoOffice: where there is none.
    """
    for name in _NAMES:
        path = found(name)
        if path is not None:
            return path
    for place in _places(sys.platform, os.environ):
        if place.is_file():
            return str(place)
    raise NoOffice(
        "没有找到 LibreOffice",
        remedy="安装 LibreOffice（Debian：apt install libreoffice-writer），或去掉 --via",
    )


def _places(platform: str, environment: Mapping[str, str]) -> Iterator[Path]:
    """Where installers put it without naming it in PATH."""
    if platform == "win32":
        for key in ("PROGRAMFILES", "PROGRAMFILES(X86)"):
            if environment.get(key):
                yield Path(environment[key]) / "LibreOffice" / "program" / "soffice.exe"
    elif platform == "darwin":
        yield Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")


def _prepare(folder: Path, document: bytes) -> None:
    (folder / "profile" / "user").mkdir(parents=True)
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.write_text(_SETTINGS, "utf-8")
    (folder / "paper.docx").write_bytes(document)


def _run(program: str, folder: Path, seconds: float) -> str:
    """Convert, and hand back the last line of what was said."""
    profile = (folder / "profile").as_uri()
    with subprocess.Popen(
        [
            *(program, f"-env:UserInstallation={profile}", *_ARGUMENTS),
            *("--outdir", str(folder / "out"), str(folder / "paper.docx")),
        ],
        cwd=folder,
        env=_environment(os.environ),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    ) as process:
        try:
            said, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            raise Unconverted(
                f"LibreOffice 在 {seconds:g} 秒内没有转换完", remedy="换一种方式：去掉 --via"
            ) from None
        finally:
            _end(process)
    lines = said.decode("utf-8", "replace").split("\n")
    marked = (line for line in reversed(lines) if line.startswith("Error: "))
    return next(marked, "").removeprefix("Error: ").strip()


def _environment(given: Mapping[str, str]) -> dict[str, str]:
    kept = {key: value for key, value in given.items() if key.upper() in _KEPT}
    return {**kept, "LC_ALL": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"}


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program with all that it has started."""
    with suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)


def _steady(made: bytes) -> bytes:
    for pattern, same in _VARYING:
        made = pattern.sub(same, made)
    return made
