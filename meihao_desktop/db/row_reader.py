"""Reading the rows of one table as values, with the columns that their codec names."""

from functools import lru_cache
from typing import Generic, TypeVar

from meihao_desktop.db.codec import Codec
from meihao_desktop.db.journal import Journal
from meihao_desktop.db.table_shapes import Scalar

T = TypeVar("T")
KEPT_ROWS = 2_000


class RowReader(Generic[T]):
    """Selects from one table and decodes; a row that reads as before is the same value again.

    Values are frozen, so that sharing them is safe, and long rows (an estate with its materials)
    are decoded once instead of at every keystroke.
    """

    def __init__(self, journal: Journal, table: str, codec: Codec[T]) -> None:
        self._journal = journal
        self._codec = codec
        listed = ", ".join(f'"{column}"' for column in codec.columns)
        self._decoded = lru_cache(KEPT_ROWS)(self._decode)
        self._select = f'SELECT {listed} FROM "{table}"'  # noqa: S608 -- names of our own schema

    def all(self, rest: str = "", *parameters: Scalar) -> tuple[T, ...]:
        """Values of the rows that ``rest`` (WHERE, ORDER BY) leaves."""
        rows = self._journal.select(f"{self._select} {rest}", parameters)
        return tuple(self._decoded(row) for row in rows)

    def _decode(self, row: tuple[Scalar, ...]) -> T:
        return self._codec.decode(dict(zip(self._codec.columns, row, strict=True)))
