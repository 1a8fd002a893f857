"""Starts the program: with a command → command line, else → window."""

import sys
from collections.abc import Sequence
from importlib import import_module

from meihao_desktop import cli


def main(argv: Sequence[str] | None = None) -> int:
    """Run and give the exit code."""
    given = list(sys.argv[1:] if argv is None else argv)
    if given and (given[0] in cli.COMMANDS or given[0] in ("-h", "--help")):
        return cli.main(given)
    return _window(given)


def _window(argv: list[str]) -> int:
    """Qt is loaded only here, so that the command line works where no Qt can be."""
    return import_module("meihao_desktop.app").main(argv)


if __name__ == "__main__":
    sys.exit(main())
