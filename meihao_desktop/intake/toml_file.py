"""A toml file as a table, or one Chinese sentence why it cannot be read."""

import tomllib
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from meihao_desktop.domain.errors import MeihaoError

LARGEST = 4 * 1024 * 1024


class BrokenTomlFile(MeihaoError):
    """A rules, rubric or calendar file that cannot be used; the sentence names every fault."""

    def __init__(self, what: str, path: Path, faults: list[str]) -> None:
        self.faults = tuple(faults)
        shown = "".join(f"（{at}）{fault}" for at, fault in enumerate(faults, start=1))
        super().__init__(
            f"{what}“{path.name}”不能使用，共 {len(faults)} 处问题：{shown}请改正后再试。"
        )


def read_toml(path: Path, what: str) -> dict[str, Any]:
    """The tables of the file, every number with a point an exact decimal."""
    try:
        if path.stat().st_size > LARGEST:
            raise BrokenTomlFile(what, path, ["文件过大，不像是这种文件。"])
        text = path.read_bytes().decode("utf-8-sig")
        return tomllib.loads(text.replace("\r\n", "\n"), parse_float=_decimal)
    except OSError as error:
        raise MeihaoError(f"读不到{what}“{path.name}”，请确认文件存在并且可以打开。") from error
    except UnicodeDecodeError as error:
        raise BrokenTomlFile(what, path, ["文字编码不是 UTF-8，请另存为 UTF-8。"]) from error
    except (tomllib.TOMLDecodeError, InvalidOperation) as error:
        raise BrokenTomlFile(what, path, [f"写法不合 TOML 格式：{error}。"]) from error


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace("_", ""))
