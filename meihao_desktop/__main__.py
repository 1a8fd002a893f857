"""Starts the program: with a command → command line, else → window."""

import sys
from collections.abc import Sequence
from importlib import import_module

COMMANDS = frozenset(
    {
        "new",
        "import",
        "check",
        "check-file",
        "rank",
        "print",
        "verify-log",
        "tally",
        "rehearse",
        "backup",
        "restore",
        "archive",
        "verify-archive",
        "pack",
        "take-seat",
        "hand-over",
        "replace-key",
        "receive",
        "-h",
        "--help",
    }
)

READING_CHILD = "--reading-child"
PLAYING_CHILD = "--playing-child"
"""How the program starts itself to read or play what was handed in; never typed by anybody."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run and give the exit code.

    Only one of the two floors is loaded: Qt cannot be everywhere where the command line works, and
    the window should not wait for what only the command line needs.
    """
    given = list(sys.argv[1:] if argv is None else argv)
    if given == [READING_CHILD]:
        return import_module("meihao_desktop.intake.child.main").main()
    if given == [PLAYING_CHILD]:
        return import_module("meihao_desktop.ui.materials.player_child").main()
    room = "cli" if given and given[0] in COMMANDS else "app"
    return import_module(f"meihao_desktop.{room}").main(given)


if __name__ == "__main__":
    sys.exit(main())
