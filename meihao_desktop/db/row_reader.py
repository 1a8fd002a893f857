"""Reading the rows of one table as values, with the columns that their codec names."""

from typing import Generic, TypeVar

from meihao_desktop.db.codec import Codec
from meihao_desktop.db.journal import Journal
from meihao_desktop.db.table_shapes import Scalar

T = TypeVar("T")


class RowReader(Generic[T]):
    """Selects from one table and decodes."""

    def __init__(self, journal: Journal, table: str, codec: Codec[T]) -> None:
        self._journal = journal
        self._codec = codec
        listed = ", ".join(f'"{column}"' for column in codec.columns)
        self._select = f'SELECT {listed} FROM "{table}"'  # noqa: S608 -- names of our own schema

    def all(self, rest: str = "", *parameters: Scalar) -> tuple[T, ...]:
        """Values of the rows that ``rest`` (WHERE, ORDER BY) leaves."""
        columns = self._codec.columns
        return tuple(
            self._codec.decode(dict(zip(columns, row, strict=True)))
            for row in self._journal.select(f"{self._select} {rest}", parameters)
        )
