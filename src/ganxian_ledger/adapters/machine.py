"""The computer that the program runs on, and whether a ledger's folder can be written to."""

from __future__ import annotations

import os
import platform
import re
import shutil
import sys
import tempfile
import time
from importlib import metadata

from ganxian_ledger import __version__
from ganxian_ledger.adapters import clock, store
from ganxian_ledger.adapters.folder import LedgerFolder, reason_of
from ganxian_ledger.adapters.fonts import faces_found
from ganxian_ledger.adapters.git import program
from ganxian_ledger.adapters.yaml.parse import has_c_parser
from ganxian_ledger.domain.edits.refusals import LOCKED
from ganxian_ledger.domain.errors import Refused
from ganxian_ledger.domain.views.doctor_facts import Library, Machine, Stream

PACKAGE = "ganxian-ledger"
PATIENCE = 1.0
"""Seconds to wait for another writer; that there is one shows that the lock works."""


def facts_of_machine() -> Machine:
    """What there is to know about this computer; nothing of it is changed."""
    return Machine(
        program=__version__,
        python=sys.version_info[:3],
        platform=platform.platform(terse=True),
        libraries=_libraries(),
        has_c_parser=has_c_parser(),
        has_command=program.found("ledger") is not None,
        has_ssh_keygen=program.found("ssh-keygen") is not None,
        faces=faces_found(),
        offset=time.localtime().tm_gmtoff // 60,
        today=clock.day_in_shanghai(),
        fixed_today=os.environ.get("LEDGER_TODAY", ""),
        is_fixed_well=_is_fixed_well(),
        streams=tuple(_stream(name) for name in ("stdout", "stderr")),
        width=shutil.get_terminal_size().columns,
    )


def why_unwritable(folder: LedgerFolder) -> str:
    """Why nothing can be written into the ledger's folder; empty where it can."""
    try:
        for name in ("tasks.yaml", "targets.yaml", "units.yaml"):
            if folder.file(name).exists() and not os.access(folder.real(name), os.W_OK):
                return f"{name} 没有写权限"
        with tempfile.TemporaryFile(dir=folder.path, prefix=".", suffix=store.TEMPORARY):
            return ""
    except OSError as error:
        return reason_of(error)


def why_unlockable(folder: LedgerFolder) -> tuple[str, bool]:
    """Why the ledger cannot be locked (empty where it can), and whether somebody writes now."""
    try:
        with store.locked(folder, PATIENCE):
            return "", False
    except Refused as error:
        is_busy = error.code == LOCKED.code
        return ("" if is_busy else error.message), is_busy


def _libraries() -> tuple[Library, ...] | None:
    """The declared libraries; None where the program is not installed as a package."""
    try:
        declared = metadata.requires(PACKAGE) or []
    except metadata.PackageNotFoundError:
        return None
    return tuple(_library(line) for line in declared if ";" not in line)


def _library(line: str) -> Library:
    """One line such as `typer<0.30,>=0.29`."""
    name = re.split(r"[<>=!~ \[(]", line, maxsplit=1)[0]
    least = re.search(r">=\s*([\d.]+)", line)
    below = re.search(r"<\s*([\d.]+)", line)
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        version = ""
    return Library(name, least[1] if least else "", below[1] if below else "", version or "")


def _is_fixed_well() -> bool:
    try:
        clock.today()
    except clock.BadToday:
        return False
    return True


def _stream(name: str) -> Stream:
    stream = getattr(sys, name)
    is_screen = stream is not None and stream.isatty()
    return Stream(name, getattr(stream, "encoding", None) or "", is_screen)
