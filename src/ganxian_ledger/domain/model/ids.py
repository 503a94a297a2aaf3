"""The numbers and ids of the plan: text with a natural order (8.2 before 8.10)."""

from __future__ import annotations

from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from ganxian_ledger.domain.model.record import Plain, fault, text_of


def natural_key(identity: str) -> tuple[tuple[int, int | str], ...]:
    """A sort key that counts runs of digits as numbers; total over all texts."""
    parts: list[tuple[int, int | str]] = []
    run = ""
    for letter in identity:
        if run and _is_digit(letter) != _is_digit(run[-1]):
            parts.append(_part(run))
            run = ""
        run += letter
    if run:
        parts.append(_part(run))
    return tuple(parts)


def _is_digit(letter: str) -> bool:
    return "0" <= letter <= "9"


def _part(run: str) -> tuple[int, int | str]:
    return (0, int(run)) if _is_digit(run[0]) and len(run) < 1000 else (1, run)


def is_task_id(text: str) -> bool:
    """Whether this looks like a task's number: 8."""
    return text.isascii() and text.isdigit()


def is_measure_id(text: str) -> bool:
    """Whether this looks like a measure's number: 8.3."""
    task, dot, number = text.partition(".")
    return bool(dot) and is_task_id(task) and is_task_id(number)


def looks_like_number(text: str) -> bool:
    """Whether other YAML readers would take this unquoted text for a number."""
    return is_task_id(text) or is_measure_id(text)


def _quoted(value: object) -> str:
    text = text_of(value)
    if isinstance(value, Plain) and looks_like_number(text):
        raise fault(
            "Y304", f"编号 {text} 没有加引号，别的软件会当成数字（8.10 变成 8.1）", f"写成 '{text}'"
        )
    return text


def task_id_of(value: object) -> str:
    """A task's number in quotes, e.g. '8'."""
    text = _quoted(value)
    if not is_task_id(text):
        raise fault("Y309", f"任务编号“{text}”不是数字", "写成方案里的编号，例如 '8'")
    return text


def measure_id_of(value: object) -> str:
    """A measure's number in quotes, e.g. '8.3'."""
    text = _quoted(value)
    if not is_measure_id(text):
        raise fault("Y309", f"措施编号“{text}”的写法不对", "写成“任务号.序号”，例如 '8.3'")
    return text


def ascii_id_of(value: object) -> str:
    """A target's or a project's id: short, stable, letters of ASCII."""
    text = _quoted(value)
    if not (text.isascii() and all(c.isalnum() or c in "-_." for c in text)):
        raise fault(
            "Y309", f"编号“{text}”只能用英文字母、数字和 - _ .", "例如 pm25、wastewater-pipes"
        )
    return text


TaskId = Annotated[
    str, PlainValidator(task_id_of), WithJsonSchema({"type": "string", "pattern": "^[0-9]+$"})
]
MeasureId = Annotated[
    str,
    PlainValidator(measure_id_of),
    WithJsonSchema({"type": "string", "pattern": r"^[0-9]+\.[0-9]+$"}),
]
AsciiId = Annotated[
    str,
    PlainValidator(ascii_id_of),
    WithJsonSchema({"type": "string", "pattern": "^[A-Za-z0-9_.-]+$"}),
]
