"""One table of a toml file: values by key, with every fault told as a sentence."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar, cast

T = TypeVar("T")


class TomlTable:
    """Reads the keys of one table; ``label`` is how sentences call it.

    Nothing is raised while reading: a fault is noted in ``faults`` and a harmless value given
    back, so that one reading finds everything that is wrong.
    """

    def __init__(self, values: Mapping[str, Any], label: str, faults: list[str]) -> None:
        self.label = label
        self._values = values
        self._faults = faults
        self._asked: set[str] = set()

    def fault(self, sentence: str) -> None:
        """Note a fault of this table."""
        self._faults.append(f"{self.label}{sentence}。")

    def text(self, key: str, *, default: str | None = None) -> str:
        value = self._get(key, required=default is None)
        if value is None:
            return default or ""
        if isinstance(value, str) and (value.strip() or default is not None):
            return value.strip()
        self.fault(f"的“{key}”应为文字")
        return default or ""

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._get(key, required=False)
        if value is None:
            return ()
        if isinstance(value, list) and all(isinstance(text, str) for text in _items(value)):
            return tuple(cast("list[str]", value))
        self.fault(f"的“{key}”应为文字的列表")
        return ()

    def days(self, key: str) -> list[date]:
        value = self._get(key, required=True)
        if isinstance(value, list) and all(type(day) is date for day in _items(value)):
            return cast("list[date]", value)
        if value is not None:
            self.fault(f"的“{key}”应为日期的列表，例如 2025-10-01")
        return []

    def number(self, key: str, *, default: Decimal | None = None) -> Decimal:
        value = self._get(key, required=default is None)
        if value is None:
            return default if default is not None else Decimal(0)
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            number = Decimal(value)
            if number.is_finite():
                return number
        self.fault(f"的“{key}”应为数字")
        return default if default is not None else Decimal(0)

    def optional_number(self, key: str) -> Decimal | None:
        return self.number(key) if key in self._values else None

    def read(self, key: str, make: Callable[["TomlTable"], T]) -> tuple[T, ...]:
        """What ``make`` builds of each table of an array; each bears this label until renamed."""
        value = self._get(key, required=False)
        if value is None:
            return ()
        if isinstance(value, list) and all(isinstance(row, dict) for row in _items(value)):
            rows = cast("list[Mapping[str, Any]]", value)
            return tuple(self._made(row, make) for row in rows)
        self.fault(f"的“{key}”写法不对，应为若干个表")
        return ()

    def _made(self, values: Mapping[str, Any], make: Callable[["TomlTable"], T]) -> T:
        row = TomlTable(values, self.label, self._faults)
        made = make(row)
        row.close()
        return made

    def close(self) -> None:
        """Tell of keys that nobody asked for, most often a slip of the pen."""
        for key in self._values:
            if key not in self._asked:
                self.fault(f"有不认识的栏目“{key}”")

    def _get(self, key: str, *, required: bool) -> Any:  # noqa: ANN401 -- toml holds anything
        self._asked.add(key)
        if required and key not in self._values:
            self.fault(f"缺少“{key}”")
        return self._values.get(key)


def _items(value: list[Any]) -> list[Any]:
    return value
