"""Canonical JSON: the one way in which a value is written before it is hashed or signed.

Keys are sorted, nothing is padded, text is UTF-8, numbers are whole. Reading is strict: what two
readers could understand in two ways is refused.
"""

import json
from typing import Any

from meihao_desktop.domain.errors import MeihaoError

Json = Any  # None, bool, int, str, list or dict of these; never a float
MOST_NESTED = 32


class NotCanonical(MeihaoError):
    """Bytes that are no JSON of ours."""


def canonical(value: Json) -> bytes:
    """The bytes of a value; a float or a lone half of a character is a bug of the caller."""
    _require_plain(value)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8")


def parsed(data: bytes) -> Json:
    """The value of some bytes; refused with a sentence where they are not plain JSON."""
    try:
        value = json.loads(
            data.decode("utf-8"),
            parse_float=_no_float,
            parse_constant=_no_float,
            object_pairs_hook=_each_once,
        )
        _require_plain(value)
        canonical(value)
    except (ValueError, TypeError, RecursionError) as error:
        raise NotCanonical("内容无法读取：不是本程序写出的格式，可能已损坏或被改动。") from error
    return value


def _no_float(text: str) -> Json:
    raise ValueError(f"no whole number: {text[:40]}")


def _each_once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _require_plain(value: Json) -> None:
    """Layer by layer, so that deep nesting is counted and not climbed."""
    layer: list[Json] = [value]
    for _ in range(MOST_NESTED):
        inner: list[Json] = []
        for item in layer:
            inner.extend(_inside(item))
        if not inner:
            return
        layer = inner
    raise ValueError(f"nested deeper than {MOST_NESTED}")


def _inside(item: Json) -> list[Json]:
    if isinstance(item, dict):
        if not all(isinstance(key, str) for key in item):
            raise TypeError("a key is no text")
        return list(item.values())
    if isinstance(item, list | tuple):
        return list(item)
    if item is None or isinstance(item, bool | int | str):
        return []
    raise TypeError(f"a {type(item).__name__} has no canonical form")
