"""Answers on their way from a child to the parent: packed there, and read here with distrust.

An answer is a pickle in which nothing but plain values, enum members, frozen dataclasses and named
tuples of the program's own lower rooms can stand. Each of them is made anew by its own class; no
function is ever called and no class touched. Large runs of bytes, the pixels of a page, need not be
copied into the pickle: they stand beside it, and nothing but bytes can.
"""

import dataclasses
import datetime as dt
import io
import pickle
from collections.abc import Callable, Sequence
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from pathlib import Path, PurePath
from typing import Any

from meihao_desktop.domain.errors import MeihaoError

ROOMS = ("meihao_desktop.domain", "meihao_desktop.intake")
_PLAIN: tuple[type[Any], ...] = (
    *(Decimal, Fraction, Path, set, frozenset, bytearray, complex),
    *(dt.date, dt.datetime, dt.time, dt.timedelta, dt.timezone),
)
BESIDE_BYTES = 64 * 1024
"""What a dataclass holds of so many bytes and more stands beside the pickle."""

_BY_NAME = {(kind.__module__.partition(".")[0], kind.__qualname__): kind for kind in _PLAIN}


class ForbiddenAnswer(Exception):
    """The answer holds something that no reader has reason to give."""


def pack(answer: object, beside: list[memoryview] | None = None) -> memoryview:
    """In the child: the answer as bytes; large runs of bytes are added to ``beside``."""
    buffer = io.BytesIO()
    _Packer(buffer, beside).dump(_offered(answer))
    return buffer.getbuffer()


def unpack(
    data: bytes | memoryview,
    rooms: tuple[str, ...] = ROOMS,
    beside: Sequence[bytes | memoryview] = (),
) -> Any:  # noqa: ANN401 -- the reader's own type
    """In the parent: the answer, or ``ForbiddenAnswer`` whatever the bytes are."""
    try:
        return _Unpacker(data, rooms, beside).load()
    except (
        *(pickle.UnpicklingError, ArithmeticError, AttributeError, EOFError, ImportError),
        *(LookupError, MemoryError, RuntimeError, TypeError, ValueError, MeihaoError),
    ) as error:
        raise ForbiddenAnswer from error


class _Packer(pickle.Pickler):
    """Takes values apart into their class and what it is called with."""

    def __init__(self, stream: io.BytesIO, beside: list[memoryview] | None) -> None:
        keep = None if beside is None else lambda buffer: beside.append(buffer.raw())
        super().__init__(stream, protocol=5, buffer_callback=keep)

    def reducer_override(self, obj: Any) -> Any:  # noqa: ANN401 -- pickle's own signature
        kind = type(obj)
        if isinstance(obj, PurePath):
            return Path, (str(obj),)
        if isinstance(obj, Enum):  # Python 3.11.2 would pickle it as a call of getattr
            return kind, (obj.value,)
        if isinstance(obj, type):
            return NotImplemented
        if dataclasses.is_dataclass(kind):
            return kind, tuple(_offered(getattr(obj, name)) for name in _words(kind))
        if isinstance(obj, tuple):
            return kind, tuple(obj)
        return NotImplemented


class _Unpacker(pickle.Unpickler):
    """Finds makers of allowed classes instead of the classes themselves."""

    def __init__(
        self,
        data: bytes | memoryview,
        rooms: tuple[str, ...],
        beside: Sequence[bytes | memoryview],
    ) -> None:
        super().__init__(io.BytesIO(data), buffers=beside)
        self._rooms = rooms

    def find_class(self, module_name: str, global_name: str) -> "_Maker":
        plain = _BY_NAME.get((module_name.partition(".")[0], global_name))
        if plain is not None:
            return _Maker(plain)
        is_ours = any(
            module_name == room or module_name.startswith(f"{room}.") for room in self._rooms
        )
        if not is_ours or "." in global_name:
            raise ForbiddenAnswer
        kind = super().find_class(module_name, global_name)
        if not isinstance(kind, type) or kind.__module__ != module_name or not _is_value(kind):
            raise ForbiddenAnswer
        return _Maker(kind)


class _Maker:
    """Calls one class; nothing else can be done with it."""

    __slots__ = ("_kind",)

    def __init__(self, kind: Callable[..., Any]) -> None:
        self._kind = kind

    def __call__(self, *given: object) -> object:
        make = self._kind
        if dataclasses.is_dataclass(self._kind):
            return make(**dict(zip(_words(self._kind), given, strict=True)))
        return make(*given)


def _offered(value: Any) -> Any:  # noqa: ANN401 -- whatever a dataclass holds
    """The value, or where it is many bytes a view of them that need not be copied."""
    is_beside = isinstance(value, memoryview) or (
        isinstance(value, bytes | bytearray) and len(value) >= BESIDE_BYTES
    )
    return pickle.PickleBuffer(value) if is_beside else value


@lru_cache(maxsize=256)
def _words(kind: Any) -> tuple[str, ...]:  # noqa: ANN401 -- any dataclass
    """What a dataclass is called with, in order."""
    return tuple(field.name for field in dataclasses.fields(kind) if field.init)


def _is_value(kind: type[Any]) -> bool:
    """A frozen dataclass, an enum, or a named tuple."""
    if dataclasses.is_dataclass(kind):
        return bool(kind.__dataclass_params__.frozen)  # pyright: ignore[reportAttributeAccessIssue]
    return issubclass(kind, Enum) or (issubclass(kind, tuple) and hasattr(kind, "_fields"))
