"""File sizes as people say them."""

import pytest

from meihao_desktop.domain.file_size import size_text


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 字节"),
        (1023, "1023 字节"),
        (1536, "1.5 KB"),
        (5 << 20, "5.0 MB"),
        (3 << 30, "3.0 GB"),
    ],
)
def test_sizes_are_said_in_the_largest_fitting_unit(size: int, text: str) -> None:
    assert size_text(size) == text
