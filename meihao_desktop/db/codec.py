"""Two-way codecs between values and JSON: what one writes it reads, anything else it refuses.

A codec is built from smaller ones, so that writing and reading can never drift apart.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any, Generic, TypeVar

from meihao_desktop.db.errors import Unreadable
from meihao_desktop.domain.errors import MeihaoError

T = TypeVar("T")
K = TypeVar("K")
E = TypeVar("E", bound=Enum)

Json = Any  # None, bool, int, str, list or dict of these; never a float


@dataclass(frozen=True, slots=True)
class Codec(Generic[T]):
    """How a value is written as JSON, and read back; ``columns`` names the fields of a record."""

    encode: Callable[[T], Json]
    decode: Callable[[Json], T]
    columns: tuple[str, ...] = ()


def dumps(value: Json) -> str:
    """Canonical JSON: sorted keys, no spaces, Chinese as it is."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def loads(text: str) -> Json:
    try:
        return json.loads(text, parse_float=_no_float, parse_constant=_no_float)
    except (ValueError, RecursionError) as error:
        raise refused("JSON", text) from error


def refused(wanted: str, value: object) -> Unreadable:
    shown = repr(value)[:60]
    return Unreadable(
        f"评审数据中有无法读取的内容（应为{wanted}，现为 {shown}）。"
        "请核验记录（verify-log），并用 backups 文件夹中最近的备份恢复。"
    )


def _no_float(text: str) -> Json:
    raise ValueError(f"a float never stands in the records: {text}")


def _scalar(cls: type[T], wanted: str) -> Codec[T]:
    def decode(value: Json) -> T:
        if type(value) is not cls:
            raise refused(wanted, value)
        return value

    return Codec(lambda value: value, decode)


def _from_text(write: Callable[[T], str], read: Callable[[str], T], wanted: str) -> Codec[T]:
    def decode(value: Json) -> T:
        try:
            return read(TEXT.decode(value))
        except (ValueError, InvalidOperation) as error:
            raise refused(wanted, value) from error

    return Codec(write, decode)


def _finite(text: str) -> Decimal:
    number = Decimal(text)
    if not number.is_finite():
        raise ValueError(text)
    return number


def _aware(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


def _write_moment(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise ValueError("a moment without its time zone cannot be kept")
    return moment.isoformat()


TEXT: Codec[Any] = _scalar(str, "文字")
WHOLE: Codec[Any] = _scalar(int, "整数")
FLAG: Codec[Any] = _scalar(bool, "是或否")
DECIMAL: Codec[Decimal] = _from_text(str, _finite, "数字")
DATE: Codec[date] = _from_text(date.isoformat, date.fromisoformat, "日期")
MOMENT: Codec[datetime] = _from_text(_write_moment, _aware, "时间")


def named(cls: type[E]) -> Codec[E]:
    """A member of an enumeration, by its name."""

    def decode(value: Json) -> E:
        try:
            return cls[value]
        except (KeyError, TypeError) as error:
            raise refused(cls.__name__, value) from error

    return Codec(lambda member: member.name, decode)


def maybe(inner: Codec[T]) -> Codec[T | None]:
    return Codec(
        lambda value: None if value is None else inner.encode(value),
        lambda value: None if value is None else inner.decode(value),
    )


def many(inner: Codec[T]) -> Codec[tuple[T, ...]]:
    """A tuple, in its order."""
    return Codec(
        lambda values: [inner.encode(value) for value in values],
        lambda items: tuple(inner.decode(item) for item in _list(items)),
    )


def members(cls: type[E]) -> Codec[frozenset[E]]:
    """A set of members of an enumeration, in the order of their definition."""
    inner = named(cls)

    def decode(items: Json) -> frozenset[E]:
        found = frozenset(inner.decode(item) for item in _list(items))
        if len(found) != len(items):
            raise refused(cls.__name__, items)
        return found

    return Codec(lambda chosen: [m.name for m in cls if m in chosen], decode)


def mapping(keys: Codec[K], values: Codec[T]) -> Codec[Mapping[K, T]]:
    """A mapping whose keys are written as text."""
    return Codec(
        lambda pairs: {keys.encode(key): values.encode(value) for key, value in pairs.items()},
        lambda item: {keys.decode(key): values.decode(value) for key, value in _dict(item).items()},
    )


def record(
    cls: Callable[..., T], /, *, late: tuple[str, ...] = (), **fields: Codec[Any]
) -> Codec[T]:
    """A value with named fields; a missing or unknown field is refused.

    Fields named in ``late`` came in after records had been kept without them: where one is missing
    the value's own default stands.
    """

    def encode(value: T) -> Json:
        return {name: codec.encode(getattr(value, name)) for name, codec in fields.items()}

    def decode(item: Json) -> T:
        told = _dict(item).keys()
        if told - fields.keys() or (fields.keys() - told).difference(late):
            raise refused(f"字段 {'、'.join(fields)}", item)
        values = {name: fields[name].decode(item[name]) for name in told}
        try:
            return cls(**values)
        except MeihaoError as error:  # the value's own rule refuses it; the fault is the record's
            raise refused(getattr(cls, "__name__", "记录"), item) from error

    return Codec(encode, decode, tuple(fields))


def in_text(inner: Codec[T]) -> Codec[T]:
    """A value kept in one column as canonical JSON text."""
    return Codec(
        lambda value: dumps(inner.encode(value)),
        lambda text: inner.decode(loads(TEXT.decode(text))),
    )


def _list(value: Json) -> list[Json]:
    if not isinstance(value, list):
        raise refused("列表", value)
    return value


def _dict(value: Json) -> dict[str, Json]:
    if not isinstance(value, dict):
        raise refused("字段组", value)
    return value
