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
    """Put one row in its place in the first table of a part; all else in the part stays.

    A row is known by what stands before the colon of its first cell. Where the table ends in a sum,
    it is summed up anew.
    """
    lines = part_of(document.read_text(encoding="utf-8"), name).splitlines(keepends=True)
    first = next((at for at, line in enumerate(lines) if line.startswith("| ")), len(lines))
    last = next(
        (at for at in range(first, len(lines)) if not lines[at].startswith("| ")), len(lines)
    )
    old = [line.strip("| \n").split(" | ") for line in lines[first:last]][2:]
    rows = {_known_by(found[0]): found for found in old if len(found) == len(head)}
    is_summed = not old or rows.pop(_ALL, None) is not None
    rows[_known_by(str(row[0]))] = [str(cell) for cell in row]
    found = list(rows.values())
    if is_summed:
        found.append([_ALL, *(str(sum(int(r[at]) for r in found)) for at in range(1, len(head)))])
    keep(name, title, "".join((*lines[:first], table(head, found), *lines[last:])), document)


def part_of(page: str, name: str) -> str:
    """The text of a part without its heading; nothing where there is none yet."""
    _, _, rest = page.partition(f"<!-- {name} -->\n")
    return rest.partition(f"\n<!-- /{name} -->")[0].partition("\n\n")[2].lstrip("\n")


def _known_by(cell: str) -> str:
    return cell.partition(":")[0]
