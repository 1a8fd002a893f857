"""A fresh round with two counties, three estates and four people, for every test that asks."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from meihao_desktop.db.store import Store
from tests.db.rounds import a_store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "评审 2025"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    with a_store(folder) as opened:
        yield opened
