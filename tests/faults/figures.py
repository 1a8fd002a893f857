"""The figures of the long runs, kept in docs/reliability-figures.md by those who counted them."""

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.support.source_tree import ROOT

DOCUMENT = ROOT / "docs" / "reliability-figures.md"
_PART = "<!-- {name} -->\n{text}<!-- /{name} -->\n"


def is_full(words: Sequence[str] | None = None) -> bool:
    """Whether the long version was asked for on the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--full", action="store_true", help="all points, and the figures in docs/")
    return bool(parser.parse_args(words).full)


def say(line: str) -> None:
    """One line for whoever waits."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A table of Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(str(cell) for cell in line)} |\n" for line in lines)


def keep(name: str, title: str, text: str, document: Path = DOCUMENT) -> None:
    """Put one part in its place in the page; the others stay."""
    page = document.read_text(encoding="utf-8")
    body = f"\n## {title}\n\n{text}\n"
    part = _PART.format(name=name, text=body)
    old = re.compile(rf"<!-- {re.escape(name)} -->\n.*?<!-- /{re.escape(name)} -->\n", re.DOTALL)
    page = old.sub(lambda _: part, page) if old.search(page) else f"{page}\n{part}"
    document.write_text(page, encoding="utf-8")
