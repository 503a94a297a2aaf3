"""Near misses: what somebody may have meant, out of the units of the real plan."""

import pytest

from ganxian_ledger.domain.near import near, suggest

UNITS = [
    *("区委组织部", "区委宣传部", "区妇联", "区政府办", "区发展改革委", "区教科体局", "区工信局"),
    *("区公安局", "区民政局", "区财政局", "区人社局", "区自然资源分局", "区生态环境局", "区住建局"),
    *("区城管局", "区交通运输局", "区水利局", "区农业农村局", "区商务局", "区卫健委", "各乡镇"),
    *("区应急管理局", "区市场监管局", "高新区经发局", "梅林镇人民政府", "茅店镇人民政府"),
]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("区城健局", "区城管局"),
        ("人社局", "区人社局"),
        ("区发改委", "区发展改革委"),
        ("梅林镇", "梅林镇人民政府"),
        ("生态环境局", "区生态环境局"),
        ("区水务局", "区水利局"),
        ("区应急局", "区应急管理局"),
        ("区市场监督管理局", "区市场监管局"),
    ],
)
def test_what_was_meant_is_among_the_near_misses(said: str, meant: str) -> None:
    assert meant in near(said, UNITS)
    assert f"“{meant}”" in suggest(said, UNITS)


def test_characters_in_their_order_are_enough() -> None:
    assert near("人社局", ["人力资源和社会保障局", "人大办"]) == ("人力资源和社会保障局",)


@pytest.mark.parametrize("said", ["", "xyz", "火星基地"])
def test_where_nothing_is_near_nothing_is_offered(said: str) -> None:
    assert near(said, UNITS) == ()
    assert suggest(said, UNITS) == ""


def test_at_most_three_are_offered_and_none_twice() -> None:
    found = near("区局", [*UNITS, *UNITS])
    assert len(found) == len(set(found)) <= 3
