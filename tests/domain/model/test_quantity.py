"""Numbers are written plainly; nothing is guessed from a text."""

from decimal import Decimal

import pytest
from pydantic import BaseModel, ValidationError

from ganxian_ledger.domain.model.quantity import Amount, Percent
from ganxian_ledger.domain.model.record import Plain


class Figures(BaseModel):
    """An amount and a percentage of the files."""

    amount: Amount = Decimal(0)
    percent: Percent = 0


@pytest.mark.parametrize(
    "text", ["0", "24", "76.16", "-0.5", "100", "0.10", "12345678901234567890"]
)
def test_a_plain_decimal_is_read_exactly(text: str) -> None:
    assert Figures.model_validate({"amount": Plain(text)}).amount == Decimal(text)


@pytest.mark.parametrize(
    "text",
    [
        *("1,000", "1_000", "1e3", "0x10", ".5", "5.", "+5", "--5", "NaN", "inf", ".inf", "690户"),
        *("50%", "五十", "１００", "٣", "1 000", "²", "true", "1.2.3", "9" * 41),
    ],
)
def test_any_other_text_is_no_number(text: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Figures.model_validate({"amount": Plain(text)})
    assert [error["type"] for error in caught.value.errors()] == ["Y306"]


@pytest.mark.parametrize("number", [0, 1, 99, 100])
def test_a_percentage_is_a_whole_number_up_to_a_hundred(number: int) -> None:
    assert Figures.model_validate({"percent": Plain(number)}).percent == number


@pytest.mark.parametrize("text", ["-1", "101", "150", "50.5", "50.0", "50%", "五十", "", "1e1"])
def test_anything_else_is_no_percentage(text: str) -> None:
    with pytest.raises(ValidationError):
        Figures.model_validate({"percent": Plain(text)})
