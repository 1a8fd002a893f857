"""The words after the program's name, read only where there are any: the reader is not light."""

import argparse
from pathlib import Path


def read(arguments: list[str]) -> argparse.Namespace:
    """``sample``, ``round``, and ``folder`` where the program is to try itself."""
    reader = argparse.ArgumentParser(prog="meihao-desktop", description="打开评审窗口")
    reader.add_argument("--sample", action="store_true", help="打开演练样例")
    reader.add_argument("--round", type=_folder, help="打开一个评审目录")
    commands = reader.add_subparsers(dest="command")
    smoke = commands.add_parser("smoke", help="自检：打开样例、截图并打印一份评分表")
    smoke.add_argument("folder", type=_folder)
    return reader.parse_args(arguments)


def _folder(text: str) -> Path:
    return Path(text).absolute()
