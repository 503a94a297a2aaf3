"""The pictures of papers in README.md, made from the demonstration ledger.

They need LibreOffice and Chromium, so that they are made by hand (`make pictures`) and checked in.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
DEMO = ROOT / "examples" / "demo"
DAY = "2024-07-05"
WIDTH = 620
"""Pixels across."""
COLOURS = 32
MOST_BYTES = 80_000
STANDING_IN = {
    "方正小标宋简体": "Noto Serif CJK SC",
    "仿宋_GB2312": "AR PL UMing CN",
    "楷体_GB2312": "AR PL UKai CN",
    "黑体": "Noto Sans CJK SC",
    "宋体": "AR PL UMing CN",
    "Times New Roman": "Noto Serif CJK SC",
}
"""Free fonts for those that the papers name, as long as the picture shows (never in a paper)."""


def main() -> None:
    """Make every paper of one month, and a picture of one page of each."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(DEMO, folder / "demo")
        _ledger(folder, "report", "--month", "2024-06", "-o", "report.docx")
        _ledger(folder, "report", "--month", "2024-06", "-o", "typst.pdf")
        _ledger(folder, "report", "--month", "2024-06", "-o", "workbook.xlsx")
        _ledger(folder, "report", "--month", "2024-06", "-o", "page.html")
        _ledger(folder, "report", "--month", "2024-06", "--unit", "区水利局", "-o", "unit.docx")
        _ledger(folder, "remind", "--month", "2024-06", "--unit", "区生态环境局", "-o", "letters")
        letter = next((folder / "letters").glob("*.docx"))
        for source, picture in (
            (folder / "report.docx", "report"),
            (folder / "workbook.xlsx", "workbook"),
            (folder / "unit.docx", "unit"),
            (letter, "letter"),
        ):
            _save(_page(_printed(source, folder)), picture)
        _save(_page(folder / "typst.pdf"), "pdf")
        _save(_screen(folder / "page.html", folder), "page")


def _ledger(folder: Path, *words: str) -> None:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("LEDGER_")}
    subprocess.run(
        [sys.executable, "-m", "ganxian_ledger", *words, "--data", "demo"],
        cwd=folder,
        env={**kept, "LEDGER_TODAY": DAY},
        check=True,
    )


def _fonts(folder: Path) -> Path:
    """Settings of fontconfig that let free fonts stand in."""
    rules = "".join(
        f'<match target="pattern"><test name="family"><string>{name}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{free}</string></edit></match>'
        for name, free in STANDING_IN.items()
    )
    file = folder / "fonts.conf"
    file.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include>{rules}</fontconfig>',
        encoding="utf-8",
    )
    return file


def _printed(source: Path, folder: Path) -> Path:
    """The PDF that LibreOffice prints of a document."""
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, source],
        check=True,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "FONTCONFIG_FILE": str(_fonts(folder))},
    )
    return folder / f"{source.stem}.pdf"


def _page(file: Path) -> Image.Image:
    """The first page."""
    page = pypdfium2.PdfDocument(file)[0]
    picture: Image.Image = page.render(scale=WIDTH / page.get_width()).to_pil()
    return picture


def _screen(file: Path, folder: Path) -> Image.Image:
    """What a browser shows first."""
    shot = folder / "shot.png"
    with sync_playwright() as playing:
        browser = playing.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": 2 * WIDTH, "height": 2 * WIDTH})
        page.goto(file.as_uri())
        page.screenshot(path=shot)
        browser.close()
    return Image.open(shot).resize((WIDTH, WIDTH), Image.Resampling.LANCZOS)


def _save(picture: Image.Image, name: str) -> None:
    file = PICTURES / f"{name}.png"
    picture.convert("RGB").quantize(COLOURS).save(file, optimize=True)
    size = file.stat().st_size
    assert size <= MOST_BYTES, f"{file.name} has {size} bytes"
    print(f"written: {file.name} ({size // 1000} kB)")


if __name__ == "__main__":
    main()
