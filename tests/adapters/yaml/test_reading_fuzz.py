"""Mangled files: never an exception, never slow, never accepted where YAML itself refuses."""

import os
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from io import StringIO
from pathlib import Path
from random import Random
from typing import Any

import pytest
from pydantic import BaseModel
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from tests.support.strategies import ledger_of

from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.adapters.yaml import recover
from ganxian_ledger.adapters.yaml.document import Document, read_document
from ganxian_ledger.adapters.yaml.nodes import Mapping, Sequence
from ganxian_ledger.adapters.yaml.parse import pure_events_of
from ganxian_ledger.domain.model.calendar import Period
from ganxian_ledger.domain.model.record import Record
from ganxian_ledger.domain.rules.rule import Severity
from ganxian_ledger.usecases.opening import Opened, judged

SCALE = float(os.environ.get("LEDGER_TEST_SCALE", "1"))
DATA = Path(__file__).parents[3] / "data"
BATCHES = 8
A_BATCH = max(1, round(80 * SCALE))
SLOWEST = 10.0
"""Seconds of work: what grows with the square takes minutes, a busy machine a few times more."""
Files = dict[str, bytes]


@cache
def real() -> Files:
    """The real plan's files."""
    return {path.name: path.read_bytes() for path in sorted(DATA.glob("*.yaml"))}


def original(dice: Random) -> Files:
    """The real plan, or a small ledger full of records."""
    return dict(real()) if dice.random() < 0.4 else ledger_of(dice.randrange(10**6))[1]


# --- how files are mangled --------------------------------------------------------------------

PIECES: list[str] = [
    *":-[]{}\"'&*!|>%@`#?,\t\r\n\0\\~= ",
    *"：，“”‘’【】\u3000\u00a0\ufeff\u0085\u2028\u2029\u200b\u202e\u2066\x07\x1b\ud7ff\ue000\U0001f981𠮷",
    *(
        ": ",
        "- ",
        " #",
        "\n- ",
        "\n  ",
        "\n---\n",
        "\n...\n",
        "<<: *a",
        "&a ",
        "*a",
        "!!str ",
        "? ",
    ),
    *("|\n", ">-\n", "%YAML 1.1\n", "null", "~", "true", "yes", "0x1f", "1e9", "1_000", ".inf"),
    *("2024-02-30", "2024-13-01", "9" * 400, "-0", "[" * 60, "{" * 60, "]" * 5, "\\u202e", "\\x00"),
]


def flipped(data: bytes, dice: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 5, 50))):
        changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def cut_out(data: bytes, dice: Random) -> bytes:
    at = dice.randrange(len(data))
    return data[:at] + data[at + dice.choice((1, 1, 2, 3, 20, 400, 5000)) :]


def truncated(data: bytes, dice: Random) -> bytes:
    return data[: dice.randrange(len(data))]


def inserted(data: bytes, dice: Random) -> bytes:
    text = data.decode()
    for _ in range(dice.choice((1, 1, 1, 3, 10))):
        at = dice.randrange(len(text) + 1)
        text = text[:at] + dice.choice(PIECES) + text[at:]
    return text.encode("utf-8", "surrogatepass")


def exchanged(data: bytes, dice: Random) -> bytes:
    text = data.decode()
    old = dice.choice((": ", ":", "- ", "'", "\n", "  ", ", ", "[", "]", "{", "}", "20", "0", "区"))
    places = [i for i in range(len(text)) if text.startswith(old, i)]
    if not places:
        return data
    at = dice.choice(places)
    return (text[:at] + dice.choice(PIECES) + text[at + len(old) :]).encode()


def by_lines(data: bytes, dice: Random) -> bytes:
    lines = data.decode().split("\n")
    for _ in range(dice.choice((1, 1, 2, 8))):
        at = dice.randrange(len(lines))
        way = dice.randrange(5)
        if way == 0:
            del lines[at]
        elif way == 1:
            lines.insert(at, lines[at])
        elif way == 2:
            other = dice.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
        elif way == 3:
            lines[at] = " " * dice.randrange(16) + lines[at].lstrip()
        else:
            lines[at] = lines[at].replace("  ", "\t", dice.randrange(1, 4))
        lines = lines or [""]
    return "\n".join(lines).encode()


def respelled(data: bytes, dice: Random) -> bytes:
    text = data.decode()
    ways: list[Callable[[str], bytes]] = [
        lambda t: t.replace("\n", "\r\n").encode(),
        lambda t: t.replace("\n", "\r").encode(),
        lambda t: t.encode("gb18030"),
        lambda t: t.encode("utf-16"),
        lambda t: t.encode("utf-8-sig"),
        lambda t: ("---\n" + t).encode(),
        lambda t: ("%YAML 1.2\n---\n" + t).encode(),
        lambda t: (t + "...\n").encode(),
        lambda t: (t + "\n---\n" + t).encode(),
        lambda t: t.replace(":", "：").encode(),
        lambda t: t.replace("\n", "\n ").encode(),
        lambda _: b"",
    ]
    way: Callable[[str], bytes] = dice.choice(ways)
    return way(text)


MANGLERS = (
    flipped,
    cut_out,
    truncated,
    inserted,
    inserted,
    exchanged,
    exchanged,
    by_lines,
    respelled,
)


def mangled(dice: Random) -> tuple[Files, str]:
    """A ledger's files, one of them mangled, and which one."""
    files = original(dice)
    name = dice.choice(sorted(files))
    if dice.random() < 0.03:
        other = dice.choice(sorted(files))
        files[name], files[other] = files[other], files[name]
        return files, name
    files[name] = dice.choice(MANGLERS)(files[name], dice)
    return files, name


# --- what is asked of the reading -------------------------------------------------------------


def judge(files: Files) -> tuple[Opened, float]:
    """Read and judge; and the seconds of work it took."""
    begun = time.process_time()
    opened = judged(LedgerFolder(Path("data")), files, date(2024, 6, 30))
    return opened, time.process_time() - begun


def has_errors(opened: Opened) -> bool:
    """Whether anything was said that stops the commands."""
    return any(d.severity is Severity.ERROR for d in opened.judgement.diagnostics)


def composes(data: bytes) -> bool:
    """Whether ruamel itself takes the bytes as one YAML document."""
    try:
        YAML(typ="safe", pure=False).compose(StringIO(data.decode("utf-8-sig")))
    except (YAMLError, UnicodeDecodeError, ValueError, RecursionError):
        return False
    return True


def as_base(data: bytes) -> Any:
    """The plain values as ruamel's base loader gives them: every scalar is text."""
    return YAML(typ="base").load(StringIO(data.decode("utf-8-sig")))


def as_read(node: Any) -> Any:
    """The plain values as read here, in the shape of the base loader's."""
    if isinstance(node, Mapping):
        return {str(key): as_read(value) for key, value in node.items()}
    if isinstance(node, Sequence):
        return [as_read(value) for value in node]
    return "" if node is None else str(node)


def without_null(base: Any) -> Any:
    """The base loader's values with its ways of saying nothing put together."""
    if isinstance(base, dict):
        return {key: without_null(value) for key, value in base.items()}
    if isinstance(base, list):
        return [without_null(value) for value in base]
    return "" if base in {"~", "null", "Null", "NULL"} else base


def is_kept(base: Any, value: Any) -> bool:
    """Whether a model holds what stands in the file: nothing was dropped, nothing changed."""
    if isinstance(value, BaseModel):
        return isinstance(base, dict) and all(
            inner == "" or is_kept(inner, getattr(value, key)) for key, inner in base.items()
        )
    if isinstance(value, tuple):
        listed = base if isinstance(base, list) else [base]
        return len(listed) == len(value) and all(map(is_kept, listed, value))
    if isinstance(value, bool):
        return bool(base == str(value).lower())
    if isinstance(value, (int, Decimal)):
        return bool(Decimal(base) == value)
    if isinstance(value, (date, Period)):
        return bool(str(value) == base)
    return isinstance(value, str) and value.strip("\n") == str(base).strip("\n")


def assert_same_values(name: str, data: bytes, opened: Opened) -> None:
    """An accepted file means here what it means to ruamel."""
    base = as_base(data)
    document = opened.reading.documents[name]
    assert as_read(document.root) == without_null(base)
    for key, span in leaves(document.root):
        assert 0 <= span[0] <= span[1] <= len(document.text), key
    ledger = opened.ledger
    records: dict[str, Record] = {
        "tasks.yaml": ledger.tasks,
        "targets.yaml": ledger.targets_file,
        "projects.yaml": ledger.projects_file,
    }
    if name in records:
        assert is_kept(without_null(base), records[name])


def leaves(node: Any, route: tuple[Any, ...] = ()) -> list[tuple[Any, tuple[int, int]]]:
    """Every value with its span."""
    found = []
    if isinstance(node, Mapping):
        for key, value in node.items():
            found += [((*route, key), node.values_at[key]), *leaves(value, (*route, key))]
    if isinstance(node, Sequence):
        for i, value in enumerate(node):
            found += [((*route, i), node.items_at[i]), *leaves(value, (*route, i))]
    return found


@pytest.mark.parametrize("batch", range(BATCHES))
def test_mangled_files_are_read_without_harm(batch: int) -> None:
    for seed in range(batch * A_BATCH, (batch + 1) * A_BATCH):
        files, name = mangled(Random(seed))
        opened, seconds = judge(files)
        assert seconds < SLOWEST, seed
        if not has_errors(opened):
            assert all(composes(data) for data in files.values()), seed
            assert_same_values(name, files[name], opened)
        for diagnostic in opened.judgement.diagnostics:
            assert diagnostic.message, seed
            assert diagnostic.line >= 1, seed
            assert diagnostic.column >= 1, seed


ALIASES = "a: &a x\nb: [" + ", ".join(["*a"] * 10_000) + "]\n"
HOSTILE = {
    "ten thousand aliases": ALIASES,
    "ten thousand anchors": "".join(f"k{i}: &a{i} x\n" for i in range(10_000)),
    "ten thousand duplicate keys": "a: b\n" * 10_000,
    "ten thousand broken lines": "- 'x\n" * 10_000,
    "ten thousand broken records": "x:\n" + "  - a: [\n" * 10_000,
    "ten thousand tabs": "x:\n" + "\t- a: b\n" * 10_000,
    "ten thousand invisible characters": "x: '" + "\u200b" * 10_000 + "'\n",
    "ten thousand quotes": "x: " + '"' * 10_000 + "\n",
    "deep brackets": "x: " + "[" * 100_000 + "\n",
    "deep braces": "x: " + "{a: " * 100_000 + "\n",
    "deep dashes": "x:\n  " + "- " * 100_000 + "\n",
    "deep indents": "".join(" " * i + f"k{i}:\n" for i in range(3_000)),
    "deep questions": "? " * 50_000 + "\n",
    "a million digits": "x: " + "9" * 1_000_000 + "\n",
    "a long line of colons": "x: " + ": " * 100_000 + "\n",
    "a long key": "k" * 200_000 + ": x\n",
    "a megabyte of blanks": "x:" + " " * 1_000_000 + "y\n",
    "a megabyte of comments": "# \n" * 300_000 + "x: y\n",
    "nothing but line ends": "\n" * 1_000_000,
    "nothing but zeros": "\0" * 100_000,
}


@pytest.mark.parametrize("name", ["tasks.yaml", "units.yaml"])
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_files_are_refused_quickly(text: str, name: str) -> None:
    whole = real()[name].decode() + text
    for data in (text.encode(), whole.encode()):
        opened, seconds = judge({**real(), name: data})
        assert seconds < SLOWEST
        if "comments" not in text and text.strip("\n# "):
            assert has_errors(opened)


def by_pure_parser(name: str, data: bytes, monkeypatch: pytest.MonkeyPatch) -> Document:
    """The document as read without the C parser."""
    with monkeypatch.context() as patched:
        patched.setattr(recover, "events_of", pure_events_of)
        return read_document(name, data)


def described(document: Document) -> tuple[Any, ...]:
    """All that a reader says of a document.

    But for the places of what is not there (`lead:` without a value): the parsers differ in them.
    """
    spans = [(route, span) for route, span in leaves(document.root) if span[0] < span[1]]
    return as_read(document.root), spans, document.faults


@pytest.mark.parametrize("name", ["tasks.yaml", "targets.yaml", "units.yaml", "projects.yaml"])
def test_the_pure_parser_reads_the_real_plan_alike(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pure = by_pure_parser(name, real()[name], monkeypatch)
    assert described(pure) == described(read_document(name, real()[name]))


@pytest.mark.parametrize("batch", range(4))
def test_the_pure_parser_reads_mangled_files_alike(
    batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for seed in range(batch * A_BATCH // 8, (batch + 1) * A_BATCH // 8):
        files, name = mangled(Random(seed))
        with_c = read_document(name, files[name])
        pure = by_pure_parser(name, files[name], monkeypatch)
        if any(f.code in {"Y201", "Y203"} for f in (*with_c.faults, *pure.faults)):
            # Where a text is not YAML, the two stop at different places; both refuse it.
            refused = [bool(document.faults) for document in (with_c, pure)]
            assert refused == [True, True], seed
        else:
            assert described(pure) == described(with_c), seed


@pytest.mark.parametrize(
    "value",
    [
        "{url: https://www.ganxian.gov.cn/a?b=c, title: 公示}",
        "{note: 8:30 开会}",
        "{note: 甲:乙}",
        "{note: 完成了吗?}",
        "[完成了吗?, 乙]",
    ],
)
def test_both_parsers_take_addresses_times_and_questions_in_brackets(
    value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = f"schema_version: 1\nunits: {value}\n".encode()
    pure = by_pure_parser("units.yaml", data, monkeypatch)
    assert pure.faults == ()
    assert described(read_document("units.yaml", data)) == described(pure)
