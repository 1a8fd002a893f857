"""The figures of the long runs, kept in docs/reliability-figures.md by those who counted them."""

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.support.source_tree import ROOT

DOCUMENT = ROOT / "docs" / "reliability-figures.md"
_ALL = "**all**"
_PART = "<!-- {name} -->\n{text}<!-- /{name} -->\n"


def is_full(words: Sequence[str] | None = None) -> bool:
    """Whether the long version was asked for on the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--full", action="store_true", help="all points, and the figures in docs/")
    return bool(parser.parse_args(words).full)


def chosen(names: Sequence[str]) -> tuple[bool, tuple[str, ...]]:
    """Whether it is the long version, and which of the workflows: all where none is named."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--full", action="store_true", help="all points, and the figures in docs/")
    parser.add_argument("only", nargs="*", choices=[*names, []], help="only these workflows")
    found = parser.parse_args()
    return bool(found.full), tuple(found.only or names)


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


def keep_row(
    name: str, title: str, head: Sequence[str], row: Sequence[object], document: Path = DOCUMENT
) -> None:
    """Put one row in its place in the table of a part, and sum up anew; the other rows stay."""
    page = document.read_text(encoding="utf-8")
    rows = {found[0]: found for found in _rows_of(page, name) if len(found) == len(head)}
    rows.pop(head[0], None)
    rows.pop(_ALL, None)
    rows[str(row[0])] = [str(cell) for cell in row]
    total = [_ALL, *(str(sum(int(r[at]) for r in rows.values())) for at in range(1, len(head)))]
    keep(name, title, table(head, [*rows.values(), total]), document)


def _rows_of(page: str, name: str) -> list[list[str]]:
    """The rows of the table that stands in a part now."""
    _, _, rest = page.partition(f"<!-- {name} -->")
    lines = rest.partition(f"<!-- /{name} -->")[0].splitlines()
    cells = [line.strip("| ").split(" | ") for line in lines if line.startswith("| ")]
    return [found for found in cells if set(found[0]) != {"-"}]
