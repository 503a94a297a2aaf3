"""The base of all records, and how a scalar says what is wrong with its text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, PlainValidator, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from ganxian_ledger.domain.errors import Unknown

Parsed = TypeVar("Parsed")


class Record(BaseModel):
    """A mapping of the files: frozen, and with no key that is not declared."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True
    )

    @model_validator(mode="before")
    @classmethod
    def _empty_is_absent(cls, value: Any) -> Any:  # noqa: ANN401 (whatever the file holds)
        """A declared key without a value counts as not written."""
        if isinstance(value, dict) and None in value.values():
            return {k: v for k, v in value.items() if v is not None or k not in cls.model_fields}
        return value


Kinds = Mapping[str, type[Record]]
"""The kinds of records of a list by the names of their types; `KNOWN` of what is none of them."""


class Plain(str):
    """The text of an unquoted scalar, which other YAML readers may take for a number."""

    __slots__ = ()


def fault(code: str, message: str, hint: str = "") -> PydanticCustomError:
    """A fault of one value: the code of its rule, Chinese words, and the remedy."""
    return PydanticCustomError(code, "{message}", {"message": message, "hint": hint})


def typed(read: Callable[[object], Parsed], text: str) -> Parsed:
    """A text from elsewhere (a command line), read by the parser of one of the data's types.

    Raises:
        Unknown: with the words and the remedy of the type.
    """
    try:
        return read(Plain(text))
    except PydanticCustomError as error:
        told = error.context or {}
        raise Unknown(str(told.get("message")), remedy=str(told.get("hint"))) from None


def prose_of(value: object) -> str:
    """A text of one or more lines, without the blank lines around it.

    Raises:
        PydanticCustomError: Y303 for a list or mapping, Y313 for nothing.
    """
    if isinstance(value, str):
        text = str(value).strip("\n")
        if not text.strip():
            raise fault("Y313", "内容是空的", "补上内容；没有内容的选填项可以整行删去")
        return text
    if value is None:
        raise fault("Y313", "内容是空的", "补上内容；没有内容的选填项可以整行删去")
    raise fault("Y303", f"应为文字，这里却是{shape_of(value)}", "写成一行文字")


def text_of(value: object) -> str:
    """A text of one line: names, titles, ids.

    Raises:
        PydanticCustomError: Y303 for a list or mapping, Y313 for nothing, Y314 for several lines.
    """
    text = prose_of(value)
    if "\n" in text:
        raise fault("Y314", "这里只能写一行", "去掉换行；长的说明写在 note")
    return text


def shape_of(value: object) -> str:
    """The Chinese word for the shape of a value of the files."""
    if isinstance(value, dict):
        return "一组键值"
    if isinstance(value, (list, tuple)):
        return "列表"
    return "空值" if value is None else f"“{value}”"


_TEXT = {"type": "string", "minLength": 1}
Text = Annotated[str, PlainValidator(text_of), WithJsonSchema(_TEXT)]
Prose = Annotated[str, PlainValidator(prose_of), WithJsonSchema(_TEXT)]


def flag_of(value: object) -> bool:
    """`true` or `false` as written, unquoted."""
    if isinstance(value, Plain) and value in {"true", "false"}:
        return value == "true"
    raise fault(
        "Y303", f"应为 true 或 false，这里是{shape_of(value)}", "写成 true（是）或 false（否）"
    )


Flag = Annotated[bool, PlainValidator(flag_of), WithJsonSchema({"type": "boolean"})]


def tuple_of(value: Any) -> Any:  # noqa: ANN401 (whatever the file holds)
    """An absent list is an empty one; anything but a list is a fault."""
    if value is None:
        return ()
    if isinstance(value, (list, tuple)):
        return value
    raise fault("Y303", f"应为列表，这里是{shape_of(value)}", "写成 [甲, 乙]，或每行一个“- ”")
