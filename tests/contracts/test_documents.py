"""Documents that are written by hand keep up with the model."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from ganxian_ledger.domain.model.event import EVENT_TYPES
from ganxian_ledger.domain.model.files import FILES
from ganxian_ledger.domain.model.record import Record
from ganxian_ledger.domain.state.attainment import Verdict
from ganxian_ledger.domain.state.board import Light, Reporting
from ganxian_ledger.domain.state.steps import State

ROOT = Path(__file__).parents[2]
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")


def records() -> set[type[Record]]:
    """Every kind of record of the model, also of files that are seldom there."""
    assert all(FILES.values())
    found: set[type[Record]] = set()
    waiting = list(Record.__subclasses__())
    while waiting:
        record = waiting.pop()
        found.add(record)
        waiting.extend(record.__subclasses__())
    return found


def test_every_key_of_the_model_has_a_row_in_the_glossary() -> None:
    keys = {key for record in records() for key in record.model_fields}
    rows = set(re.findall(r"`([a-z_0-9]+)`", GLOSSARY))

    assert keys - rows == set()


def test_every_word_that_is_derived_stands_in_the_glossary() -> None:
    words = [*State, *Light, *Reporting, *Verdict]

    assert [word for word in words if str(word) not in GLOSSARY] == []


def test_every_field_of_the_files_has_a_chinese_title_and_description() -> None:
    named = {*EVENT_TYPES.values(), *FILES.values()} & records()
    bare = [
        f"{record.__name__}.{name}"
        for record in named
        for name, field in record.model_fields.items()
        if not (field.title and field.description)
    ]

    assert bare == []
    assert all(record.model_config.get("title") for record in named)


def test_every_dependency_is_named_with_its_reason_in_the_readme() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    names = [re.split(r"[<>=;]", line)[0] for line in project["project"]["dependencies"]]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert names
    assert [name for name in names if f"| `{name}` |" not in readme] == []
