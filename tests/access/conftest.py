"""Keys to sign with, made once."""

from __future__ import annotations

import pytest
from tests.support.people import Key, new_key


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Key]:
    """Keys of 张三, 李四 and 王五, and one of nobody."""
    folder = tmp_path_factory.mktemp("keys")
    return {name: new_key(folder, name) for name in ("zhang", "li", "wang", "nobody")}
